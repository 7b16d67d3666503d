"""The working days that a request's pages count by."""

from __future__ import annotations

from flask import g

from domain.working_days import Calendar
from use_cases import holidays
from views.desk import desk


def calendar() -> Calendar:
    """The calendar in force, read once in a request."""
    if "working_calendar" not in g:
        g.working_calendar = holidays.calendar(desk())
    found: Calendar = g.working_calendar
    return found
