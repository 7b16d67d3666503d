"""What follows when the operator enters days, and the calendar that they make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from domain.command import Command
from domain.holidays.events import CalendarDay, DaysEntered, HolidayEvent
from domain.holidays.refusals import NoDays, SourceNeeded
from domain.refusal import NotPermitted
from domain.roles import Permission, Role, may

LEAST: Final = 2
MOST: Final = 200


class EnterDays(Command, frozen=True):
    """Enter days of the calendar; one that was entered before is replaced."""

    days: tuple[CalendarDay, ...]
    years: tuple[int, ...]
    source: str
    reason: str


class Entered(msgspec.Struct, frozen=True):
    """All that was entered: each day's newest word, and the complete years."""

    days: dict[str, CalendarDay] = {}
    years: frozenset[int] = frozenset()


def replay(events: Iterable[HolidayEvent]) -> Entered:
    """What was entered by these events, oldest first."""
    entered = Entered()
    for event in events:
        new = {day.day.isoformat(): day for day in event.days}
        entered = Entered(entered.days | new, entered.years | set(event.years))
    return entered


def decide(command: EnterDays, entered: Entered) -> list[HolidayEvent]:
    """The days that are new or differ. Raises NotPermitted, SourceNeeded or NoDays."""
    role = command.actor.role
    if role is not Role.SYSTEM and not may(role, Permission.OPERATE):
        raise NotPermitted
    source, reason = command.source.strip(), command.reason.strip()
    if not all(LEAST <= len(text) <= MOST for text in (source, reason)):
        raise SourceNeeded(least=LEAST, most=MOST)
    if not command.days and not command.years:
        raise NoDays
    days = tuple(day for day in command.days if entered.days.get(day.day.isoformat()) != day)
    years = tuple(year for year in command.years if year not in entered.years)
    return [DaysEntered(days, years, source, reason, command.at)] if days or years else []
