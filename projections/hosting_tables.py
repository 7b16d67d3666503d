"""The tables of servers, authorisation codes and the websites that use them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Boolean, Column, Date, Index, Table, Text, UniqueConstraint

from store.tables import metadata

resources: Final = Table(
    "resources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("server", JSON, nullable=False),
    Column("name", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("bought_until", Date, nullable=False),
    Column("told_of", Date),
    # Website id -> the streams of the filings that state it.
    Column("sites", JSON, nullable=False),
    Index("ix_resources_account", "account"),
    Index("ix_resources_bought_until", "bought_until"),
    Index("ix_resources_name_id", "name", "id"),
)
codes: Final = Table(
    "authorisation_codes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("resource", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("granted_to", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("expires_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("streams", JSON, nullable=False),
    UniqueConstraint("digest"),
    Index("ix_authorisation_codes_resource", "resource"),
    Index("ix_authorisation_codes_granted_to", "granted_to"),
    Index("ix_authorisation_codes_state_expires_on", "state", "expires_on"),
)
hosting_filings: Final = Table(
    "hosting_filings",
    metadata,
    Column("stream", Text, primary_key=True),
    # Website id -> [server, code], both empty where the website left what it had used.
    Column("uses", JSON, nullable=False),
)
hosted_sites: Final = Table(
    "hosted_sites",
    metadata,
    Column("site", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("resource", Text, nullable=False),
    Column("code", Text, nullable=False),
    # The stream of the register, once the website stands in it.
    Column("record", Text, nullable=False),
    Index("ix_hosted_sites_record", "record"),
)
