"""The operator enters days of the official calendar; due dates are counted by it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.holidays.entering import EnterDays, decide, replay
from domain.holidays.reading import Read, read_days
from domain.roles import Actor
from domain.working_days import Calendar
from projections import calendar_days
from use_cases.desk import Desk

STREAM: Final = "calendar"


def enter(
    desk: Desk,
    text: str,
    *,
    source: str,
    reason: str,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> Read:
    """Enter the days of a text, all or none. Raises DaysRefused, NoDays, SourceNeeded or
    NotPermitted. Due dates that were promised already stay as they are."""
    read = read_days(text)
    command = EnterDays(
        command_id=command_id,
        actor=actor,
        at=at,
        days=read.days,
        years=read.years,
        source=source,
        reason=reason,
    )
    desk.unit.handle(command, STREAM, replay, decide)
    return read


def calendar(desk: Desk) -> Calendar:
    """The calendar in force."""
    with desk.unit.reading() as connection:
        return calendar_days.in_force(connection)
