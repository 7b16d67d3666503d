"""What leaves the system is sent at least once, with pauses, and not for ever."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from store import deadlines, outbox
from store.deadlines import Deadline
from store.engine import writing
from store.outbox import State
from tests.store.notebook import NOW, Closed, decide, replay, write


@pytest.fixture
def one_item(unit):
    unit.handle(write(Closed()), "note-1", replay, decide)
    return unit.engine


def take(engine, seconds=0, limit=20):
    with writing(engine) as connection:
        return outbox.take_due(connection, NOW + timedelta(seconds=seconds), limit)


def fail(engine, item, seconds):
    with writing(engine) as connection:
        return outbox.mark_failed(connection, item, "E1", NOW + timedelta(seconds=seconds))


def row(engine):
    with engine.connect() as connection:
        return connection.execute(select(outbox.outbox)).one()


def test_a_taken_item_is_not_taken_again_before_its_lease_ends(one_item):
    (item,) = take(one_item)
    assert (item.kind, item.payload, item.attempts) == ("mail", {"page": "note-1"}, 1)
    assert take(one_item, 299) == []
    (again,) = take(one_item, 300)
    assert (again.id, again.attempts) == (item.id, 2)


def test_a_sent_item_is_not_taken_again(one_item):
    (item,) = take(one_item)
    with writing(one_item) as connection:
        outbox.mark_sent(connection, item.id)
    assert take(one_item, 10_000) == []
    assert row(one_item).state == State.SENT


def test_pauses_double_until_the_item_is_dead_and_revive_starts_again(one_item):
    at, pauses = 0, []
    for attempt in range(1, 9):
        (item,) = take(one_item, at)
        state = fail(one_item, item, at)
        assert state == (State.DEAD if attempt == 8 else State.PENDING)
        if state == State.PENDING:
            pauses.append(int((row(one_item).next_try_at - NOW).total_seconds()) - at)
            assert take(one_item, at + pauses[-1] - 1) == []
            at += pauses[-1]
    assert pauses == [30, 60, 120, 240, 480, 960, 1920]
    assert take(one_item, 10**6) == []
    assert row(one_item).last_error == "E1"
    with writing(one_item) as connection:
        assert outbox.revive(connection, item.id, NOW + timedelta(days=20))
        assert not outbox.revive(connection, item.id, NOW)
    assert take(one_item, 86_400 * 20)[0].attempts == 1


def test_workers_at_the_same_time_take_each_item_once(unit):
    for number in range(40):
        unit.handle(write(Closed()), f"note-{number}", replay, decide)
    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda _: take(unit.engine, limit=10), range(4)))
    ids = [item.id for items in taken for item in items]
    assert len(ids) == len(set(ids))
    while more := take(unit.engine):
        ids += [item.id for item in more]
    assert len(ids) == len(set(ids)) == 40


def test_deadlines_that_passed_come_oldest_first(engine):
    def row_due(stream, kind, seconds):
        return {"stream": stream, "kind": kind, "due_at": NOW + timedelta(seconds=seconds)}

    with writing(engine) as connection:
        connection.execute(
            insert(deadlines.deadlines),
            [
                row_due("filing-2", "idle", 5),
                row_due("filing-1", "sms", 1),
                row_due("filing-1", "idle", 9),
            ],
        )
        found = deadlines.due(connection, NOW + timedelta(seconds=5))
        assert [(one.stream, one.kind) for one in found] == [
            ("filing-1", "sms"),
            ("filing-2", "idle"),
        ]
        assert found[0] == Deadline("filing-1", "sms", NOW + timedelta(seconds=1))
        assert len(deadlines.due(connection, NOW + timedelta(seconds=9), limit=2)) == 2
