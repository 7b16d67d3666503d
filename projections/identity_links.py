"""Which filing and person a one-time link belongs to; links are found by their digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Table, Text, select

from domain.filing import events as e
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

identity_links: Final = Table(
    "identity_links",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
)


class IdentityLink(msgspec.Struct, frozen=True):
    """A link that was issued; whether it still works is for the filing to decide."""

    digest: str
    stream: str
    person: str
    expires_at: datetime

    @property
    def filing_id(self) -> str:
        """The id of the filing."""
        return self.stream.removeprefix("filing-")


def project(recorded: Recorded, tables: Tables) -> None:
    """Notes a link when it is issued and forgets it when it was revoked."""
    event: Any = recorded.event
    match event:
        case e.IdentityLinkIssued(link_digest=digest, person=person, expires_at=expires_at):
            row = {"digest": digest, "stream": recorded.stream, "person": person}
            tables[identity_links].put(row | {"expires_at": expires_at})
        case e.IdentityLinkRevoked(link_digest=digest):
            tables[identity_links].delete(digest)


PROJECTION: Final = Projection(
    name="identity_links",
    tables=(identity_links,),
    project=project,
    names=frozenset({"filing.identity_link_issued", "filing.identity_link_revoked"}),
    since="0013",
)


def find(connection: Connection, digest: str) -> IdentityLink | None:
    """The link with that digest; None for one that never was, or was revoked."""
    query = select(identity_links).where(identity_links.c.digest == digest)
    row = connection.execute(query).mappings().one_or_none()
    return IdentityLink(**row) if row else None
