"""One-time links: for the first password of a staff account, and for a new sub-account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Table,
    Text,
    UniqueConstraint,
    delete,
    or_,
    select,
    update,
)

from store.credentials import rows
from store.tables import UtcTime, metadata

LIFE: Final = timedelta(hours=72)

Purpose: TypeAlias = Literal["first_password", "sub_account"]

table: Final = Table(
    "one_time_links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("secret_hash", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_by", Text),
    UniqueConstraint("secret_hash"),
    Index(None, "account"),
)


class Link(NamedTuple):
    """A link that still opens. ``account`` is the invited staff account, or the inviting one."""

    id: str
    purpose: Purpose
    account: str
    expires_at: datetime


def make_secret() -> str:
    """A secret of 256 bits, safe in a URL."""
    return secrets.token_urlsafe(32)


def keep(connection: Connection, secret: str, link: Link) -> bool:
    """Store the hash of a secret with what it opens; False where the link is known already."""
    return rows.add(connection, table, {"secret_hash": _hash(secret), **link._asdict()})


def find(
    connection: Connection, secret: str, purpose: Purpose, now: datetime, command_id: str = ""
) -> Link | None:
    """The link of a secret, unless it has expired, serves another purpose or was used.

    The form that used it up, told by its command id, may come again.
    """
    query = select(table.c.id, table.c.purpose, table.c.account, table.c.expires_at).where(
        table.c.secret_hash == _hash(secret),
        table.c.purpose == purpose,
        or_(table.c.used_by.is_(None), table.c.used_by == command_id),
        table.c.expires_at > now,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Link(*row)


def use(connection: Connection, link_id: str, command_id: str) -> bool:
    """Use the link up for a command; False where another command was faster."""
    free = or_(table.c.used_by.is_(None), table.c.used_by == command_id)
    used = update(table).where(table.c.id == link_id, free).values(used_by=command_id)
    return connection.execute(used).rowcount == 1


def withdraw(connection: Connection, account: str, but: str = "") -> None:
    """Make the links of an account worthless, except the one with the id ``but``."""
    connection.execute(delete(table).where(table.c.account == account, table.c.id != but))


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete the links that open nothing any more."""
    connection.execute(delete(table).where(table.c.expires_at < now))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
