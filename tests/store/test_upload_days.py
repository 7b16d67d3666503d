"""What an account sends in on a day is counted once for all processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

from sqlalchemy import Engine, func, select

from store.engine import writing
from store.upload_days import KEPT_DAYS, Day, count, upload_days

MONDAY = date(2026, 11, 23)


def counted(engine: Engine, account: str = "one", day: date = MONDAY, size: int = 10) -> Day:
    with writing(engine) as connection:
        return count(connection, account, day, size)


def test_files_and_bytes_of_a_day_add_up_for_each_account(engine: Engine) -> None:
    counted(engine)
    assert counted(engine, size=5) == Day(2, 15)
    assert counted(engine, "two") == Day(1, 10)
    assert counted(engine, day=MONDAY + timedelta(days=1)) == Day(1, 10)


def test_more_bytes_than_an_integer_holds_are_counted(engine: Engine) -> None:
    counted(engine, size=2**31)
    assert counted(engine, size=2**31) == Day(2, 2**32)


def test_no_file_is_missed_when_several_come_at_once(engine: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        sums = list(pool.map(lambda _n: counted(engine).files, range(12)))
    assert sorted(sums) == list(range(1, 13))


def test_old_days_are_cleared_away(engine: Engine) -> None:
    counted(engine)
    counted(engine, day=MONDAY + timedelta(days=KEPT_DAYS + 1))
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(upload_days)).scalar_one() == 1
