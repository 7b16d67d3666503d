"""The official calendar of 2026 and what happens beyond it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.working_days import Calendar, add_working_days, is_working_day, working_days_between


def _at(month: int, day: int, hour: int = 2, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # a Saturday, worked for the long holiday
        (date(2026, 10, 11), False),
    ],
)
def test_holidays_and_make_up_days_follow_the_official_calendar(day: date, working: bool) -> None:
    assert is_working_day(day) == (working, False)


def test_a_deadline_jumps_over_the_holiday_and_counts_the_make_up_saturday() -> None:
    assert add_working_days(_at(9, 30), 1) == (_at(10, 8), False)
    assert add_working_days(_at(9, 30), 3) == (_at(10, 10), False)
    assert add_working_days(_at(9, 30), 4) == (_at(10, 12), False)


def test_the_day_is_the_day_in_shanghai() -> None:
    # 17:30 UTC on Wednesday is already Thursday, 1 October, in Shanghai.
    assert add_working_days(_at(9, 30, hour=17), 1) == (_at(10, 7, hour=17), False)


def test_a_moment_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert add_working_days(_at(10, 3), 1).at == _at(10, 8)
    assert add_working_days(_at(10, 3), 0).at == _at(10, 3)


def test_a_year_without_a_published_calendar_is_an_estimate_of_weekdays() -> None:
    assert is_working_day(date(2099, 10, 1)) == (True, True)
    assert is_working_day(date(2099, 10, 3)) == (False, True)
    due = add_working_days(_at(10, 2, year=2099), 1)
    assert due == (_at(10, 5, year=2099), True)


def test_the_operator_overrides_the_calendar_and_an_unknown_year() -> None:
    overrides = Calendar({date(2026, 10, 8): False, date(2099, 10, 1): False})
    assert add_working_days(_at(9, 30), 1, overrides).at == _at(10, 9)
    assert is_working_day(date(2099, 10, 1), overrides) == (False, False)


def test_days_between_is_the_inverse_of_adding() -> None:
    start = _at(9, 25)
    for days in range(25):
        due = add_working_days(start, days)
        assert working_days_between(start, due.at) == (days, False)


def test_nothing_lies_between_a_moment_and_an_earlier_one() -> None:
    assert working_days_between(_at(10, 9), _at(10, 8)) == (0, False)


def test_an_estimate_is_passed_on() -> None:
    assert working_days_between(_at(12, 28), _at(1, 5, year=2099)).estimated


@pytest.mark.parametrize("days", [1, -1])
def test_a_naive_moment_and_negative_days_are_refused(days: int) -> None:
    moment = _at(9, 30) if days < 0 else datetime(2026, 9, 30)  # noqa: DTZ001
    with pytest.raises(ValueError, match=r"time zone|negative"):
        add_working_days(moment, days)


def test_a_year_that_was_entered_as_a_whole_is_no_estimate() -> None:
    entered = Calendar.of({"2099-10-01": False, "2099-10-03": True}, [2099])
    assert is_working_day(date(2099, 10, 1), entered) == (False, False)
    assert is_working_day(date(2099, 10, 3), entered) == (True, False)
    assert is_working_day(date(2099, 10, 5), entered) == (True, False)
    assert is_working_day(date(2098, 10, 1), entered).estimated
