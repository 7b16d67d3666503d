"""Projections built again from the log, beside the live tables."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Engine, MetaData, Table, and_, delete, insert, select

from store.codec import Codec, UnknownEvent
from store.engine import READING, reading_at_once, turn
from store.event_log import Row, lock_head, read_log, walk_log
from store.projecting import Projecting, Projection, Tables
from store.vault import unopened

CHUNK: Final = 5000

Progress = Callable[[int], None]
"""Called with the number of events that were just read."""


class UnknownProjection(Exception):
    """There is no projection of that name."""


class Difference(NamedTuple):
    """A row that is not what the log makes of it; None where it is missing on that side."""

    table: str
    key: tuple[Any, ...]
    live: dict[str, Any] | None
    rebuilt: dict[str, Any] | None


class _Build:
    """Projections on their way into temporary tables.

    Temporary tables take no lock, are not made durable, and vanish with the connection.
    """

    def __init__(
        self, connection: Connection, projections: Sequence[Projection], codec: Codec | None
    ) -> None:
        self._codec = codec or Codec()
        self._projecting = Projecting(projections)
        self._wanted = self._projecting.names
        self.side = {table: _side(table) for one in projections for table in one.tables}
        for table in self.side.values():
            table.create(connection)
        self.tables = Tables(connection, self.side)

    def add(self, rows: Sequence[Row]) -> None:
        decode, wanted = self._codec.decode, self._wanted
        for name in {row.name for row in rows} - self._codec.names:
            raise UnknownEvent(f"the log has events {name!r}, which this version does not know")
        recorded = [decode(row, unopened) for row in rows if row.name in wanted]
        self._projecting.apply(recorded, self.tables)
        self.tables.keep()


def rebuild(
    engine: Engine,
    projections: Sequence[Projection],
    names: Collection[str] | None = None,
    progress: Progress | None = None,
    codec: Codec | None = None,
) -> None:
    """Builds projections anew and puts the result in place of their live rows.

    Writers go on meanwhile, except while the last events are added and the rows are
    switched, which is one transaction. Raises UnknownProjection for a name that is not there,
    and UnknownEvent rather than leave out what a newer program recorded.
    """
    chosen = choose(projections, names)
    with _uncollected(), engine.connect() as connection:
        # Closed at the end and not handed back, so that its temporary tables go.
        connection.detach()
        connection.execution_options(**{READING: True})
        build = _Build(connection, chosen, codec)
        connection.commit()
        position = 0
        while rows := read_log(connection, position, CHUNK):
            build.add(rows)
            connection.commit()
            position = rows[-1].position
            if progress:
                progress(len(rows))
        connection.commit()
        connection.execution_options(**{READING: False})
        with turn(engine), connection.begin():
            lock_head(connection)
            for rows in walk_log(connection, position, CHUNK):
                build.add(rows)
            build.tables.flush()
            for live, side in build.side.items():
                _replace(connection, live, side)


def rebuild_new(
    engine: Engine, projections: Sequence[Projection], known: Collection[str], revision: str
) -> tuple[str, ...]:
    """Builds the projections that have a table which is not among the ``known`` names, and
    those whose rows are written otherwise since a later migration than ``revision``.

    After a migration that adds a table the log may be long and the table is empty. Gives
    the names of the projections that were built.
    """
    new = tuple(
        one.name
        for one in projections
        if one.since > revision or any(table.name not in known for table in one.tables)
    )
    if new:
        rebuild(engine, projections, new)
    return new


def check(
    engine: Engine,
    projections: Sequence[Projection],
    progress: Progress | None = None,
    codec: Codec | None = None,
) -> Iterator[Difference]:
    """Builds all projections beside the live ones and yields each row that differs."""
    with _uncollected(), reading_at_once(engine) as connection:
        build = _Build(connection, projections, codec)
        for rows in walk_log(connection, chunk=CHUNK):
            build.add(rows)
            if progress:
                progress(len(rows))
        build.tables.flush()
        for live, side in build.side.items():
            yield from _differences(connection, live, side)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spares the garbage collector its walks over the rows in memory, a third of the time.

    Nothing here makes cycles; what is let go is freed at once by its count.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def choose(
    projections: Sequence[Projection], names: Collection[str] | None
) -> tuple[Projection, ...]:
    """The projections with these names, or all for None."""
    if names is None:
        return tuple(projections)
    by_name = {one.name: one for one in projections}
    for name in names:
        if name not in by_name:
            known = ", ".join(sorted(by_name))
            raise UnknownProjection(f"There is no projection {name!r}; known are: {known}.")
    return tuple(by_name[name] for name in names)


def _side(table: Table) -> Table:
    """A temporary table with the columns and the primary key, and no other rule.

    Uniqueness is asked of the finished rows, when they go into the live table.
    """
    columns = [
        Column(
            column.name,
            column.type,
            primary_key=column.primary_key,
            nullable=column.nullable,
            autoincrement=False,
        )
        for column in table.columns
    ]
    return Table(f"rebuilt_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])


def _replace(connection: Connection, live: Table, side: Table) -> None:
    names = [column.name for column in live.columns]
    # In the order of the key, which fills its index from one end.
    rows = select(*(side.c[name] for name in names)).order_by(*side.primary_key.columns)
    connection.execute(delete(live))
    connection.execute(insert(live).from_select(names, rows))


def _differences(connection: Connection, live: Table, side: Table) -> Iterator[Difference]:
    keys = [column.name for column in live.primary_key.columns]
    same_key = and_(*(live.c[name] == side.c[name] for name in keys))
    names = [column.name for column in live.columns]
    both = select(*live.columns, *(side.c[name] for name in names)).select_from(
        live.outerjoin(side, same_key)
    )
    for row in connection.execute(both.execution_options(yield_per=1000)):
        there = dict(zip(names, row[: len(names)], strict=True))
        rebuilt = dict(zip(names, row[len(names) :], strict=True))
        key = tuple(there[name] for name in keys)
        if rebuilt[keys[0]] is None:
            yield Difference(live.name, key, there, None)
        elif there != rebuilt:
            yield Difference(live.name, key, there, rebuilt)
    missing = (
        select(*(side.c[name] for name in names))
        .select_from(side.outerjoin(live, same_key))
        .where(live.c[keys[0]].is_(None))
    )
    for row in connection.execute(missing.execution_options(yield_per=1000)):
        rebuilt = dict(zip(names, row, strict=True))
        yield Difference(live.name, tuple(rebuilt[name] for name in keys), None, rebuilt)
