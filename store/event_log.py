"""The one way into the log: rows, dense positions, and the tree, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, select

from store.engine import sent_together
from store.merkle import Tree, leaf_bytes, leaf_hash
from store.row_writes import insertion, partial_update
from store.tables import events, log_head


class NewEvent(NamedTuple):
    """An event as bytes, before it has a position."""

    stream: str
    version: int
    name: str
    data: bytes


class Row(NamedTuple):
    """An event as it is stored."""

    position: int
    stream: str
    version: int
    name: str
    data: bytes
    leaf: bytes


class Head(NamedTuple):
    """How many events the log has, and the frontier of their tree."""

    size: int
    frontier: bytes


COLUMNS: Final = (
    events.c.position,
    events.c.stream,
    events.c.version,
    events.c.name,
    events.c.data,
    events.c.leaf,
)
"""The columns of a ``Row``, in its order."""

_LOCK_HEAD = (
    select(log_head.c.size, log_head.c.frontier).where(log_head.c.id == 1).with_for_update()
)
STREAM: Final = (
    select(*COLUMNS).where(events.c.stream == bindparam("stream")).order_by(events.c.version)
)
_AFTER = (
    select(*COLUMNS)
    .where(events.c.position > bindparam("after"))
    .order_by(events.c.position)
    .limit(bindparam("most"))
)


def append(connection: Connection, new: Sequence[NewEvent]) -> int:
    """Writes ``new`` at the end of the log and returns the position of the first.

    The row of the head stays locked until the commit (on SQLite the whole database is, by
    the BEGIN IMMEDIATE of every writer), so positions are dense and in the order of commits.
    Raises IntegrityError where (stream, version) is taken.
    """
    size, frontier = connection.execute(_LOCK_HEAD).one()
    first = int(size) + 1
    tree = Tree(size, frontier)
    rows = []
    for position, (stream, version, name, data) in enumerate(new, first):
        leaf = leaf_hash(leaf_bytes(position, stream, version, name, data))
        tree.append(leaf)
        rows.append(
            {
                "position": position,
                "stream": stream,
                "version": version,
                "name": name,
                "data": data,
                "leaf": leaf,
            }
        )
    dialect = connection.dialect
    moved = {"id": 1, "size": tree.size, "frontier": tree.frontier}
    with sent_together(connection):
        insertion(events, dialect).run(connection, rows)
        partial_update(log_head, ("size", "frontier"), dialect).run(connection, [moved])
    return first


def lock_head(connection: Connection) -> int:
    """Holds back every writer until the transaction ends; returns the size of the log."""
    return int(connection.execute(_LOCK_HEAD).one().size)


def read_stream(connection: Connection, stream: str) -> list[Row]:
    return list(map(Row._make, connection.execute(STREAM, {"stream": stream}).all()))


def read_streams(connection: Connection, streams: Collection[str]) -> list[Row]:
    """The events of several streams, each in its order."""
    query = select(*COLUMNS).where(events.c.stream.in_(streams))
    ordered = query.order_by(events.c.stream, events.c.version)
    return list(map(Row._make, connection.execute(ordered).all()))


def read_log(connection: Connection, after: int = 0, limit: int = 5000) -> list[Row]:
    """At most ``limit`` events behind the position ``after``, in order."""
    rows = connection.execute(_AFTER, {"after": after, "most": limit}).all()
    return list(map(Row._make, rows))


def walk_log(connection: Connection, after: int = 0, chunk: int = 5000) -> Iterator[list[Row]]:
    """The log behind ``after`` in chunks, until it ends."""
    while rows := read_log(connection, after, chunk):
        yield rows
        after = rows[-1].position


def read_data(connection: Connection, positions: Collection[int]) -> dict[int, bytes]:
    """The events at these positions as they are stored, personal values sealed."""
    query = select(events.c.position, events.c.data).where(events.c.position.in_(positions))
    return {int(row.position): bytes(row.data) for row in connection.execute(query)}


def positions_of(connection: Connection, stream: str) -> list[int]:
    """Where in the log the events of a stream stand; none is decoded."""
    query = select(events.c.position).where(events.c.stream == stream)
    return list(connection.scalars(query.order_by(events.c.version)))


def stream_at(connection: Connection, position: int) -> str:
    """The stream of the event at a position, empty where no such event is stored."""
    query = select(events.c.stream).where(events.c.position == position)
    return str(connection.scalar(query) or "")


def head(connection: Connection) -> Head:
    size, frontier = connection.execute(select(log_head.c.size, log_head.c.frontier)).one()
    return Head(size, bytes(frontier))
