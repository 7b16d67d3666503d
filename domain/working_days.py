"""Working days of the official calendar (Asia/Shanghai), make-up days included.

A year that the calendar does not know yet counts Monday to Friday, and the answer says that
it is an estimate. What the operator entered (``Calendar``) goes before what is built in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import chinese_calendar
import msgspec

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


class Calendar(msgspec.Struct, frozen=True):
    """What was entered beside the built-in calendar: for each ``day`` whether it is worked, and
    the ``years`` in which every other day follows Monday to Friday for certain."""

    days: Mapping[date, bool] = MappingProxyType({})
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, days: Mapping[str, bool], years: Iterable[int]) -> Calendar:
        """The calendar of days that are written as 2027-01-01."""
        return cls({date.fromisoformat(day): days[day] for day in days}, frozenset(years))


BUILT_IN: Final = Calendar()


class WorkingDay(NamedTuple):
    """Whether a day is worked; ``estimated`` where the calendar does not know its year."""

    working: bool
    estimated: bool


class Due(NamedTuple):
    """A moment in UTC; ``estimated`` where an unknown year was counted through."""

    at: datetime
    estimated: bool


class Span(NamedTuple):
    """A number of working days; ``estimated`` as in ``Due``."""

    days: int
    estimated: bool


def is_working_day(day: date, calendar: Calendar = BUILT_IN) -> WorkingDay:
    """Whether that day of the Shanghai calendar is worked. Never fails for a far year."""
    if day in calendar.days:
        return WorkingDay(calendar.days[day], estimated=False)
    if day.year in calendar.years:
        return WorkingDay(day.isoweekday() <= 5, estimated=False)
    return _by_calendar(day)


@lru_cache(maxsize=4096)
def _by_calendar(day: date) -> WorkingDay:
    try:
        return WorkingDay(bool(chinese_calendar.is_workday(day)), estimated=False)
    except NotImplementedError:
        return WorkingDay(day.isoweekday() <= 5, estimated=True)


def add_working_days(moment: datetime, days: int, calendar: Calendar = BUILT_IN) -> Due:
    """The same time of day (Shanghai) on the ``days``-th working day after ``moment``.

    The day of ``moment`` itself does not count. A naive moment or negative ``days`` raises
    ``ValueError``.
    """
    local = _local(moment)
    if days < 0:
        raise ValueError("days must not be negative")
    day, estimated = local.date(), False
    while days > 0:
        day += timedelta(days=1)
        here = is_working_day(day, calendar)
        estimated = estimated or here.estimated
        days -= here.working
    return Due(datetime.combine(day, local.timetz()).astimezone(UTC), estimated)


def working_days_between(start: datetime, end: datetime, calendar: Calendar = BUILT_IN) -> Span:
    """How many working days lie after the day of ``start`` up to and with the day of ``end``.

    The inverse of ``add_working_days``; 0 where ``end`` is not on a later day.
    """
    day, last = _local(start).date(), _local(end).date()
    found = []
    while day < last:
        day += timedelta(days=1)
        found.append(is_working_day(day, calendar))
    return Span(sum(each.working for each in found), any(each.estimated for each in found))


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SHANGHAI)


def shanghai_date(moment: datetime) -> date:
    """The calendar day in Shanghai at that moment."""
    return _local(moment).date()
