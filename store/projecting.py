"""Projections: tables derived from events, kept inside the transaction that appends them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, Table, bindparam, select

from store.recorded import Recorded
from store.row_writes import RowWrite, load, partial_update, removal, replacement

Row = dict[str, Any]
Key = tuple[Any, ...]

KEPT_ROWS: Final = 100_000
"""How many rows of one table stay in memory during a rebuild."""


class Projection(NamedTuple):
    """One read model: its tables, and how an event changes them.

    ``project`` gets the events whose name is in ``names``, in the order of the log, with
    personal values unopened. What it writes must follow from the events alone. ``since`` is the
    migration from which on rows are written so: an upgrade of an older database builds anew.
    """

    name: str
    tables: tuple[Table, ...]
    project: Callable[[Recorded, Tables], None]
    names: frozenset[str]
    since: str = ""


class Rows:
    """The rows of one table as a projection sees them: by primary key, written in batches."""

    def __init__(self, connection: Connection, table: Table, *, empty: bool = False) -> None:
        """``empty`` says that the table has no row yet, so that nothing need be looked up."""
        self._connection = connection
        self._table = table
        self._empty = empty
        self._key = tuple(column.name for column in table.primary_key.columns)
        self._key_of = _key_getter(self._key)
        self._columns = _column_names(table)
        self._rows: dict[Key, Row | None] = {}
        self._stored: dict[Key, Row] = {}
        self._changed: dict[Key, None] = {}
        self._written: set[Key] = set()

    def get(self, *key: Any) -> Row | None:
        """A copy of the row, or None. Change it with ``put``."""
        if key in self._rows:
            row = self._rows[key]
        elif self._empty and key not in self._written:
            row = None
        else:
            row = self._rows[key] = self._select(key)
        return None if row is None else row.copy()

    def put(self, row: Row) -> None:
        """Inserts the row, or replaces the one with its primary key.

        The row is kept as it is: do not change it afterwards. Refuses with ValueError one that
        lacks a column or has an unknown one.
        """
        if row.keys() != self._columns:
            odd = ", ".join(sorted(row.keys() ^ self._columns))
            raise ValueError(f"{self._table.name}: a row names every column, see: {odd}")
        key = self._key_of(row)
        self._rows[key] = row
        # The last change goes last, so that a value freed by one row can be taken by a later.
        # An empty table is one without uniqueness rules, see ``rebuilding``.
        if not self._empty:
            self._changed.pop(key, None)
        self._changed[key] = None

    def change(self, *key: Any, **values: Any) -> bool:
        """Sets some columns of the row with that key; False where there is none."""
        row = self.get(*key)
        if row is None:
            return False
        row |= values
        self.put(row)
        return True

    def delete(self, *key: Any) -> None:
        """Removes the row with that key, if there is one; nothing need be read before."""
        if self._empty and key not in self._written:
            self._rows.pop(key, None)
            self._changed.pop(key, None)
            return
        self._rows[key] = None
        self._changed.pop(key, None)
        self._changed[key] = None

    def where(self, **equal: Any) -> list[Row]:
        """Copies of the rows whose columns equal the given values, ordered by primary key.

        Costs a query each time, so it is for rare events.
        """
        self.flush()
        query = _matching(self._table, tuple(equal))
        found = self._connection.execute(query, {f"is_{name}": equal[name] for name in equal})
        return [dict(row) for row in found.mappings()]

    def flush(self) -> None:
        """Writes what changed: removals first, since they can only free a unique value."""
        if not self._changed:
            return
        keys = list(self._changed)
        self._changed.clear()
        dialect = self._connection.dialect
        gone = [key for key in keys if self._rows[key] is None]
        if gone:
            named = [self._named("key", key) for key in gone]
            removal(self._table, dialect).run(self._connection, named)
        for key in gone:
            self._stored.pop(key, None)
        puts = [(key, row) for key in keys if (row := self._rows[key]) is not None]
        if self._empty:
            known = self._written
            again = [row for key, row in puts if key in known]
            replacement(self._table, dialect).run(self._connection, again)
            load(self._connection, self._table, [row for key, row in puts if key not in known])
            known.update(keys)
            return
        writes = [(write, row) for key, row in puts if (write := self._write(key, row))]
        for write, rows in groupby(writes, itemgetter(0)):
            write.run(self._connection, [row for _write, row in rows])

    def keep(self, most: int) -> None:
        """Forgets the oldest rows beyond ``most``, after writing them."""
        if len(self._rows) <= most:
            return
        self.flush()
        for key in list(self._rows)[: len(self._rows) - most // 2]:
            del self._rows[key]

    def _write(self, key: Key, row: Row) -> RowWrite | None:
        """How the row is written: of one that was read, what differs, which spares indexes."""
        dialect = self._connection.dialect
        before = self._stored.pop(key, None)
        if before is None:
            return replacement(self._table, dialect)
        differing = tuple(name for name, value in row.items() if value != before[name])
        return partial_update(self._table, differing, dialect) if differing else None

    def _named(self, prefix: str, key: Key) -> Row:
        return {f"{prefix}_{name}": part for name, part in zip(self._key, key, strict=True)}

    def _select(self, key: Key) -> Row | None:
        names = self._named("is", key)
        found = self._connection.execute(_matching(self._table, self._key), names)
        row = found.mappings().one_or_none()
        if row is None:
            return None
        self._stored[key] = stored = dict(row)
        return stored


class Tables(dict[Table, Rows]):
    """The rows of every table that was asked for, within one transaction or one rebuild."""

    def __init__(self, connection: Connection, instead: Mapping[Table, Table] | None = None):
        """``instead`` maps a table to the empty one that takes its place in a rebuild."""
        super().__init__()
        self._connection = connection
        self._instead = instead

    def __missing__(self, table: Table) -> Rows:
        if self._instead is None:
            rows = Rows(self._connection, table)
        else:
            rows = Rows(self._connection, self._instead[table], empty=True)
        self[table] = rows
        return rows

    def flush(self) -> None:
        for rows in self.values():
            rows.flush()

    def keep(self, most: int = KEPT_ROWS) -> None:
        for rows in self.values():
            rows.keep(most)


class Projecting:
    """A set of projections, asked by the name of an event."""

    def __init__(self, projections: Sequence[Projection]) -> None:
        self._by_event: dict[str, list[Callable[[Recorded, Tables], None]]] = {}
        for projection in projections:
            for name in projection.names:
                self._by_event.setdefault(name, []).append(projection.project)

    @property
    def names(self) -> frozenset[str]:
        """The names of the events that any of the projections wants."""
        return frozenset(self._by_event)

    def apply(self, recorded: Iterable[Recorded], tables: Tables) -> None:
        """Lets each projection see each event; writes nothing before ``tables.flush``."""
        by_event = self._by_event
        for one in recorded:
            for project in by_event.get(one.name, ()):
                project(one, tables)


@lru_cache(maxsize=1024)
def _column_names(table: Table) -> frozenset[str]:
    return frozenset(column.name for column in table.columns)


def _key_getter(names: tuple[str, ...]) -> Callable[[Row], Key]:
    if len(names) > 1:
        return itemgetter(*names)
    (name,) = names
    return lambda row: (row[name],)


@lru_cache(maxsize=1024)
def _matching(table: Table, columns: tuple[str, ...]) -> Select[Any]:
    query = select(table).order_by(*table.primary_key.columns)
    return query.where(*(table.c[name] == bindparam(f"is_{name}") for name in columns))
