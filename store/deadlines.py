"""Timers as rows: what falls due when. A projection writes them, the worker asks for them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, Text, select

from store.tables import UtcTime, metadata

deadlines: Final = Table(
    "deadlines",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("due_at", UtcTime, nullable=False),
    Index(None, "due_at"),
)


class Deadline(msgspec.Struct, frozen=True):
    """Something of a stream falls due at ``due_at`` (UTC)."""

    stream: str
    kind: str
    due_at: datetime


def due(connection: Connection, now: datetime, limit: int = 100) -> list[Deadline]:
    """The deadlines that have passed, the oldest first.

    Nothing is taken: the command that the worker makes of one ends it by its event, and two
    workers that make the same command have one effect.
    """
    query = (
        select(deadlines)
        .where(deadlines.c.due_at <= now)
        .order_by(deadlines.c.due_at, deadlines.c.stream, deadlines.c.kind)
        .limit(limit)
    )
    return [Deadline(row.stream, row.kind, row.due_at) for row in connection.execute(query)]
