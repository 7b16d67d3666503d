"""Reading days from a text: one a line, all or none.

``2027-01-01 holiday New Year``, ``2027-02-06 workday``, or ``2027 complete`` where the text has
all days of that year that differ from Monday to Friday. Empty lines and those that begin with
``#`` say nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import msgspec

from domain.holidays.events import CalendarDay
from domain.holidays.refusals import BadDay, DaysRefused, NoDays

KINDS: Final = {"holiday": False, "workday": True}
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
MOST_LINES: Final = 5000
LONGEST_NOTE: Final = 100
MOST_TOLD: Final = 20


class Read(msgspec.Struct, frozen=True):
    """The days of a text, by date, and the years that it has all days of."""

    days: tuple[CalendarDay, ...]
    years: tuple[int, ...]


def read_days(text: str) -> Read:
    """Everything that the text says. Raises DaysRefused with the wrong lines, or NoDays."""
    days: dict[date, tuple[int, CalendarDay]] = {}
    years: set[int] = set()
    wrong: list[BadDay] = []
    for number, line in enumerate(text.splitlines()[: MOST_LINES + 1], 1):
        words = line.replace(",", " ").split(maxsplit=2)
        if not words or words[0].startswith("#"):
            continue
        reason = _too_many(number) or _take(words, number, days, years)
        if reason:
            wrong.append(BadDay(number, reason, line.strip()[:80]))
    if wrong:
        raise DaysRefused(lines=tuple(wrong[:MOST_TOLD]))
    if not days and not years:
        raise NoDays
    return Read(tuple(days[day][1] for day in sorted(days)), tuple(sorted(years)))


def _too_many(number: int) -> str:
    return "too_many_lines" if number > MOST_LINES else ""


def _take(
    words: list[str], number: int, days: dict[date, tuple[int, CalendarDay]], years: set[int]
) -> str:
    """Keeps what one line says; the reason why it cannot be kept, or empty."""
    if len(words) == 2 and words[1] == "complete":
        return _take_year(words[0], years)
    day = _day(words[0])
    if day is None:
        return "no_date"
    if len(words) < 2 or words[1] not in KINDS:
        return "no_kind"
    note = words[2] if len(words) == 3 else ""
    if len(note) > LONGEST_NOTE or not note.isprintable():
        return "bad_note"
    working = KINDS[words[1]]
    if day in days:
        return "twice" if days[day][1].working == working else "holiday_and_workday"
    days[day] = (number, CalendarDay(day, working, note))
    return ""


def _take_year(text: str, years: set[int]) -> str:
    known = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:6]) <= LAST_YEAR
    if not known:
        return "no_year"
    if int(text) in years:
        return "twice"
    years.add(int(text))
    return ""


def _day(text: str) -> date | None:
    """A day as 2027-01-01; other ways to write one are too easily confused."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    exact = day.isoformat() == text
    return day if exact and FIRST_YEAR <= day.year <= LAST_YEAR else None
