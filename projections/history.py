"""What happened, one row an event: the review history, and what an auditor searches."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Index, Integer, Select, Table, Text, select

from store.event_names import EVENTS
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import BigInt, UtcTime, metadata

history: Final = Table(
    "history",
    metadata,
    Column("position", BigInt, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_history_stream_position", "stream", "position"),
    Index("ix_history_actor_position", "actor", "position"),
    Index("ix_history_name_position", "name", "position"),
    Index("ix_history_at", "at"),
)

QUIET: Final = frozenset({"filing.claim_renewed"})
"""Events that would bury the others."""


class HistoryRow(msgspec.Struct, frozen=True):
    """An event without its content: where it stands, what it is, whose and when."""

    position: int
    stream: str
    version: int
    name: str
    actor: str
    role: str
    at: datetime


class Search(msgspec.Struct, frozen=True):
    """What an auditor looks for; empty fields do not narrow. ``until`` is excluded."""

    stream: str = ""
    actor: str = ""
    name: str = ""
    since: datetime | None = None
    until: datetime | None = None


def project(recorded: Recorded, tables: Tables) -> None:
    """Notes that the event happened."""
    tables[history].put(
        {
            "position": recorded.position,
            "stream": recorded.stream,
            "version": recorded.version,
            "name": recorded.name,
            "actor": recorded.actor.id,
            "role": recorded.actor.role.value,
            "at": recorded.time,
        }
    )


PROJECTION: Final = Projection(
    name="history",
    tables=(history,),
    project=project,
    names=frozenset(
        name
        for name in EVENTS
        if name.startswith(("filing.", "access.", "hosting.", "pools.", "register."))
        and name not in QUIET
    ),
)


def found(
    connection: Connection, search: Search, before: int | None = None, limit: int = 50
) -> list[HistoryRow]:
    """The newest events that fit, below position ``before`` for paging."""
    query = select(history)
    exact = (("stream", search.stream), ("actor", search.actor), ("name", search.name))
    for column, value in exact:
        if value:
            query = query.where(history.c[column] == value)
    if search.since is not None:
        query = query.where(history.c.at >= search.since)
    if search.until is not None:
        query = query.where(history.c.at < search.until)
    if before is not None:
        query = query.where(history.c.position < before)
    return _rows(connection, query.order_by(history.c.position.desc()).limit(limit))


def _rows(connection: Connection, query: Select[Any]) -> list[HistoryRow]:
    return [HistoryRow(**row) for row in connection.execute(query).mappings()]
