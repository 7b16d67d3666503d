"""The register as lists read it: an owner's records, one by what is known of it, a search."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, or_, select

from domain.register.facts import RecordStatus, SiteStatus
from projections.records import record_domains, record_sites, records


class RecordRow(msgspec.Struct, frozen=True):
    """A record as lists show it. ``label`` is the unit's name, or the sealed token of the
    person's name where ``label_is_token``."""

    stream: str
    account: str
    number: str
    certificate_digest: str
    nature: int
    province: str
    label: str
    label_is_token: bool
    status: str
    blacklisted: bool
    live_sites: int
    approved_on: date | None
    registered_at: datetime
    changed_at: datetime

    @property
    def record_id(self) -> str:
        """The id of the record in addresses."""
        return self.stream.removeprefix("register-")


class SiteRow(msgspec.Struct, frozen=True):
    """A website of a record."""

    stream: str
    site: str
    number: str
    name: str
    domains: tuple[str, ...]
    status: str
    access_here: bool
    elsewhere: bool


def of_account(connection: Connection, account: str, limit: int = 20) -> list[RecordRow]:
    """The account's records, those that hold first, then the last changed."""
    query = (
        select(records)
        .where(records.c.account == account)
        .order_by(records.c.status, records.c.changed_at.desc(), records.c.stream)
        .limit(limit)
    )
    return _rows(connection, query)


def by_certificate(connection: Connection, digest: str) -> RecordRow | None:
    """The record that holds for the subject with this certificate (keyed digest)."""
    query = select(records).where(
        records.c.certificate_digest == digest, records.c.status == RecordStatus.ACTIVE.value
    )
    return next(iter(_rows(connection, query)), None)


def has_number(connection: Connection, number: str) -> bool:
    """Whether a record, live or cancelled, has that subject number."""
    query = select(records.c.stream).where(records.c.number == number)
    return connection.execute(query.limit(1)).first() is not None


def by_domain(connection: Connection, domain: str) -> SiteRow | None:
    """The website whose number holds for this domain (registrable, ASCII)."""
    live = (SiteStatus.ACTIVE.value, SiteStatus.RECTIFY.value)
    query = (
        select(record_sites)
        .join(
            record_domains,
            (record_domains.c.stream == record_sites.c.stream)
            & (record_domains.c.site == record_sites.c.site),
        )
        .where(record_domains.c.domain == domain, record_sites.c.status.in_(live))
    )
    return next(iter(_site_rows(connection, query)), None)


def sites_of(connection: Connection, stream: str, limit: int = 500) -> list[SiteRow]:
    """The websites of a record, live and former ones, by their numbers."""
    query = select(record_sites).where(record_sites.c.stream == stream)
    return _site_rows(connection, query.order_by(record_sites.c.number).limit(limit))


def is_there(connection: Connection, stream: str) -> bool:
    """Whether there is a record in that stream."""
    query = select(records.c.stream).where(records.c.stream == stream)
    return connection.scalar(query) is not None


def newest(connection: Connection, limit: int, after: int = 0) -> list[RecordRow]:
    """All records, the last changed first; ``after`` how many are left out for paging."""
    query = select(records).order_by(records.c.changed_at.desc(), records.c.stream)
    return _rows(connection, query.offset(after).limit(limit))


def found(
    connection: Connection, *, name: str, number: str, domain: str, limit: int = 50
) -> list[RecordRow]:
    """The records of units whose name starts so, and those that have or had the subject's or a
    website's ``number``, or the ``domain`` (registrable, ASCII); what is empty is not asked."""
    matches = [records.c.label.startswith(name, autoescape=True) & ~records.c.label_is_token]
    if number:
        of_site = select(record_sites.c.stream).where(record_sites.c.number == number)
        matches += [records.c.number == number, records.c.stream.in_(of_site)]
    if domain:
        having = select(record_domains.c.stream).where(record_domains.c.domain == domain)
        matches.append(records.c.stream.in_(having))
    query = select(records).where(or_(*matches))
    return _rows(connection, query.order_by(records.c.changed_at.desc()).limit(limit))


def _rows(connection: Connection, query: Select[Any]) -> list[RecordRow]:
    return [RecordRow(**row) for row in connection.execute(query).mappings()]


def _site_rows(connection: Connection, query: Select[Any]) -> list[SiteRow]:
    found = connection.execute(query).mappings()
    return [SiteRow(**{**row, "domains": tuple(row["domains"])}) for row in found]
