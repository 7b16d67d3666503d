"""Days that the operator entered: read from a file, kept, and counted by."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.filing.events import Submitted
from domain.holidays.events import CalendarDay
from domain.holidays.reading import read_days
from domain.holidays.refusals import DaysRefused, NoDays, SourceNeeded
from domain.refusal import NotPermitted
from domain.roles import Actor, Role
from gateways.clock import ManualClock
from projections import calendar_days
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import Story
from use_cases import filings, holidays
from use_cases.desk import Desk

SYSTEM = Actor("command line", Role.SYSTEM)
FILE = """# the notice of the State Council
2027-01-01 holiday New Year

2027-01-02 workday instead of Friday
2027 complete
"""


def enter(desk: Desk, text: str = FILE, **changes: Any) -> None:
    told = {"source": "a notice", "reason": "the new year", "actor": SYSTEM} | changes
    holidays.enter(desk, text, at=desk.clock.now(), command_id=hex_id(text), **told)


def test_a_file_says_holidays_workdays_and_whole_years() -> None:
    read = read_days(FILE)
    assert read.years == (2027,)
    assert read.days == (
        CalendarDay(date(2027, 1, 1), working=False, note="New Year"),
        CalendarDay(date(2027, 1, 2), working=True, note="instead of Friday"),
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2027-02-30 holiday", "no_date"),
        ("20270101 holiday", "no_date"),
        ("1999-01-01 holiday", "no_date"),
        ("tomorrow holiday", "no_date"),
        ("2027-01-04", "no_kind"),
        ("2027-01-04 feast", "no_kind"),
        ("2027-01-04 holiday " + "x" * 101, "bad_note"),
        ("2027-01-01 holiday again", "twice"),
        ("2027-01-01 workday", "holiday_and_workday"),
        ("2027 complete", "twice"),
        ("99999999999 complete", "no_year"),
        ("２０２７ complete", "no_year"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(line: str, reason: str) -> None:
    with pytest.raises(DaysRefused) as refused:
        read_days(f"{FILE}{line}\n")
    (told,) = refused.value.facts["lines"]
    assert (told.line, told.reason) == (6, reason)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
def test_a_file_without_a_day_is_refused(text: str) -> None:
    with pytest.raises(NoDays):
        read_days(text)


def test_a_file_that_is_too_long_is_refused() -> None:
    with pytest.raises(DaysRefused):
        read_days("#\n" * 5000 + "2027-01-01 holiday")


def test_entered_days_are_in_force_and_say_where_they_stand(desk: Desk) -> None:
    enter(desk)
    in_force = holidays.calendar(desk)
    assert in_force.days == {date(2027, 1, 1): False, date(2027, 1, 2): True}
    assert in_force.years == {2027}
    with desk.unit.reading() as connection:
        first, _ = calendar_days.of_year(connection, 2027)
        assert calendar_days.of_year(connection, 2028) == []
    assert (first.day, first.note, first.source) == ("2027-01-01", "New Year", "a notice")


def test_a_day_that_is_entered_again_is_replaced_and_the_same_changes_nothing(desk: Desk) -> None:
    enter(desk)
    enter(desk, FILE + "\n")
    enter(desk, "2027-01-01 workday")
    assert len(desk.unit.load("calendar")) == 2
    assert holidays.calendar(desk).days[date(2027, 1, 1)] is True


def test_a_reason_a_source_and_the_operators_role_are_needed(desk: Desk) -> None:
    for changes in ({"reason": " "}, {"source": "x" * 201}):
        with pytest.raises(SourceNeeded):
            enter(desk, **changes)
    with pytest.raises(NotPermitted):
        enter(desk, actor=Actor("somebody", Role.REVIEWER))
    assert holidays.calendar(desk).days == {}


def test_the_promised_day_is_counted_by_what_was_entered(desk: Desk, clock: ManualClock) -> None:
    clock.set(datetime(2027, 1, 4, 2, 0, tzinfo=UTC))

    def tell(command: Any) -> None:
        filings.handle(desk, hex_id("promised"), command)

    story = Story(enterprise(), seed="promised", at=clock.now(), tell=tell).completed().agreed()
    enter(desk, "2027-01-05 holiday\n2027-01-06 holiday\n2027 complete")
    story.handed_in()
    submitted = filings.open_filing(desk, hex_id("promised")).history[-1].event
    assert isinstance(submitted, Submitted)
    assert submitted.due_at.date() == date(2027, 1, 8)
    assert submitted.due_estimated is False
