"""Counting acts per minute, on both engines."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from store.engine import writing
from store.rate_limits import KEPT_MINUTES, count, rate_hits

NOW = 29_000_000


def test_each_caller_and_each_bucket_is_counted_apart(engine: Engine) -> None:
    with writing(engine) as connection:
        assert [count(connection, "sign_in", "a", NOW) for _ in range(3)] == [1, 2, 3]
        assert count(connection, "sign_in", "b", NOW) == 1
        assert count(connection, "codes", "a", NOW) == 1


def test_a_new_minute_begins_at_one_and_old_ones_are_cleared(engine: Engine) -> None:
    with writing(engine) as connection:
        count(connection, "sign_in", "a", NOW)
        assert count(connection, "sign_in", "a", NOW + KEPT_MINUTES + 1) == 1
        assert connection.execute(select(func.count()).select_from(rate_hits)).scalar() == 1
