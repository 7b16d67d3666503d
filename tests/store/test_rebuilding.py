"""A projection built again is the one that grew with the log."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, Text, delete, event, insert, select, update

from domain.personal import Personal
from store import rebuilding
from store.engine import reading, writing
from store.projecting import Projection, Rows, Tables
from store.rebuilding import UnknownProjection, check, rebuild
from tests.store.notebook import (
    NOW,
    PROJECTION,
    Closed,
    Opened,
    Written,
    decide,
    make_unit,
    pages,
    replay,
    write,
)

LI = "a1" * 16

counts = Table("counts", MetaData(), Column("line", Text, primary_key=True), Column("n", Integer))


def count_lines(recorded, tables):
    row = tables[counts].get(recorded.event.line) or {"line": recorded.event.line, "n": 0}
    tables[counts].put({**row, "n": row["n"] + 1})


COUNTS = Projection("counts", (counts,), count_lines, frozenset({"note.written"}))


@pytest.fixture
def unit(engine, note_vault):
    with writing(engine) as connection:
        counts.metadata.create_all(connection)
    return make_unit(engine, note_vault, PROJECTION, COUNTS)


def fill(unit, number=30):
    for page in range(number):
        stream = f"note-{page}"
        lines = [Written(str(line % 3)) for line in range(page % 5)]
        owner = Personal(LI, "name", "李雷")
        unit.handle(write(Opened(str(page), owner), *lines), stream, replay, decide)
        if page % 7 == 0:
            unit.handle(write(Closed(), after=9), stream, replay, decide)
        if page % 11 == 0:
            unit.handle(write(Written("")), stream, replay, decide)


def content(engine, table):
    with reading(engine) as connection:
        return sorted(tuple(row) for row in connection.execute(select(table)))


def differences(unit):
    return list(check(unit.engine, unit.projections, codec=unit.codec))


def do(unit, statement):
    with writing(unit.engine) as connection:
        connection.execute(statement)


def test_the_check_of_live_projections_finds_nothing(unit):
    fill(unit)
    read = []
    assert list(check(unit.engine, unit.projections, read.append, unit.codec)) == []
    assert sum(read) > 30


def test_a_rebuild_without_keys_gives_the_same_rows(unit, engine, note_vault):
    fill(unit)
    before = content(engine, pages), content(engine, counts)
    note_vault.erase(LI)
    do(unit, delete(pages))
    do(unit, update(counts).values(n=0))
    rebuild(engine, unit.projections, codec=unit.codec)
    assert (content(engine, pages), content(engine, counts)) == before


def test_only_the_named_projection_is_rebuilt(unit, engine):
    fill(unit)
    do(unit, delete(pages))
    do(unit, delete(counts))
    rebuild(engine, unit.projections, ["counts"], codec=unit.codec)
    assert content(engine, counts)
    assert not content(engine, pages)


def test_an_unknown_projection_is_refused(unit, engine):
    with pytest.raises(UnknownProjection, match=r"no projection 'nothing'; known are: counts"):
        rebuild(engine, unit.projections, ["nothing"], codec=unit.codec)


def test_what_commits_during_a_rebuild_is_not_missed(unit, engine, monkeypatch):
    fill(unit, 4)
    seen = []

    def append(read):
        seen.append(read)
        if len(seen) == 1:
            unit.handle(write(Opened("late"), Written("x")), "note-late", replay, decide)

    monkeypatch.setattr(rebuilding, "CHUNK", 5)
    rebuild(engine, unit.projections, progress=append, codec=unit.codec)
    assert differences(unit) == []
    assert ("note-late", 1) in {(row[0], row[3]) for row in content(engine, pages)}


def test_each_kind_of_difference_is_reported(unit):
    fill(unit, 3)
    do(unit, update(pages).where(pages.c.id == "note-1").values(lines=70))
    do(unit, delete(pages).where(pages.c.id == "note-2"))
    do(unit, insert(counts).values(line="made up", n=1))
    found = {(one.table, one.key): one for one in differences(unit)}
    assert set(found) == {
        ("pages", ("note-1",)),
        ("pages", ("note-2",)),
        ("counts", ("made up",)),
    }
    changed = found["pages", ("note-1",)]
    assert (changed.live["lines"], changed.rebuilt["lines"]) == (70, 1)
    assert found["pages", ("note-2",)].live is None
    assert found["counts", ("made up",)].rebuilt is None


def test_a_check_leaves_no_table_and_no_lock(unit, engine):
    fill(unit, 2)
    for _twice in range(2):
        assert differences(unit) == []
        rebuild(engine, unit.projections, codec=unit.codec)
    fill(unit, 1)


def test_a_rebuild_with_few_rows_in_memory_gives_the_same(unit, engine, monkeypatch):
    fill(unit)
    monkeypatch.setattr(rebuilding, "CHUNK", 3)
    keep = Tables.keep
    monkeypatch.setattr(Tables, "keep", lambda self: keep(self, 4))
    assert differences(unit) == []
    before = content(engine, pages)
    rebuild(engine, unit.projections, codec=unit.codec)
    assert content(engine, pages) == before


def test_a_rebuild_asks_for_no_row_that_it_never_forgot(unit, engine):
    fill(unit)
    seen = []

    def note(*told):
        if told[2].lstrip().startswith("SELECT rebuilt_"):
            seen.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    rebuild(engine, unit.projections, codec=unit.codec)
    assert seen == []


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "delete", "change", "get", "where", "flush", "keep"]),
        st.sampled_from(["a", "b", "c", "d"]),
        st.integers(0, 3),
    ),
    max_size=40,
)


@given(todo=steps, empty=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_rows_answer_as_a_dictionary_would(unit, todo, empty):
    wanted: dict[str, int] = {}
    with writing(unit.engine) as connection:
        connection.execute(delete(counts))
        rows = Rows(connection, counts, empty=empty)
        for step, key, number in todo:
            match step:
                case "put":
                    rows.put({"line": key, "n": number})
                    wanted[key] = number
                case "delete":
                    rows.delete(key)
                    wanted.pop(key, None)
                case "change":
                    assert rows.change(key, n=number) == (key in wanted)
                    wanted.update({key: number} if key in wanted else {})
                case "get":
                    row = rows.get(key)
                    assert (row and row["n"]) == wanted.get(key)
                case "where":
                    found = [row["line"] for row in rows.where(n=number)]
                    assert found == sorted(k for k, n in wanted.items() if n == number)
                case "flush":
                    rows.flush()
                case "keep":
                    rows.keep(number)
        rows.flush()
        assert dict(tuple(row) for row in connection.execute(select(counts))) == wanted


def test_a_row_with_a_missing_or_an_unknown_column_is_refused(unit):
    with writing(unit.engine) as connection:
        rows = Rows(connection, pages)
        with pytest.raises(ValueError, match="changed_at, owner"):
            rows.put({"id": "note-1", "title": "a", "lines": 0})
        with pytest.raises(ValueError, match="colour"):
            rows.put(
                {
                    "id": "1",
                    "title": "a",
                    "owner": None,
                    "lines": 0,
                    "changed_at": NOW,
                    "colour": "red",
                }
            )


def test_a_row_that_was_got_can_be_changed_without_effect(unit):
    fill(unit, 1)
    with writing(unit.engine) as connection:
        rows = Rows(connection, counts)
        rows.put({"line": "a", "n": 1})
        rows.get("a")["n"] = 5
        assert rows.get("a") == {"line": "a", "n": 1}
