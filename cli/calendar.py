"""``flask calendar``: the working days that due dates are counted by."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from domain.holidays.reading import FIRST_YEAR, LAST_YEAR
from domain.holidays.refusals import DaysRefused, NoDays, SourceNeeded
from domain.roles import Actor, Role
from domain.working_days import Calendar, is_working_day
from projections import calendar_days
from use_cases import holidays
from use_cases.desk import Desk

calendar = AppGroup("calendar", help="Holidays and make-up workdays.")

ACTOR = Actor("command line", Role.SYSTEM)


@calendar.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, help="Where the days stand, such as a notice.")
@click.option("--reason", required=True, help="Why; it stands in the log.")
@safely_started
def import_file(file: Path, source: str, reason: str) -> None:
    """Enter the days of FILE, all or none.

    A line is "2027-01-01 holiday NOTE", "2027-02-06 workday NOTE" or "2027 complete".
    """
    desk: Desk = current_app.extensions["desk"]
    try:
        read = holidays.enter(
            desk,
            file.read_text(encoding="utf-8-sig"),
            source=source,
            reason=reason,
            actor=ACTOR,
            at=desk.clock.now(),
            command_id=uuid.uuid4().hex,
        )
    except DaysRefused as refused:
        for bad in refused.facts["lines"]:
            click.echo(f"line {bad.line}: {bad.text}: {bad.reason}", err=True)
        raise click.ClickException("nothing was imported") from None
    except NoDays:
        raise click.ClickException("there is no day in the file") from None
    except SourceNeeded as refused:
        least, most = refused.facts["least"], refused.facts["most"]
        message = f"source and reason need {least} to {most} characters each"
        raise click.ClickException(message) from None
    except UnicodeDecodeError:
        raise click.ClickException("the file is not UTF-8") from None
    years = "".join(f", {year} complete" for year in read.years)
    click.echo(f"{len(read.days)} days imported{years}.")


@calendar.command("show")
@click.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR))
@safely_started
def show(year: int) -> None:
    """Print the days of YEAR that differ from Monday to Friday, and where they stand."""
    desk: Desk = current_app.extensions["desk"]
    in_force = holidays.calendar(desk)
    with desk.unit.reading() as connection:
        entered = {each.day: each for each in calendar_days.of_year(connection, year)}
    for day, working in _different(year, in_force):
        known = entered.get(day.isoformat())
        origin = f"{known.note} ({known.source})".strip() if known else "(built in)"
        click.echo(f"{day} {'workday' if working else 'holiday'} {origin}")
    if is_working_day(date(year, 1, 1) + timedelta(days=180), in_force).estimated:
        click.echo(f"{year} is not known: its other days are an estimate (Monday to Friday).")


def _different(year: int, in_force: Calendar) -> list[tuple[date, bool]]:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(366))
    return [
        (day, working)
        for day in days
        if day.year == year
        and (working := is_working_day(day, in_force).working) != (day.isoweekday() <= 5)
    ]
