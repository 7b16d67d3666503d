"""What must leave the system: written with the events, sent by the worker after the commit."""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    bindparam,
    func,
    select,
    update,
)

from store.recorded import Recorded
from store.row_writes import insertion
from store.tables import BigInt, UtcTime, metadata

MOST_ATTEMPTS: Final = 8
LEASE: Final = timedelta(minutes=5)
_FIRST_PAUSE: Final = timedelta(seconds=30)


class State(enum.StrEnum):
    """Where an item stands. A dead one waits for the operator."""

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"


class OutboxItem(msgspec.Struct, frozen=True):
    """Something to send. ``payload`` is JSON without personal data: ids, codes, file ids."""

    kind: str
    payload: dict[str, Any]


class DueItem(msgspec.Struct, frozen=True):
    """An item that this worker holds until its lease ends; ``attempts`` counts this one."""

    id: int
    position: int
    kind: str
    payload: dict[str, Any]
    attempts: int


class DeadItem(msgspec.Struct, frozen=True):
    """An item that was given up after its last try."""

    id: int
    position: int
    kind: str
    payload: dict[str, Any]
    attempts: int
    error: str


class Waiting(msgspec.Struct, frozen=True):
    """How many items of a kind are in a state; ``error`` is one of their errors, if any."""

    kind: str
    state: str
    count: int
    most_attempts: int
    error: str | None


Reaction = Callable[[Recorded], list[OutboxItem]]
"""What an event makes the system send. It gets personal values unopened."""

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", BigInt, primary_key=True, autoincrement=True),
    Column("position", BigInt, nullable=False),
    Column("kind", Text, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_try_at", UtcTime, nullable=False),
    Column("last_error", Text),
    Index(None, "state", "next_try_at"),
)

_LEASE = (
    update(outbox)
    .where(outbox.c.id == bindparam("item"))
    .values(attempts=outbox.c.attempts + 1, next_try_at=bindparam("until"))
)


def add(connection: Connection, caused: Sequence[tuple[Recorded, OutboxItem]]) -> None:
    """Writes items with the events that caused them, due at once."""
    _add(connection, [_row(item, event.position, event.time) for event, item in caused])


def add_without_event(connection: Connection, items: Sequence[OutboxItem], now: datetime) -> None:
    """Writes items that no event stands behind, such as a one-time code; their position is 0."""
    _add(connection, [_row(item, 0, now) for item in items])


def _row(item: OutboxItem, position: int, due_at: datetime) -> dict[str, Any]:
    return {
        "position": position,
        "kind": item.kind,
        "payload": item.payload,
        "state": State.PENDING,
        "attempts": 0,
        "next_try_at": due_at,
        "last_error": None,
    }


def _add(connection: Connection, rows: list[dict[str, Any]]) -> None:
    insertion(outbox, connection.dialect).run(connection, rows)


def take_due(
    connection: Connection, now: datetime, limit: int = 20, lease: timedelta = LEASE
) -> list[DueItem]:
    """Takes items that are due, the longest waiting first, and holds them for ``lease``.

    Commit before sending: nothing is locked while the outside world answers, and a worker
    that dies leaves its items to the next one when the lease ends. So an item may be sent
    twice, and its receiver is told the item's id.
    """
    query = (
        select(outbox)
        .where(outbox.c.state == State.PENDING, outbox.c.next_try_at <= now)
        .order_by(outbox.c.next_try_at, outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = [
        DueItem(row.id, row.position, row.kind, row.payload, row.attempts + 1)
        for row in connection.execute(query)
    ]
    if taken:
        until = now + lease
        connection.execute(_LEASE, [{"item": item.id, "until": until} for item in taken])
    return taken


def mark_sent(connection: Connection, item_id: int) -> None:
    """The receiver has it; the item stays as a record."""
    _set(connection, item_id, state=State.SENT, last_error=None)


def mark_failed(connection: Connection, item: DueItem, error: str, now: datetime) -> State:
    """Plans the next try, each pause twice the last one from 30 seconds, or gives up.

    ``error`` is a code or a short text without personal data. Returns DEAD after the eighth
    try, when only ``revive`` sends the item again.
    """
    if item.attempts >= MOST_ATTEMPTS:
        _set(connection, item.id, state=State.DEAD, last_error=error)
        return State.DEAD
    pause = _FIRST_PAUSE * 2 ** (item.attempts - 1)
    _set(connection, item.id, next_try_at=now + pause, last_error=error)
    return State.PENDING


def revive(connection: Connection, item_id: int, now: datetime) -> bool:
    """Gives a dead item its tries back; False where no dead item has that id."""
    changed = connection.execute(
        update(outbox)
        .where(outbox.c.id == item_id, outbox.c.state == State.DEAD)
        .values(state=State.PENDING, attempts=0, next_try_at=now)
    )
    return changed.rowcount == 1


def waiting(connection: Connection) -> list[Waiting]:
    """What has not been sent, by kind and state, with their number and one of the errors."""
    query = (
        select(
            outbox.c.kind,
            outbox.c.state,
            func.count().label("count"),
            func.max(outbox.c.attempts).label("most_attempts"),
            func.max(outbox.c.last_error).label("error"),
        )
        .where(outbox.c.state.in_((State.PENDING, State.DEAD)))
        .group_by(outbox.c.kind, outbox.c.state)
        .order_by(outbox.c.kind, outbox.c.state)
    )
    return [Waiting(**row) for row in connection.execute(query).mappings()]


def dead(connection: Connection, limit: int = 50, before: int | None = None) -> list[DeadItem]:
    """The items that were given up, the newest first, below the id ``before`` for paging."""
    query = select(outbox).where(outbox.c.state == State.DEAD)
    if before is not None:
        query = query.where(outbox.c.id < before)
    return [
        DeadItem(row.id, row.position, row.kind, row.payload, row.attempts, row.last_error or "")
        for row in connection.execute(query.order_by(outbox.c.id.desc()).limit(limit))
    ]


def _set(connection: Connection, item_id: int, **values: object) -> None:
    connection.execute(update(outbox).where(outbox.c.id == item_id).values(**values))
