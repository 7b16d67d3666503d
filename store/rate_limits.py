"""How often somebody did something in the present minute, counted for all processes."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, Text, delete
from sqlalchemy.dialects import postgresql, sqlite

from store.tables import metadata

KEPT_MINUTES: Final = 60

rate_hits: Final = Table(
    "rate_hits",
    metadata,
    Column("bucket", Text, primary_key=True),
    # A keyed digest of an account id or a network address, never the address itself.
    Column("caller", Text, primary_key=True),
    Column("minute", BigInteger, primary_key=True),
    Column("hits", Integer, nullable=False),
)


def count(connection: Connection, bucket: str, caller: str, minute: int) -> int:
    """Count one more act, and return how many there are in this minute (since 1970).

    The first act of a caller in a minute clears away what is older than an hour.
    """
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(rate_hits).values(bucket=bucket, caller=caller, minute=minute, hits=1)
    counted = statement.on_conflict_do_update(
        index_elements=["bucket", "caller", "minute"], set_={"hits": rate_hits.c.hits + 1}
    ).returning(rate_hits.c.hits)
    hits = int(connection.execute(counted).scalar_one())
    if hits == 1:
        old = rate_hits.c.minute < minute - KEPT_MINUTES
        connection.execute(delete(rate_hits).where(rate_hits.c.bucket == bucket, old))
    return hits
