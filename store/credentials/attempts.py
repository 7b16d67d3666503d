"""Failed sign-ins, counted by contact, whether an account has it or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Column, Connection, Index, Integer, Table, Text, delete, select, update

from store.credentials import rows
from store.tables import UtcTime, metadata

MOST_FAILURES: Final = 10
LOCK: Final = timedelta(minutes=15)
FORGIVEN: Final = timedelta(hours=24)
"""Failures are counted together until nothing was tried for this long."""

table: Final = Table(
    "sign_in_attempts",
    metadata,
    Column("contact_digest", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", UtcTime, nullable=False),
    Column("locked_until", UtcTime),
    Index(None, "last_at"),
)


def locked_until(connection: Connection, contact_digest: str, now: datetime) -> datetime | None:
    """Until when sign-in is stopped for a contact; None where it is open."""
    query = select(table.c.locked_until).where(table.c.contact_digest == contact_digest)
    until = connection.execute(query).scalar()
    return until if until is not None and until > now else None


def begin(connection: Connection, contact_digest: str, now: datetime) -> datetime | None:
    """Count a try before its password is looked at, so that tries at one moment all count.

    Returns the time until which this contact is locked, where it is: ten tries in a row that
    ``succeeded`` does not take back lock for a quarter of an hour.
    """
    connection.execute(delete(table).where(table.c.last_at < now - FORGIVEN))
    fresh = {"contact_digest": contact_digest, "failures": 0, "last_at": now, "locked_until": None}
    rows.add(connection, table, fresh)
    counted = (
        update(table)
        .where(table.c.contact_digest == contact_digest)
        .values(failures=table.c.failures + 1, last_at=now)
        .returning(table.c.failures, table.c.locked_until)
    )
    failures, until = connection.execute(counted).one()
    if until is None:
        return _lock(connection, contact_digest, now) if failures > MOST_FAILURES else None
    if until > now:
        return until  # type: ignore[no-any-return]
    rows.put(connection, table, fresh | {"failures": 1})
    return None


def failed(connection: Connection, contact_digest: str, now: datetime) -> datetime | None:
    """Lock the contact if its tries are used up; returns until when."""
    query = select(table.c.failures).where(table.c.contact_digest == contact_digest)
    failures = connection.execute(query).scalar() or 0
    return _lock(connection, contact_digest, now) if failures >= MOST_FAILURES else None


def succeeded(connection: Connection, contact_digest: str) -> None:
    """Forget the failures of a contact."""
    connection.execute(delete(table).where(table.c.contact_digest == contact_digest))


def _lock(connection: Connection, contact_digest: str, now: datetime) -> datetime:
    until = now + LOCK
    locked = update(table).where(table.c.contact_digest == contact_digest)
    connection.execute(locked.values(locked_until=until))
    return until
