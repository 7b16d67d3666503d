"""One round of the worker: send, listen to the ministry, meet what is due."""

from __future__ import annotations

import structlog

from gateways.miit.port import MinistryUnreachable
from use_cases import deadlines, deliveries, ministry_notices
from use_cases.desk import Desk

_log = structlog.get_logger()


def work_once(desk: Desk) -> int:
    """Do what is due now; how many things were done. Zero means that the worker may rest."""
    done = deliveries.deliver_due(desk, desk.clock.now())
    try:
        done += ministry_notices.collect(desk)
    except MinistryUnreachable:
        _log.warning("ministry_unreachable")
    return done + deadlines.meet_due(desk, desk.clock.now())
