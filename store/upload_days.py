"""How many files and bytes an account sent in on a day, counted for all processes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, Column, Connection, Date, Integer, Table, Text, delete
from sqlalchemy.dialects import postgresql, sqlite

from store.tables import metadata

KEPT_DAYS: Final = 7

upload_days: Final = Table(
    "upload_days",
    metadata,
    Column("account", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("files", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)


class Day(NamedTuple):
    """What came on one day; ``size`` in bytes."""

    files: int
    size: int


def count(connection: Connection, account: str, day: date, size: int) -> Day:
    """Count one more file of ``size`` bytes, and return the day's sums with it.

    The first file of a day clears away the account's days of more than a week ago.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(upload_days).values(account=account, day=day, files=1, bytes=size)
    counted = statement.on_conflict_do_update(
        index_elements=["account", "day"],
        set_={"files": upload_days.c.files + 1, "bytes": upload_days.c.bytes + size},
    ).returning(upload_days.c.files, upload_days.c.bytes)
    sums = Day(*connection.execute(counted).one())
    if sums.files == 1:
        old = upload_days.c.day < day - timedelta(days=KEPT_DAYS)
        connection.execute(delete(upload_days).where(upload_days.c.account == account, old))
    return sums
