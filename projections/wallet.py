"""The certificates of each account that reviewers accepted, with the scan that shows them best.

For each certificate (keyed digest) and side there is one row: the last scan that was accepted.
What a filing stated so far is kept beside it, since accepting tells no more than slots.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Column, Connection, Index, Table, Text, select

from domain.access.events import PersonErased
from domain.filing import events as e
from domain.filing.facts import Certificate, Material
from domain.filing.wallet import (
    KEPT,
    RESPONSIBLE,
    SITE_PERSON,
    SUBJECT,
    certificate_of_person,
    side_of,
)
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

wallet: Final = Table(
    "wallet",
    metadata,
    Column("account", Text, primary_key=True),
    Column("holder", Text, primary_key=True),
    Column("side", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("slot", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("certificate", JSON, nullable=False),
    Column("material", JSON, nullable=False),
    Column("verified_at", UtcTime, nullable=False),
    Index("ix_wallet_stream", "stream"),
    Index("ix_wallet_owner", "owner"),
)
wallet_filings: Final = Table(
    "wallet_filings",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("certificates", JSON, nullable=False),
    Column("scans", JSON, nullable=False),
)


class Card(msgspec.Struct, frozen=True):
    """A side of a certificate that was accepted; ``scan`` is the id by which copies name it."""

    holder: str
    side: str
    stream: str
    certificate: Certificate
    material: Material

    @property
    def scan(self) -> str:
        """The scan that was first accepted: a copy of it is no other one."""
        return self.material.verified.scan if self.material.verified else self.material.id

    @property
    def valid_to(self) -> date | None:
        """The last day; None for one without an end."""
        return self.certificate.valid_to


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows what is stated, and keeps what is accepted."""
    event: Any = recorded.event
    match event:
        case e.InitialPassed(accepted=accepted) | e.FixRequested(accepted=accepted):
            _keep(recorded, tables, accepted)
        case e.RefusalMapped(issues=issues):
            _drop_refused(recorded.stream, tables, {issue.target for issue in issues})
        case e.MaterialsPurged():
            for row in tables[wallet].where(stream=recorded.stream):
                _drop(tables, row)
        case PersonErased(person=person):
            for row in tables[wallet].where(owner=person):
                _drop(tables, row)
        case _:
            _follow(recorded, tables)


def _follow(recorded: Recorded, tables: Tables) -> None:
    event: Any = recorded.event
    stream = recorded.stream
    match event:
        case e.FilingStarted(account=account):
            empty: dict[str, Any] = {"certificates": {}, "scans": {}}
            tables[wallet_filings].put(
                {"stream": stream, "account": account, "subject": "", **empty}
            )
        case e.TypeDetermined(facts=facts):
            tables[wallet_filings].change(stream, subject=facts.certificate_digest)
        case e.SubjectRecorded(subject=subject):
            row = tables[wallet_filings].get(stream)
            digest = row["subject"] if row else ""
            own = Certificate(digest, subject.valid_to, subject.long_term)
            stated = {SUBJECT: own, RESPONSIBLE: certificate_of_person(subject.responsible)}
            _change(tables, stream, "certificates", stated)
        case e.SiteRecorded(site=site):
            person = certificate_of_person(site.person) if site.person else None
            _change(tables, stream, "certificates", {f"{SITE_PERSON}:{site.id}": person})
        case e.MaterialUploaded(material=material) if material.slot.split(":")[0] in KEPT:
            _change(tables, stream, "scans", {material.slot: material})
        case e.MaterialRemoved(slot=slot):
            _change(tables, stream, "scans", {slot: None})


def _change(tables: Tables, stream: str, column: str, values: dict[str, Any]) -> None:
    """Set some entries of a JSON column; None takes one out."""
    row = tables[wallet_filings].get(stream)
    if row is None:
        return
    # The row is a copy, but not what stands in its columns.
    entries = row[column] = row[column] | msgspec.to_builtins(values)
    for name, value in values.items():
        if value is None:
            del entries[name]
    tables[wallet_filings].put(row)


def _keep(recorded: Recorded, tables: Tables, accepted: Iterable[str]) -> None:
    filing = tables[wallet_filings].get(recorded.stream)
    if filing is None:
        return
    for target in accepted:
        slot = target.removeprefix("material:")
        scan, certificate = filing["scans"].get(slot), _stated(filing["certificates"], slot)
        if scan is None or certificate is None or not target.startswith("material:"):
            continue
        tables[wallet].put(
            {
                "account": filing["account"],
                "holder": certificate["digest"],
                "side": side_of(slot),
                "stream": recorded.stream,
                "slot": slot,
                "owner": scan["owner"],
                "certificate": certificate,
                "material": scan,
                "verified_at": recorded.time,
            }
        )


def _stated(certificates: dict[str, Any], slot: str) -> Any:
    code, *rest = slot.split(":")
    return certificates.get(f"{code}:{rest[-1]}" if code == SITE_PERSON else code)


def _drop_refused(stream: str, tables: Tables, targets: set[str]) -> None:
    """What the bureau refused is no verified certificate any more."""
    for row in tables[wallet].where(stream=stream):
        if f"material:{row['slot']}" in targets:
            _drop(tables, row)


def _drop(tables: Tables, row: dict[str, Any]) -> None:
    tables[wallet].delete(row["account"], row["holder"], row["side"])


PROJECTION: Final = Projection(
    name="wallet",
    tables=(wallet, wallet_filings),
    project=project,
    names=frozenset(
        {
            "filing.started",
            "filing.type_determined",
            "filing.subject_recorded",
            "filing.site_recorded",
            "filing.material_uploaded",
            "filing.material_removed",
            "filing.initial_passed",
            "filing.fix_requested",
            "filing.refusal_mapped",
            "filing.materials_purged",
            "access.person_erased",
        }
    ),
)


def cards(connection: Connection, account: str, holders: Collection[str]) -> list[Card]:
    """The account's accepted scans of these certificates."""
    query = select(wallet).where(wallet.c.account == account, wallet.c.holder.in_(holders))
    return [
        Card(
            holder=row.holder,
            side=row.side,
            stream=row.stream,
            certificate=msgspec.convert(row.certificate, Certificate),
            material=msgspec.convert(row.material, Material),
        )
        for row in connection.execute(query)
    ]
