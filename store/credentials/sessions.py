"""Who is signed in, and on which device. Only the hash of a session's token is stored."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, Index, Table, Text, delete, insert, select, update

from store.tables import UtcTime, metadata

IDLE_APPLICANT: Final = timedelta(hours=12)
IDLE_STAFF: Final = timedelta(hours=8)
SEEN_EVERY: Final = timedelta(minutes=1)
"""A session's last use is noted at most this often, so that reading a page writes nothing."""

LONGEST_DEVICE: Final = 80

table: Final = Table(
    "sign_in_sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Index(None, "account"),
)


class Session(NamedTuple):
    """One signed-in device. ``id`` names it on pages; it opens nothing."""

    id: str
    account: str
    device: str
    made_at: datetime
    seen_at: datetime


_COLUMNS: Final = (
    table.c.id,
    table.c.account,
    table.c.device,
    table.c.made_at,
    table.c.seen_at,
)


def start(connection: Connection, account: str, device: str, now: datetime) -> str:
    """Open a session and return its token, which is shown to the browser only."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(table).values(
            token_hash=_hash(token),
            id=secrets.token_hex(16),
            account=account,
            device=device[:LONGEST_DEVICE],
            made_at=now,
            seen_at=now,
        )
    )
    return token


def find(connection: Connection, token: str) -> Session | None:
    """The session of a token, however long it was idle."""
    query = select(*_COLUMNS).where(table.c.token_hash == _hash(token))
    row = connection.execute(query).one_or_none()
    return None if row is None else Session(*row)


def is_idle(session: Session, idle: timedelta, now: datetime) -> bool:
    """Whether nobody used the session for as long as ``idle``."""
    return now - session.seen_at >= idle


def touch(connection: Connection, session: Session, now: datetime) -> None:
    """Note that the session was used just now."""
    connection.execute(update(table).where(table.c.id == session.id).values(seen_at=now))


def end(connection: Connection, token: str) -> None:
    """Sign this device out."""
    connection.execute(delete(table).where(table.c.token_hash == _hash(token)))


def end_all(connection: Connection, account: str, keep: str | None = None) -> None:
    """Sign out every device of an account, but for the session with the id ``keep``."""
    ended = delete(table).where(table.c.account == account)
    if keep is not None:
        ended = ended.where(table.c.id != keep)
    connection.execute(ended)


def of_account(connection: Connection, account: str, since: datetime) -> list[Session]:
    """The account's sessions used after ``since``, the latest first."""
    query = (
        select(*_COLUMNS)
        .where(table.c.account == account, table.c.seen_at > since)
        .order_by(table.c.seen_at.desc(), table.c.id)
    )
    return [Session(*row) for row in connection.execute(query)]


def forget_idle(connection: Connection, now: datetime) -> None:
    """Delete the sessions that nobody can use any more."""
    connection.execute(delete(table).where(table.c.seen_at < now - IDLE_APPLICANT))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
