"""Who holds which certificate, domain and account: one open or filed filing, and no other.

Held are keyed digests of certificate numbers, domains in ASCII, and the account itself, as
one account files for one subject. The rule that nobody else may hold them is kept here,
where appends come one after the other.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Boolean, Column, Connection, Index, Table, Text, select, tuple_

from domain.filing import events as e
from store.constraints import ConstraintBroken
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

holdings: Final = Table(
    "holdings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("filed", Boolean, nullable=False),
    Index("ix_holdings_account", "account"),
)
holders: Final = Table(
    "holders",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("domains", JSON, nullable=False),
    Column("filed", Boolean, nullable=False),
)

CERTIFICATE: Final = "certificate"
DOMAIN: Final = "domain"
ACCOUNT: Final = "account"
_VERIFIED: Final = "verified"


class Holding(msgspec.Struct, frozen=True):
    """A held certificate (keyed digest) or domain, by which filing of which account."""

    kind: str
    value: str
    stream: str
    account: str
    filed: bool


def project(recorded: Recorded, tables: Tables) -> None:
    """Takes, keeps and frees; refuses with ConstraintBroken what another filing holds."""
    event: Any = recorded.event
    stream = recorded.stream
    match event:
        case e.FilingStarted(account=account):
            tables[holders].put(
                {
                    "stream": stream,
                    "account": account,
                    "certificate": "",
                    "domains": {},
                    "filed": False,
                }
            )
        case e.TypeDetermined(facts=facts):
            _hold(tables, stream, facts.certificate_digest, {_VERIFIED: list(facts.domains)})
        case e.SiteRecorded(site=site):
            _hold(tables, stream, None, {site.id: list(site.domains)})
        case e.SiteRemoved(site=gone):
            _hold(tables, stream, None, {gone: []})
        case e.Abandoned():
            _change(tables, stream, certificate="", domains={})
        case e.BureauApproved():
            _change(tables, stream, filed=True)


def _hold(
    tables: Tables, stream: str, certificate: str | None, domains: dict[str, list[str]]
) -> None:
    row = tables[holders].get(stream)
    if row is None:
        return
    _change(
        tables,
        stream,
        certificate=row["certificate"] if certificate is None else certificate,
        domains=row["domains"] | domains,
    )


def _change(tables: Tables, stream: str, **values: Any) -> None:
    before = tables[holders].get(stream)
    if before is None:
        return
    after = before | values
    tables[holders].put(after)
    held = _held(after)
    for key in _held(before) - held:
        tables[holdings].delete(*key)
    for kind, value in held:
        other = tables[holdings].get(kind, value)
        if other is not None and other["stream"] != stream:
            raise ConstraintBroken("holdings", f"holdings_{kind}")
        row = {"kind": kind, "value": value, "stream": stream}
        row |= {"account": after["account"], "filed": after["filed"]}
        if row != other:
            tables[holdings].put(row)


def _held(row: dict[str, Any]) -> set[tuple[str, str]]:
    held = {(DOMAIN, domain) for domains in row["domains"].values() for domain in domains}
    if row["certificate"]:
        held |= {(CERTIFICATE, row["certificate"]), (ACCOUNT, row["account"])}
    return held


PROJECTION: Final = Projection(
    name="holdings",
    tables=(holdings, holders),
    project=project,
    names=frozenset(
        {
            "filing.started",
            "filing.type_determined",
            "filing.site_recorded",
            "filing.site_removed",
            "filing.abandoned",
            "filing.bureau_approved",
        }
    ),
)


def held_by(connection: Connection, certificate: str, domains: tuple[str, ...]) -> list[Holding]:
    """The holdings of this certificate digest and these domains, whoever has them."""
    keys = [(CERTIFICATE, certificate), *((DOMAIN, domain) for domain in domains)]
    query = select(holdings).where(tuple_(holdings.c.kind, holdings.c.value).in_(keys))
    return [Holding(**row) for row in connection.execute(query).mappings()]


def certificates_of(connection: Connection, account: str) -> set[str]:
    """The certificate digests that the account's filings hold."""
    query = select(holdings.c.value).where(
        holdings.c.account == account, holdings.c.kind == CERTIFICATE
    )
    return set(connection.scalars(query))
