"""A command has its whole effect once, or none."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, event, func, insert, select
from sqlalchemy.exc import OperationalError

from domain.personal import Personal
from domain.refusal import StaleVersion
from store.codec import Codec, UnknownEvent, UnnamedEvent
from store.constraints import ConstraintBroken
from store.engine import make_engine, writing
from store.outbox import outbox
from store.tables import commands, events, log_head
from store.unit_of_work import UnitOfWork
from tests.store.notebook import (
    NOW,
    AlreadyOpen,
    Closed,
    Opened,
    Written,
    announce,
    decide,
    decide_once,
    make_unit,
    pages,
    replay,
    write,
)

LI = "a1" * 16


def count(unit, table):
    with unit.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def row_of(unit, stream):
    with unit.reading() as connection:
        row = connection.execute(select(pages).where(pages.c.id == stream)).mappings().first()
        return dict(row) if row else None


def test_events_come_back_with_their_envelope(unit):
    command = write(Opened("a"), Written("one"), command_id="c" * 32)
    unit.handle(command, "note-1", replay, decide, correlation="d" * 32)
    first, second = unit.load("note-1")
    assert (first.position, first.version, first.name, first.schema) == (1, 1, "note.opened", 1)
    assert (second.position, second.version, second.event) == (2, 2, Written("one"))
    assert (first.time, first.actor) == (NOW, command.actor)
    assert (first.command_id, first.correlation_id, first.causation_id) == (
        "c" * 32,
        "d" * 32,
        "c" * 32,
    )


def test_an_unknown_stream_is_empty(unit):
    assert unit.load("note-none") == []


def test_projection_and_outbox_are_written_with_the_events(unit):
    unit.handle(write(Opened("a"), Written("x"), Closed(), after=5), "note-1", replay, decide)
    row = row_of(unit, "note-1")
    assert (row["title"], row["lines"], (row["changed_at"] - NOW).seconds) == (None, 1, 5)
    with unit.reading() as connection:
        item = connection.execute(select(outbox)).one()
    assert (item.position, item.kind, item.payload) == (3, "mail", {"page": "note-1"})


def test_a_personal_value_is_sealed_in_the_log_and_its_token_projected(unit, note_vault):
    unit.handle(write(Opened("a", Personal(LI, "name", "李雷"))), "note-1", replay, decide)
    with unit.reading() as connection:
        data = connection.execute(select(events.c.data)).scalar_one()
    assert "李雷" not in bytes(data).decode()
    assert unit.load("note-1")[0].event.owner.full == "李雷"
    assert unit.load_unopened("note-1")[0].event.owner.text is None
    assert note_vault.open(row_of(unit, "note-1")["owner"]).full == "李雷"
    note_vault.erase(LI)
    assert unit.load("note-1")[0].event.owner.erased


def test_a_command_sent_twice_has_one_effect_and_is_not_decided_again(unit):
    command = write(Opened("a"))
    unit.handle(command, "note-1", replay, decide_once)
    unit.handle(command, "note-1", replay, decide_once)
    with pytest.raises(AlreadyOpen):
        unit.handle(write(Opened("a")), "note-1", replay, decide_once)
    assert (count(unit, events), count(unit, commands)) == (1, 1)


def test_a_command_is_known_after_a_restart(unit, database_url, note_vault):
    command = write(Opened("a"))
    unit.handle(command, "note-1", replay, decide_once)
    engine = make_engine(database_url)
    make_unit(engine, note_vault).handle(command, "note-1", replay, decide_once)
    engine.dispose()
    assert count(unit, events) == 1


def test_nothing_decided_writes_nothing(unit, engine: Engine):
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    unit.handle(write(), "note-1", replay, decide)
    assert {statement.split()[0] for statement in seen} <= {"BEGIN", "SELECT"}
    assert "BEGIN IMMEDIATE" not in seen
    assert count(unit, commands) == 0


def test_the_number_of_statements_does_not_grow_with_the_events(unit, engine: Engine):
    def statements(command):
        seen: list[str] = []

        def note(*told):
            if not told[2].startswith("BEGIN"):
                seen.append(told[2])

        event.listen(engine, "before_cursor_execute", note)
        unit.handle(command, "note-1", replay, decide)
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    unit.handle(write(Opened("a")), "note-1", replay, decide)
    few = statements(write(Written("1")))
    many = statements(write(*(Written(str(n)) for n in range(40))))
    # history | head, events, head, command | the projection's row, read and written
    assert many == few == 7


def test_a_lost_race_is_decided_again(unit):
    decided = []

    def slowly(command, history):
        decided.append(len(history))
        if len(decided) == 1:
            unit.handle(write(Written("the other")), "note-1", replay, decide)
        return command.events

    unit.handle(write(Written("mine")), "note-1", replay, slowly)
    assert decided == [0, 1]
    assert [one.event.line for one in unit.load("note-1")] == ["the other", "mine"]


def test_a_race_lost_four_times_is_a_stale_version(unit):
    def never(command, _history):
        unit.handle(write(Written("the other")), "note-1", replay, decide)
        return command.events

    with pytest.raises(StaleVersion):
        unit.handle(write(Written("mine")), "note-1", replay, never)
    assert count(unit, events) == 4


def test_the_same_command_at_the_same_time_has_one_effect(unit):
    command = write(Opened("a"))
    with ThreadPoolExecutor(8) as pool:
        done = [pool.submit(unit.handle, command, "note-1", replay, decide_once) for _ in range(16)]
        for one in done:
            one.result()
    assert (count(unit, events), count(unit, commands)) == (1, 1)


def test_concurrent_appends_lose_nothing_and_leave_no_gap(unit):
    def one(number):
        unit.handle(write(Written(str(number))), f"note-{number % 20}", replay, decide)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(200)))
    with unit.reading() as connection:
        positions = list(
            connection.execute(select(events.c.position).order_by("position")).scalars()
        )
        size = connection.execute(select(log_head.c.size)).scalar_one()
    assert positions == list(range(1, 201))
    assert size == 200


def test_a_broken_uniqueness_rule_names_it_and_leaves_nothing(unit):
    unit.handle(write(Opened("same")), "note-1", replay, decide)
    with pytest.raises(ConstraintBroken) as broken:
        unit.handle(write(Opened("same")), "note-2", replay, decide)
    assert (broken.value.table, broken.value.constraint) == ("pages", "uq_pages_title")
    assert (count(unit, events), count(unit, commands)) == (1, 1)
    unit.handle(write(Closed()), "note-1", replay, decide)
    unit.handle(write(Opened("same")), "note-2", replay, decide)
    assert row_of(unit, "note-2")["title"] == "same"


def test_a_failing_reaction_leaves_nothing(engine, note_vault):
    def fail(recorded):
        announce(recorded)
        raise RuntimeError("no")

    unit = make_unit(engine, note_vault)
    broken = UnitOfWork(engine, note_vault, unit.projections, [fail], unit.codec)
    with pytest.raises(RuntimeError):
        broken.handle(write(Opened("a")), "note-1", replay, decide)
    assert (count(unit, events), row_of(unit, "note-1")) == (0, None)


@pytest.mark.parametrize("reached", [True, False])
def test_a_lost_commit_answer_is_looked_up(unit, engine: Engine, monkeypatch, reached):
    dialect = engine.dialect
    commit = dialect.do_commit
    answers = iter([True])

    def lose(connection):
        if next(answers, False):
            if reached:
                commit(connection)
            raise engine.dialect.loaded_dbapi.OperationalError("server closed the connection")
        commit(connection)

    monkeypatch.setattr(dialect, "do_commit", lose)
    if reached:
        unit.handle(write(Opened("a")), "note-1", replay, decide)
    else:
        with pytest.raises(OperationalError):
            unit.handle(write(Opened("a")), "note-1", replay, decide)
    assert count(unit, events) == int(reached)


def test_an_event_without_a_name_is_refused(unit):
    with pytest.raises(UnnamedEvent, match="int"):
        unit.handle(write(7), "note-1", replay, decide)


def test_an_unknown_name_in_the_log_is_a_named_error(unit, engine, note_vault):
    unit.handle(write(Opened("a")), "note-1", replay, decide)
    older = UnitOfWork(engine, note_vault, codec=Codec({"note.written": (Written, 1)}, {}))
    with pytest.raises(UnknownEvent, match=r"position 1: 'note\.opened'"):
        older.load("note-1")


def test_a_newer_schema_in_the_log_is_a_named_error(unit, engine, note_vault):
    newer = UnitOfWork(
        engine, note_vault, codec=Codec({"note.opened": (Opened, 2)}, {("note.opened", 1): dict})
    )
    newer.handle(write(Opened("a")), "note-1", replay, decide)
    with pytest.raises(UnknownEvent, match="schema 2"):
        unit.load("note-1")


def test_an_old_schema_is_lifted(unit, engine, note_vault):
    unit.handle(write(Written("one")), "note-1", replay, decide)
    lifts = {("note.written", 1): lambda fields: {"title": fields["line"] + "!"}}
    newer = UnitOfWork(engine, note_vault, codec=Codec({"note.written": (Opened, 2)}, lifts))
    (lifted,) = newer.load("note-1")
    assert (lifted.event, lifted.schema) == (Opened("one!"), 1)


def test_a_leftover_in_the_way_of_a_version_does_not_break_the_head(unit, engine):
    """Whoever wrote a row past the head, the append fails whole and the head stays."""
    with writing(engine) as connection:
        row = {"stream": "x", "version": 1, "name": "x", "data": b"{}", "leaf": b""}
        connection.execute(insert(events).values(position=1, **row))
    with pytest.raises(StaleVersion):
        unit.handle(write(Opened("a")), "note-1", replay, decide)
    with unit.reading() as connection:
        assert connection.execute(select(log_head.c.size)).scalar_one() == 0


def test_a_thread_does_not_wait_for_ever_for_its_turn(sqlite_url, note_vault, monkeypatch):
    monkeypatch.setattr("store.engine.BUSY_SECONDS", 0.05)
    engine = make_engine(sqlite_url)
    unit = make_unit(engine, note_vault)
    with ThreadPoolExecutor(1) as pool, writing(engine):
        waiting = pool.submit(unit.handle, write(Opened("a")), "note-1", replay, decide)
        with pytest.raises(OperationalError, match="other threads wrote for too long"):
            waiting.result()
    assert unit.load("note-1") == []
    engine.dispose()


def test_a_writer_in_another_process_is_waited_for(sqlite_url, note_vault):
    """Two engines share nothing but the file, as two processes do."""
    first, second = make_engine(sqlite_url), make_engine(sqlite_url)
    units = [make_unit(first, note_vault), make_unit(second, note_vault)]
    with ThreadPoolExecutor(4) as pool:
        for number in range(60):
            pool.submit(
                units[number % 2].handle, write(Written("a")), f"note-{number % 7}", replay, decide
            )
    assert count(units[0], events) == 60
    first.dispose()
    second.dispose()
