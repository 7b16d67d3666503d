"""Filings about which nothing is done any more, and since when: their scans' time runs.

Beside them stands which filings have scans at all: of most that were abandoned there are none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Index, Table, Text, select

from domain.filing import events as e
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

closed_filings: Final = Table(
    "closed_filings",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("since", UtcTime),
    Index(None, "since"),
)


scanned_filings: Final = Table(
    "scanned_filings",
    metadata,
    Column("stream", Text, primary_key=True),
)


class Closed(msgspec.Struct, frozen=True):
    """A filing that was closed, or expired, at ``since`` (UTC) and still has scans."""

    stream: str
    since: datetime


def project(recorded: Recorded, tables: Tables) -> None:
    """A closed filing stands here until its scans were removed. ``since`` is empty for one
    without scans; it may get some again if it had only expired."""
    event: Any = recorded.event
    rows, scanned, stream = tables[closed_filings], tables[scanned_filings], recorded.stream
    match event:
        case e.BureauApproved(at=at) | e.Concluded(at=at) | e.Abandoned(at=at) | e.Expired(at=at):
            rows.put({"stream": stream, "since": at if scanned.get(stream) else None})
        case e.Submitted():
            rows.delete(stream)
        case e.MaterialUploaded(at=at):
            rows.change(stream, since=at)
            scanned.put({"stream": stream})
        case e.MaterialsPurged():
            rows.put({"stream": stream, "since": None})
            scanned.delete(stream)


PROJECTION: Final = Projection(
    name="closed_filings",
    tables=(closed_filings, scanned_filings),
    project=project,
    names=frozenset(
        {
            "filing.bureau_approved",
            "filing.concluded",
            "filing.abandoned",
            "filing.expired",
            "filing.submitted",
            "filing.material_uploaded",
            "filing.materials_purged",
        }
    ),
)


def closed_until(connection: Connection, moment: datetime, limit: int = 10_000) -> list[Closed]:
    """The filings that were closed by then and have scans, the longest closed first."""
    query = (
        select(closed_filings)
        .where(closed_filings.c.since <= moment)
        .order_by(closed_filings.c.since, closed_filings.c.stream)
        .limit(limit)
    )
    return [Closed(row.stream, row.since) for row in connection.execute(query)]
