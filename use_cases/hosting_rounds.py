"""What falls due for servers and codes: codes that are over, servers that end soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from domain.command import derived_id
from domain.hosting.commands import ExpireCodes, WarnOfEnd
from domain.hosting.policy import END_WARNING_DAYS
from domain.hosting.refusals import CodeInUse
from domain.working_days import shanghai_date
from projections import hosting_lists
from use_cases import hosting
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk

_AT_ONCE: Final = 200


def meet_due(desk: Desk, now: datetime) -> int:
    """Let codes expire whose day has passed, and tell owners of ends; how many commands. Safe as
    often as wanted: each end is told once, and an expired code is not listed again."""
    return _expire(desk, now) + _warn(desk, now)


def _expire(desk: Desk, now: datetime) -> int:
    with desk.unit.reading() as connection:
        rows = hosting_lists.over(connection, shanghai_date(now), _AT_ONCE)
    done = 0
    for resource, codes in groupby(sorted(rows, key=lambda row: row.resource), _resource):
        ids = tuple(sorted(code.id for code in codes))
        command = ExpireCodes(
            command_id=derived_id(",".join(ids), "expire"), actor=SYSTEM, at=now, codes=ids
        )
        try:
            hosting.handle(desk, resource, command)
        except CodeInUse:
            # A website took one of them at this moment; the next round sees the others.
            continue
        done += 1
    return done


def _resource(row: hosting_lists.CodeRow) -> str:
    return row.resource


def _warn(desk: Desk, now: datetime) -> int:
    today = shanghai_date(now)
    until = today + timedelta(days=END_WARNING_DAYS)
    with desk.unit.reading() as connection:
        rows = hosting_lists.ending(connection, today, until, _AT_ONCE)
    for row in rows:
        end = row.server.bought_until.isoformat()
        command_id = derived_id(f"{row.id}/{row.account}/{end}", "end warning")
        command = WarnOfEnd(command_id=command_id, actor=SYSTEM, at=now, days=END_WARNING_DAYS)
        hosting.handle(desk, row.id, command)
    return len(rows)
