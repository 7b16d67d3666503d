"""Registrations that wait for their code. Strangers' data enter the log only once proved."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, Table, Text, delete, select

from store.credentials import rows
from store.tables import UtcTime, metadata

table: Final = Table(
    "pending_registrations",
    metadata,
    Column("code", Text, primary_key=True),
    Column("password_hash", Text, nullable=False),
    Column("link", Text),
    Column("parent", Text),
    Column("made_at", UtcTime, nullable=False),
)


class Pending(NamedTuple):
    """A registration: its code, the password chosen, and the invitation of a sub-account."""

    code: str
    password_hash: str
    link: str | None
    parent: str | None
    made_at: datetime


def keep(connection: Connection, pending: Pending) -> None:
    """Store it, over what the same visitor typed before."""
    rows.put(connection, table, pending._asdict())


def find(connection: Connection, code: str) -> Pending | None:
    """The registration that waits for this code."""
    row = connection.execute(select(*table.c).where(table.c.code == code)).one_or_none()
    return None if row is None else Pending(*row)


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete what was never completed, and what was: its password stands elsewhere by now."""
    connection.execute(delete(table).where(table.c.made_at < now - timedelta(days=1)))
