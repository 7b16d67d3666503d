"""What the operator entered of the official calendar.

Stored for ever: a field is never renamed, removed or reused. Who did it stands in the envelope.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec


class CalendarDay(msgspec.Struct, frozen=True):
    """A day of the calendar in Beijing: a holiday, or ``working`` as a make-up workday."""

    day: date
    working: bool
    note: str = ""


class DaysEntered(msgspec.Struct, frozen=True):
    """The operator entered days from ``source``, such as the State Council's notice. Of
    ``years`` all deviations from Monday to Friday are known by it."""

    days: tuple[CalendarDay, ...]
    years: tuple[int, ...]
    source: str
    reason: str
    at: datetime


HolidayEvent: TypeAlias = DaysEntered
