from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateways.clock import FASTEST, BrokenClockFile, FactorClock, ManualClock, SystemClock

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Wall:
    """The computer's clock, in Unix seconds."""

    def __init__(self) -> None:
        self.seconds = NOON.timestamp()

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "clock.json"


def test_the_system_clock_is_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_manual_clock_stands_still_until_moved_in_either_direction() -> None:
    clock = ManualClock(NOON)
    clock.advance(timedelta(hours=2))
    clock.advance(timedelta(hours=-3))
    assert clock.now() == NOON - timedelta(hours=1)
    clock.set(NOON)
    assert clock.now() == NOON


def test_without_a_file_a_factor_clock_shows_the_computers_time(file: Path, wall: Wall) -> None:
    clock = FactorClock(file, wall)
    assert clock.now() == NOON
    assert clock.factor == 1
    assert not file.exists()


def test_a_day_passes_in_a_minute_when_the_factor_says_so(file: Path, wall: Wall) -> None:
    clock = FactorClock(file, wall)
    clock.set_factor(1440)
    assert clock.now() == NOON
    wall.seconds += 60
    assert clock.now() == NOON + timedelta(days=1)


def test_a_lower_factor_does_not_take_back_what_has_passed(file: Path, wall: Wall) -> None:
    clock = FactorClock(file, wall)
    clock.set_factor(3600)
    wall.seconds += 24
    clock.set_factor(1)
    assert clock.now() == NOON + timedelta(days=1)
    wall.seconds += 1
    assert clock.now() == NOON + timedelta(days=1, seconds=1)


def test_advancing_keeps_the_factor(file: Path, wall: Wall) -> None:
    clock = FactorClock(file, wall)
    clock.set_factor(60)
    clock.advance(timedelta(hours=24))
    wall.seconds += 1
    assert clock.now() == NOON + timedelta(hours=24, minutes=1)
    assert clock.factor == 60


def test_two_processes_share_one_time(file: Path, wall: Wall) -> None:
    web, worker = FactorClock(file, wall), FactorClock(file, wall)
    assert worker.now() == NOON
    web.advance(timedelta(hours=24))
    assert worker.now() == web.now() == NOON + timedelta(hours=24)
    worker.set_factor(10)
    wall.seconds += 6
    assert web.now() == worker.now() == NOON + timedelta(hours=24, minutes=1)


def test_the_time_stands_while_the_computers_clock_is_set_back(file: Path, wall: Wall) -> None:
    clock = FactorClock(file, wall)
    clock.set_factor(2)
    wall.seconds += 10
    before = clock.now()
    wall.seconds -= 3600
    assert clock.now() == before
    clock.set_factor(1)
    wall.seconds += 5
    assert clock.now() == before + timedelta(seconds=5)


@pytest.mark.parametrize("factor", [0, 0.5, -1, FASTEST + 1, float("nan"), float("inf")])
def test_a_factor_outside_its_range_is_refused(file: Path, wall: Wall, factor: float) -> None:
    with pytest.raises(ValueError, match="factor"):
        FactorClock(file, wall).set_factor(factor)
    assert not file.exists()


def test_a_factor_clock_does_not_go_back(file: Path, wall: Wall) -> None:
    with pytest.raises(ValueError, match="forward"):
        FactorClock(file, wall).advance(timedelta(seconds=-1))


def test_a_broken_file_is_named(file: Path, wall: Wall) -> None:
    file.parent.mkdir()
    file.write_text("{}")
    with pytest.raises(BrokenClockFile, match=r"clock\.json can't be read: delete it"):
        FactorClock(file, wall).now()
