"""Which filing a one-time link belongs to, and which place of it; links are found by their digest."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Table, Text, select

from domain.filing import events as e
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

filing_links: Final = Table(
    "filing_links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("whose", Text, nullable=False),
)


class FilingLink(msgspec.Struct, frozen=True):
    """A link that was issued for a slot or a person's photo; whether it still works is for the
    filing to decide."""

    digest: str
    stream: str
    whose: str

    @property
    def filing_id(self) -> str:
        """The id of the filing."""
        return self.stream.removeprefix("filing-")


def project(recorded: Recorded, tables: Tables) -> None:
    """Notes a link when it is issued."""
    event: Any = recorded.event
    match event:
        case (
            e.UploadLinkIssued(link_digest=digest, slot=whose)
            | e.IdentityLinkIssued(link_digest=digest, person=whose)
        ):
            tables[filing_links].put({"digest": digest, "stream": recorded.stream, "whose": whose})


PROJECTION: Final = Projection(
    name="filing_links",
    tables=(filing_links,),
    project=project,
    names=frozenset({"filing.upload_link_issued", "filing.identity_link_issued"}),
)


def find(connection: Connection, digest: str) -> FilingLink | None:
    """The link with that digest; None for one that never was."""
    query = select(filing_links).where(filing_links.c.digest == digest)
    row = connection.execute(query).mappings().one_or_none()
    return FilingLink(**row) if row else None
