"""Rows as projections see them: what is read, and what is really written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event, select

from store.engine import writing
from store.projecting import Rows
from tests.store.notebook import NOW, pages

FIRST = {"id": "1", "title": "first", "owner": None, "lines": 0, "changed_at": NOW}
SECOND = {**FIRST, "id": "2", "title": "second"}


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with writing(engine) as opened:
        pages.metadata.create_all(opened)
        rows = Rows(opened, pages)
        rows.put(dict(FIRST))
        rows.put(dict(SECOND))
        rows.flush()
        yield opened


def written(connection: Connection, rows: Rows) -> list[str]:
    """The statements of a flush."""
    seen: list[str] = []

    def note(*told) -> None:
        seen.append(told[2])

    event.listen(connection, "before_cursor_execute", note)
    rows.flush()
    event.remove(connection, "before_cursor_execute", note)
    return seen


def titles(connection: Connection) -> dict[str, str]:
    return {row.id: row.title for row in connection.execute(select(pages))}


def test_of_a_row_that_was_read_only_the_difference_is_written(connection: Connection):
    rows = Rows(connection, pages)
    rows.change("1", lines=3)
    (statement,) = written(connection, rows)
    assert statement.startswith("UPDATE pages SET lines=")
    assert "title" not in statement
    assert Rows(connection, pages).get("1") == {**FIRST, "lines": 3}


def test_a_row_that_is_put_back_as_it_was_is_not_written(connection: Connection):
    rows = Rows(connection, pages)
    rows.put(rows.get("1"))
    assert written(connection, rows) == []


def test_a_row_can_change_again_after_it_was_written(connection: Connection):
    rows = Rows(connection, pages)
    rows.change("1", lines=3)
    rows.flush()
    rows.change("1", lines=0)
    rows.flush()
    assert Rows(connection, pages).get("1") == FIRST


def test_a_row_is_removed_without_being_read(connection: Connection):
    rows = Rows(connection, pages)
    rows.delete("1")
    rows.delete("never there")
    (statement,) = written(connection, rows)
    assert statement.startswith("DELETE")
    assert titles(connection) == {"2": "second"}


def test_a_removed_row_comes_back_as_a_new_one(connection: Connection):
    rows = Rows(connection, pages)
    assert rows.get("1")
    rows.delete("1")
    rows.flush()
    rows.put({**FIRST, "title": "again"})
    rows.flush()
    assert titles(connection) == {"1": "again", "2": "second"}


def test_a_value_that_one_row_frees_can_be_taken_by_a_later_one(connection: Connection):
    rows = Rows(connection, pages)
    rows.change("2", title=None, lines=1)
    rows.change("1", title="second")
    rows.flush()
    assert titles(connection) == {"1": "second", "2": None}


def test_what_was_read_is_a_copy(connection: Connection):
    rows = Rows(connection, pages)
    row = rows.get("1")
    row["title"] = "scribbled on"
    assert rows.get("1") == FIRST
    assert written(connection, rows) == []
