"""The days that the operator entered, and the years that are complete: the calendar in force."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import Boolean, Column, Connection, Integer, Table, Text, select

from domain.holidays.events import DaysEntered
from domain.working_days import Calendar
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

calendar_days: Final = Table(
    "calendar_days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("entered_by", Text, nullable=False),
    Column("entered_at", UtcTime, nullable=False),
)
calendar_years: Final = Table(
    "calendar_years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
)


class EnteredDay(msgspec.Struct, frozen=True):
    """A day as lists show it; ``day`` as 2027-01-01."""

    day: str
    working: bool
    note: str
    source: str


def project(recorded: Recorded, tables: Tables) -> None:
    """Keeps the newest word on each day."""
    event: Any = recorded.event
    if not isinstance(event, DaysEntered):
        return
    for each in event.days:
        tables[calendar_days].put(
            {
                "day": each.day.isoformat(),
                "working": each.working,
                "note": each.note,
                "source": event.source,
                "entered_by": recorded.actor.id,
                "entered_at": event.at,
            }
        )
    for year in event.years:
        tables[calendar_years].put({"year": year, "source": event.source})


PROJECTION: Final = Projection(
    name="calendar_days",
    tables=(calendar_days, calendar_years),
    project=project,
    names=frozenset({"calendar.days_entered"}),
)


def in_force(connection: Connection) -> Calendar:
    """The built-in calendar with what was entered."""
    rows = connection.execute(select(calendar_days.c.day, calendar_days.c.working)).all()
    years = connection.scalars(select(calendar_years.c.year)).all()
    return Calendar.of({row.day: row.working for row in rows}, years)


def of_year(connection: Connection, year: int) -> list[EnteredDay]:
    """The days of that year that were entered, in their order."""
    columns = (calendar_days.c[name] for name in EnteredDay.__struct_fields__)
    query = select(*columns).where(
        calendar_days.c.day.between(f"{year:04}-01-01", f"{year:04}-12-31")
    )
    return [EnteredDay(*row) for row in connection.execute(query.order_by(calendar_days.c.day))]
