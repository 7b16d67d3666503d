"""A small aggregate with a projection, to try the store with: pages of a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, UniqueConstraint

from domain.command import Command
from domain.personal import Personal
from domain.refusal import Refusal
from domain.roles import Actor, Role
from store.codec import Codec
from store.engine import writing
from store.outbox import OutboxItem
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime
from store.unit_of_work import UnitOfWork
from store.vault import Vault

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EDITOR = Actor("e" * 32, Role.APPLICANT)


class Opened(msgspec.Struct, frozen=True):
    title: str
    owner: Personal | None = None


class Written(msgspec.Struct, frozen=True):
    line: str


class Closed(msgspec.Struct, frozen=True):
    pass


NAMES: dict[str, tuple[type, int]] = {
    "note.opened": (Opened, 1),
    "note.written": (Written, 1),
    "note.closed": (Closed, 1),
}


class Write(Command, frozen=True):
    """Appends these events, whatever the state is."""

    events: tuple[object, ...]


class AlreadyOpen(Refusal):
    pass


pages = Table(
    "pages",
    MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_N_name)s"}),
    Column("id", Text, primary_key=True),
    # Empty for a closed page, so that its title can be used again.
    Column("title", Text),
    Column("owner", Text),
    Column("lines", Integer, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    UniqueConstraint("title"),
)


def project(recorded: Recorded, tables: Tables) -> None:
    rows = tables[pages]
    match recorded.event:
        case Opened(title=title, owner=owner):
            rows.put(
                {
                    "id": recorded.stream,
                    "title": title,
                    "owner": owner.token if owner else None,
                    "lines": 0,
                    "changed_at": recorded.time,
                }
            )
        case Written(line=""):
            rows.delete(recorded.stream)
        case Written():
            row = rows.get(recorded.stream)
            if row:
                rows.put({**row, "lines": row["lines"] + 1, "changed_at": recorded.time})
        case Closed():
            rows.change(recorded.stream, title=None, changed_at=recorded.time)


PROJECTION = Projection("pages", (pages,), project, frozenset(NAMES))


def announce(recorded: Recorded) -> list[OutboxItem]:
    """Mails whoever follows the page when it is closed."""
    if isinstance(recorded.event, Closed):
        return [OutboxItem("mail", {"page": recorded.stream})]
    return []


def replay(events: Sequence[Any]) -> list[Any]:
    return list(events)


def decide(command: Write, _history: list[Any]) -> list[object]:
    return list(command.events)


def decide_once(command: Write, history: list[Any]) -> list[object]:
    if history:
        raise AlreadyOpen
    return list(command.events)


def write(*events: object, command_id: str = "", after: int = 0) -> Write:
    """A command ``after`` seconds."""
    return Write(
        command_id=command_id or uuid4().hex,
        actor=EDITOR,
        at=NOW + timedelta(seconds=after),
        events=events,
    )


def make_unit(engine: Engine, vault: Vault, *projections: Projection) -> UnitOfWork:
    """A notebook on a migrated database."""
    with writing(engine) as connection:
        pages.metadata.create_all(connection)
    return UnitOfWork(
        engine, vault, projections or (PROJECTION,), [announce], Codec(NAMES, upcasters={})
    )
