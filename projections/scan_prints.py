"""Which scans look alike, over all filings: keyed digests of parts of each picture's hash."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Connection, Index, Integer, Table, Text, func, select

from domain.access.events import PersonErased
from domain.filing import events as e
from domain.filing.facts import Material
from domain.filing.targets import is_of_site
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

BANDS: Final = 16

scan_prints: Final = Table(
    "scan_prints",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("slot", Text, primary_key=True),
    Column("band", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Index("ix_scan_prints_digest", "digest"),
)
scan_subjects: Final = Table(
    "scan_subjects",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("subject", Text, nullable=False),
)


def project(recorded: Recorded, tables: Tables) -> None:
    """Keeps the prints of the scan that is in a slot now."""
    event: Any = recorded.event
    stream = recorded.stream
    match event:
        case e.TypeDetermined(facts=facts):
            row = {"stream": stream, "subject": facts.certificate_digest}
            tables[scan_subjects].put(row)
        case e.MaterialUploaded(material=material):
            _put(tables, stream, material)
        case e.IdentityEvidenceSubmitted(evidence=evidence):
            _put(tables, stream, evidence.material)
        case e.MaterialRemoved(slot=slot):
            _forget(tables, stream, slot)
        case e.SiteRemoved(site=site):
            for row in tables[scan_prints].where(stream=stream, band=0):
                if is_of_site(row["slot"], site):
                    _forget(tables, stream, row["slot"])
        case e.MaterialsPurged(slots=slots):
            for slot in slots:
                _forget(tables, stream, slot)
        case PersonErased(filing=filing, person=person):
            for row in tables[scan_prints].where(stream=f"filing-{filing}", owner=person, band=0):
                _forget(tables, row["stream"], row["slot"])


def _put(tables: Tables, stream: str, material: Material) -> None:
    if len(material.prints) != BANDS:
        _forget(tables, stream, material.slot)
        return
    for band, digest in enumerate(material.prints):
        row = {"stream": stream, "slot": material.slot, "band": band}
        tables[scan_prints].put(row | {"digest": digest, "owner": material.owner})


def _forget(tables: Tables, stream: str, slot: str) -> None:
    # Most scans that are forgotten have no prints: one look spares sixteen deletions.
    if tables[scan_prints].get(stream, slot, 0) is None:
        return
    for band in range(BANDS):
        tables[scan_prints].delete(stream, slot, band)


PROJECTION: Final = Projection(
    name="scan_prints",
    tables=(scan_prints, scan_subjects),
    project=project,
    names=frozenset(
        {
            "filing.type_determined",
            "filing.material_uploaded",
            "filing.material_removed",
            "filing.materials_purged",
            "filing.site_removed",
            "filing.identity_evidence_submitted",
            "access.person_erased",
        }
    ),
)


def at_another_subject(
    connection: Connection, prints: tuple[str, ...], subject: str, least: int
) -> bool:
    """Whether a filing of another subject than this (its certificate's digest) has a scan with
    at least ``least`` of these prints."""
    prints_in, subjects = scan_prints.c, scan_subjects.c
    alike = (
        select(prints_in.slot)
        .join(scan_subjects, subjects.stream == prints_in.stream)
        .where(prints_in.digest.in_(prints), subjects.subject != subject)
        .group_by(prints_in.stream, prints_in.slot)
        .having(func.count() >= least)
        .limit(1)
    )
    return connection.execute(alike).first() is not None
