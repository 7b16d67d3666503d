"""The provider's address pools, so that a range is looked up in one step among ten thousand.

No two ranges overlap, so the only one that can hold an address is the last that does not begin
behind it. Ends are 32 hex digits, whose order is that of the addresses in both databases.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    RowMapping,
    Table,
    Text,
    func,
    select,
)

from domain.pools.events import RangeRemoved, RangesAdded
from domain.pools.ranges import IpRange, family, sort_key
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

address_pools: Final = Table(
    "address_pools",
    metadata,
    Column("id", Text, primary_key=True),
    Column("family", Integer, nullable=False),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Index("ix_address_pools_family_first", "family", "first"),
)


class PoolRow(msgspec.Struct, frozen=True):
    """A range of the pools as lists show it; ``added_by`` is an account or a part of the system.

    ``place`` is where it stands in the list, for paging.
    """

    id: str
    text: str
    note: str
    reason: str
    added_by: str
    added_at: datetime
    place: str


def project(recorded: Recorded, tables: Tables) -> None:
    """Keeps one row a range."""
    rows = tables[address_pools]
    event: Any = recorded.event
    match event:
        case RangesAdded():
            for one in event.ranges:
                rows.put(
                    {
                        "id": one.id,
                        "family": family(one.first),
                        "first": sort_key(one.first),
                        "last": sort_key(one.last),
                        "text": str(IpRange(one.first, one.last)),
                        "note": one.note,
                        "reason": event.reason,
                        "added_by": recorded.actor.id,
                        "added_at": recorded.time,
                    }
                )
        case RangeRemoved(range=gone):
            rows.delete(gone)


PROJECTION: Final = Projection(
    name="address_pools",
    tables=(address_pools,),
    project=project,
    names=frozenset({"pools.ranges_added", "pools.range_removed"}),
)


def count(connection: Connection) -> int:
    """How many ranges there are."""
    return connection.scalar(select(func.count()).select_from(address_pools)) or 0


def is_empty(connection: Connection) -> bool:
    """Whether no range was entered yet: then nothing can be checked."""
    return connection.scalar(select(address_pools.c.id).limit(1)) is None


def holds(connection: Connection, one: IpRange) -> bool:
    """Whether every address of the range is inside the pools, which may be neighbours."""
    version, wanted, last = family(one.first), sort_key(one.first), sort_key(one.last)
    table = address_pools.c
    begins = (
        select(table.first)
        .where(table.family == version, table.first <= wanted)
        .order_by(table.first.desc())
        .limit(1)
        .scalar_subquery()
    )
    covering = (
        select(table.first, table.last)
        .where(table.family == version, table.first >= begins, table.first <= last)
        .order_by(table.first)
    )
    need = int(wanted, 16)
    for row in connection.execute(covering):
        if int(row.first, 16) > need:
            return False
        need = max(need, int(row.last, 16) + 1)
        if need > int(last, 16):
            return True
    return False


def listed(connection: Connection, limit: int, after: str = "") -> list[PoolRow]:
    """The ranges by family and address, behind the place ``after``."""
    table = address_pools.c
    query = select(address_pools).order_by(table.family, table.first)
    version, _, first = after.partition(".")
    if version in ("4", "6"):
        same = (table.family == int(version)) & (table.first > first)
        query = query.where(same | (table.family > int(version)))
    return [_row(row) for row in connection.execute(query.limit(limit)).mappings()]


def find(connection: Connection, key: str) -> PoolRow | None:
    """The range with that id."""
    query = select(address_pools).where(address_pools.c.id == key)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _row(row)


def _row(row: RowMapping) -> PoolRow:
    return PoolRow(
        id=row["id"],
        text=row["text"],
        note=row["note"],
        reason=row["reason"],
        added_by=row["added_by"],
        added_at=row["added_at"],
        place=f"{row['family']}.{row['first']}",
    )
