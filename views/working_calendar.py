"""The working days that a request's pages count by."""

from __future__ import annotations

from datetime import datetime

from flask import g

from domain.working_days import Calendar, is_working_day, shanghai_date
from use_cases import holidays
from views.desk import desk


def calendar() -> Calendar:
    """The calendar in force, read once in a request."""
    if "working_calendar" not in g:
        g.working_calendar = holidays.calendar(desk())
    found: Calendar = g.working_calendar
    return found


def is_estimate(at: datetime) -> bool:
    """Whether the working days of the year of a promised time are not known yet."""
    return is_working_day(shanghai_date(at), calendar()).estimated
