"""Who holds which certificate, domain and account: a record of the register, or an open filing.

Held are keyed digests of certificate numbers, domains in ASCII, and the account itself, as one
account has one subject. A record holds until it is cancelled; a filing holds from its beginning
until it is abandoned, or until the register has what it came to. Of each thing there is one
filing and one record at most, and the filing must be about that record: of its account, and
begun from it. That nobody else may hold them is decided here, where appends come one after the
other.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Boolean, Column, Connection, Index, Table, Text, select, tuple_

from domain.filing import events as e
from domain.filing.kinds import NEEDS, Effect, Kind
from domain.register import events as r
from store.constraints import ConstraintBroken
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

holdings: Final = Table(
    "holdings",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("holder", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("filed", Boolean, nullable=False),
    Index("ix_holdings_account", "account"),
    Index("ix_holdings_stream", "stream"),
)
holders: Final = Table(
    "holders",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("domains", JSON, nullable=False),
    Column("filed", Boolean, nullable=False),
    Column("record", Text, nullable=False),
    Column("filing_kind", Text, nullable=False),
    Index("ix_holders_filed", "filed"),
)

CERTIFICATE: Final = "certificate"
DOMAIN: Final = "domain"
ACCOUNT: Final = "account"
RECORD: Final = "record"
_VERIFIED: Final = "verified"
_FILING: Final = "filing"
_REGISTER: Final = "register"
_NEW_SITES: Final = (Effect.REGISTER, Effect.ADD_SITES)


class Holding(msgspec.Struct, frozen=True):
    """A held certificate (keyed digest) or domain, by which record or filing of which account.

    ``filed`` says that it was approved; a record always is. ``site`` is the id of the website
    that has the domain.
    """

    kind: str
    value: str
    holder: str
    stream: str
    account: str
    site: str
    filed: bool


def project(recorded: Recorded, tables: Tables) -> None:
    """Takes, keeps and frees; refuses with ConstraintBroken what somebody else holds."""
    event: Any = recorded.event
    stream = recorded.stream
    match event:
        case e.FilingStarted(account=account):
            tables[holders].put(_nothing(stream, account) | {"filing_kind": Kind.FIRST.value})
        case e.TypeDetermined(facts=facts):
            _change(
                tables,
                stream,
                certificate=facts.certificate_digest,
                record=facts.record,
                filing_kind=facts.outcome,
            )
            _hold(tables, stream, {_VERIFIED: list(facts.domains)})
        case e.SiteRecorded(site=site):
            _hold(tables, stream, {site.id: list(site.domains)})
        case e.SiteRemoved(site=gone):
            _hold(tables, stream, {gone: []})
        case e.HandedOver(to_account=account):
            _reserve(tables, stream, account)
        case e.Abandoned():
            _change(tables, stream, certificate="", domains={}, record="")
        case e.BureauApproved() | e.Concluded():
            _change(tables, stream, filed=True)
        case _:
            _registered(stream, event, tables)


def _registered(stream: str, event: Any, tables: Tables) -> None:
    match event:
        case r.SubjectRegistered(account=account, identity=identity):
            tables[holders].put(_nothing(stream, account) | {"filed": True})
            _change(tables, stream, certificate=identity.certificate_digest)
        case r.SiteRegistered(site=site) | r.SiteChanged(site=site) | r.SiteMovedIn(site=site):
            _hold(tables, stream, {site.id: list(site.domains)})
        case r.SiteCancelled(site=gone) | r.SiteMovedOut(site=gone):
            _hold(tables, stream, {gone: []})
        case r.SubjectCancelled():
            _change(tables, stream, certificate="", domains={})
        case r.RecordTransferred(to_account=account):
            tables[holdings].delete(ACCOUNT, account, _FILING)
            _change(tables, stream, account=account)
        case r.RecordClaimed(account=account):
            _change(tables, stream, account=account)
        case r.OutcomeApplied(filing=filing, complete=True):
            _change(tables, f"filing-{filing}", certificate="", domains={}, record="")
            tables[holders].delete(f"filing-{filing}")


def _reserve(tables: Tables, stream: str, account: str) -> None:
    """Keeps an account free for a record that is on its way to it."""
    if any(tables[holdings].get(ACCOUNT, account, holder) for holder in (_FILING, _REGISTER)):
        raise ConstraintBroken("holdings", "holdings_account")
    row = {"kind": ACCOUNT, "value": account, "holder": _FILING, "stream": stream}
    tables[holdings].put(row | {"account": account, "site": "", "filed": True})


def _nothing(stream: str, account: str) -> dict[str, Any]:
    return {
        "stream": stream,
        "account": account,
        "certificate": "",
        "domains": {},
        "filed": False,
        "record": "",
        "filing_kind": "",
    }


def _hold(tables: Tables, stream: str, domains: dict[str, list[str]]) -> None:
    row = tables[holders].get(stream)
    if row is not None:
        _change(tables, stream, domains=row["domains"] | domains)


def _change(tables: Tables, stream: str, **values: Any) -> None:
    before = tables[holders].get(stream)
    if before is None:
        return
    after = before | values
    tables[holders].put(after)
    held = _held(after)
    for kind, value in _held(before).keys() - held.keys():
        tables[holdings].delete(kind, value, _holder(stream))
    for (kind, value), site in held.items():
        row = {"kind": kind, "value": value, "holder": _holder(stream), "stream": stream}
        row |= {"account": after["account"], "site": site, "filed": after["filed"]}
        other = tables[holdings].get(kind, value, row["holder"])
        if other == row:
            continue
        if other is not None and other["stream"] != stream:
            raise ConstraintBroken("holdings", f"holdings_{kind}")
        if row["holder"] == _FILING and (other is None or other["site"] != site):
            _ensure_not_of_another_record(tables, after, row)
        tables[holdings].put(row)


def _held(row: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What is held, with the website that has it where it is a domain."""
    held = {
        (DOMAIN, domain): site for site, domains in row["domains"].items() for domain in domains
    }
    if row["certificate"]:
        held |= {(CERTIFICATE, row["certificate"]): ""}
        held |= {(ACCOUNT, row["account"]): ""} if row["account"] else {}
    return held | ({(RECORD, row["record"]): ""} if row["record"] else {})


def _holder(stream: str) -> str:
    """``filing`` or ``register``: one of each may hold the same thing."""
    return stream.partition("-")[0]


def _ensure_not_of_another_record(
    tables: Tables, filing: dict[str, Any], row: dict[str, Any]
) -> None:
    """What a record holds is open only to a filing about it. A domain that a record has is open
    only to the same website, and not to a new one."""
    record = tables[holdings].get(row["kind"], row["value"], _REGISTER)
    if record is None:
        return
    effect = NEEDS[Kind(filing["filing_kind"])].effect
    named = record["stream"] == f"register-{filing['record']}"
    may_name = not record["account"] or effect is Effect.MOVE_SITES
    about = record["account"] == filing["account"] or (named and may_name)
    same_site = row["site"] in {record["site"], _VERIFIED}
    if not filing["record"] or not about or not same_site:
        raise ConstraintBroken("holdings", f"holdings_{row['kind']}")
    if row["kind"] == DOMAIN and effect in _NEW_SITES:
        raise ConstraintBroken("holdings", "holdings_domain")


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
            "filing.handed_over",
            "filing.abandoned",
            "filing.bureau_approved",
            "filing.concluded",
            "register.subject_registered",
            "register.site_registered",
            "register.site_changed",
            "register.site_cancelled",
            "register.site_moved_out",
            "register.site_moved_in",
            "register.subject_cancelled",
            "register.record_transferred",
            "register.record_claimed",
            "register.outcome_applied",
        }
    ),
    since="0019",
)


def held_by(connection: Connection, certificate: str, domains: tuple[str, ...]) -> list[Holding]:
    """The holdings of this certificate digest and these domains, whoever has them: of each thing
    at most one of a record and one of a filing."""
    keys = [(CERTIFICATE, certificate), *((DOMAIN, domain) for domain in domains)]
    query = select(holdings).where(tuple_(holdings.c.kind, holdings.c.value).in_(keys))
    return [Holding(**row) for row in connection.execute(query).mappings()]


def certificates_of(connection: Connection, account: str) -> set[str]:
    """The certificate digests that the account's records and filings hold."""
    query = select(holdings.c.value).where(
        holdings.c.account == account, holdings.c.kind == CERTIFICATE
    )
    return set(connection.scalars(query))


class About(msgspec.Struct, frozen=True):
    """A filing under way and its kind."""

    filing: str
    kind: str


def filings_about(connection: Connection, record: str, certificate: str) -> list[About]:
    """The filings under way about a record, or about its subject."""
    wanted = [(RECORD, record, _FILING), (CERTIFICATE, certificate, _FILING)]
    columns = tuple_(holdings.c.kind, holdings.c.value, holdings.c.holder)
    query = (
        select(holders.c.stream, holders.c.filing_kind)
        .join(holdings, holdings.c.stream == holders.c.stream)
        .where(columns.in_(wanted))
        .distinct()
        .order_by(holders.c.stream)
    )
    found = connection.execute(query)
    return [About(row.stream.removeprefix("filing-"), row.filing_kind) for row in found]


def not_registered(connection: Connection, limit: int = 10_000) -> list[str]:
    """The ids of filings that were approved, and of which the register does not know yet."""
    query = (
        select(holders.c.stream)
        .where(holders.c.filed, holders.c.stream.startswith("filing-"))
        .order_by(holders.c.stream)
        .limit(limit)
    )
    return [stream.removeprefix("filing-") for stream in connection.scalars(query)]


def is_taken(connection: Connection, account: str) -> bool:
    """Whether the account has a record, or a filing under way."""
    query = select(holdings.c.stream).where(holdings.c.kind == ACCOUNT, holdings.c.value == account)
    return connection.execute(query.limit(1)).first() is not None
