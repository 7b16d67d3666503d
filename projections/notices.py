"""The messages that a reader finds in the program, the newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Column, Connection, Index, Table, Text, func, select

from domain.filing.events import FilingStarted
from domain.filing.lifecycle import STATED
from domain.filing.messages import ACCOUNT, messages_of
from domain.hosting import messages as hosting
from store.event_names import EVENTS
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import BigInt, UtcTime, metadata

notices: Final = Table(
    "notices",
    metadata,
    Column("position", BigInt, primary_key=True),
    Column("audience", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("occasion", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_notices_audience_position", "audience", "position"),
)
notice_accounts: Final = Table(
    "notice_accounts",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
)


class Notice(msgspec.Struct, frozen=True):
    """A message; ``audience`` is an account id or ``role:<role>``."""

    position: int
    audience: str
    stream: str
    occasion: str
    facts: dict[str, Any]
    at: datetime

    @property
    def filing_id(self) -> str:
        """The filing that it is about."""
        return self.stream.removeprefix("filing-")


def project(recorded: Recorded, tables: Tables) -> None:
    """Keeps what the event tells to somebody who reads it here."""
    event: Any = recorded.event
    if isinstance(event, FilingStarted):
        tables[notice_accounts].put({"stream": recorded.stream, "account": event.account})
        return
    for told in hosting.messages_of(event):
        tables[notices].put(
            {
                "position": recorded.position,
                "audience": told.account,
                "stream": recorded.stream,
                "occasion": told.occasion,
                "facts": told.facts,
                "at": recorded.time,
            }
        )
    for message in messages_of(event):
        if "app" not in message.ways:
            continue
        audience = message.to
        if audience == ACCOUNT:
            row = tables[notice_accounts].get(recorded.stream)
            audience = row["account"] if row else ACCOUNT
        tables[notices].put(
            {
                "position": recorded.position,
                "audience": audience,
                "stream": recorded.stream,
                "occasion": message.occasion,
                "facts": message.facts,
                "at": recorded.time,
            }
        )


PROJECTION: Final = Projection(
    name="notices",
    tables=(notices, notice_accounts),
    project=project,
    names=frozenset(
        name
        for name, (cls, _) in EVENTS.items()
        if name.startswith(("filing.", "hosting.")) and cls not in STATED
    ),
)


def latest(
    connection: Connection, audiences: tuple[str, ...], limit: int = 50, before: int | None = None
) -> list[Notice]:
    """The newest notices to any of the audiences, below position ``before`` for paging."""
    query = select(notices).where(notices.c.audience.in_(audiences))
    if before is not None:
        query = query.where(notices.c.position < before)
    query = query.order_by(notices.c.position.desc(), notices.c.audience).limit(limit)
    return [Notice(**row) for row in connection.execute(query).mappings()]


def unread(connection: Connection, audiences: tuple[str, ...], read_up_to: int) -> int:
    """How many notices came after position ``read_up_to``, counted to a hundred."""
    newer = (
        select(notices.c.position)
        .where(notices.c.audience.in_(audiences), notices.c.position > read_up_to)
        .limit(100)
        .subquery()
    )
    return connection.scalar(select(func.count()).select_from(newer)) or 0
