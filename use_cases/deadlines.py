"""What falls due becomes a command of the system."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import structlog

from domain.command import derived_id
from domain.filing.commands import MeetDeadline
from domain.roles import Actor, Role
from store import deadlines
from use_cases import filings
from use_cases.desk import Desk

SYSTEM: Final = Actor(id="system", role=Role.SYSTEM)
_log = structlog.get_logger()


def meet_due(desk: Desk, now: datetime, limit: int = 100) -> int:
    """Meet the deadlines that are due at ``now`` (UTC), the oldest first; how many."""
    with desk.unit.reading() as connection:
        due = deadlines.due(connection, now, limit)
    for deadline in due:
        moment = deadline.due_at.isoformat()
        command = MeetDeadline(
            command_id=derived_id(f"{deadline.stream}/{deadline.kind}/{moment}", "deadline"),
            actor=SYSTEM,
            at=now,
            kind=deadline.kind,
        )
        try:
            filings.handle(desk, deadline.stream.removeprefix("filing-"), command)
        except Exception:
            # One filing that cannot be worked on must not stop the clock of all others.
            _log.exception("deadline_failed", stream=deadline.stream, kind=deadline.kind)
    return len(due)
