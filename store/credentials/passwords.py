"""Password hashes (Argon2id)."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Final

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Column, Connection, Table, Text, delete, select

from domain.account.passwords import normalised
from store.credentials import rows
from store.tables import UtcTime, metadata

table: Final = Table(
    "passwords",
    metadata,
    Column("account", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("set_at", UtcTime, nullable=False),
)

_ARGON: Final = PasswordHash((Argon2Hasher(),))


def hash_password(password: str) -> str:
    """The salted hash; takes tens of milliseconds, so never call it inside a transaction."""
    return _ARGON.hash(normalised(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether the password has this hash.

    Without a hash a dummy is checked, so that an unknown account takes as long as a known one.
    """
    right = _ARGON.verify(normalised(password), stored or dummy_hash())
    return right and stored is not None


@cache
def dummy_hash() -> str:
    """The hash of nobody's password, with the cost of a real one."""
    return hash_password("nobody has this password")


def keep(connection: Connection, account: str, stored: str, now: datetime) -> None:
    """Put the hash in place of the one before."""
    rows.put(connection, table, {"account": account, "hash": stored, "set_at": now})


def find(connection: Connection, account: str) -> str | None:
    """The stored hash of an account."""
    query = select(table.c.hash).where(table.c.account == account)
    return connection.execute(query).scalar()


def forget(connection: Connection, account: str) -> None:
    """No password opens this account any more."""
    connection.execute(delete(table).where(table.c.account == account))
