"""Which filing and slot a one-time upload link belongs to; links are found by their digest."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Table, Text, select

from domain.filing import events as e
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

upload_links: Final = Table(
    "upload_links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("slot", Text, nullable=False),
)


class UploadLink(msgspec.Struct, frozen=True):
    """A link that was issued; whether it still works is for the filing to decide."""

    digest: str
    stream: str
    slot: str

    @property
    def filing_id(self) -> str:
        """The id of the filing."""
        return self.stream.removeprefix("filing-")


def project(recorded: Recorded, tables: Tables) -> None:
    """Notes a link when it is issued."""
    event: Any = recorded.event
    match event:
        case e.UploadLinkIssued(link_digest=digest, slot=slot):
            tables[upload_links].put({"digest": digest, "stream": recorded.stream, "slot": slot})


PROJECTION: Final = Projection(
    name="upload_links",
    tables=(upload_links,),
    project=project,
    names=frozenset({"filing.upload_link_issued"}),
)


def find(connection: Connection, digest: str) -> UploadLink | None:
    """The link with that digest; None for one that never was."""
    query = select(upload_links).where(upload_links.c.digest == digest)
    row = connection.execute(query).mappings().one_or_none()
    return UploadLink(**row) if row else None
