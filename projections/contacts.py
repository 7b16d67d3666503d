"""Whose telephones and certificates are in use: those of people in records and open filings.

Only keyed digests. What a filing states counts until it is abandoned, or until the register has
what it came to; then what stands in the record counts, until the record is cancelled.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection, Index, Table, Text, and_, exists, or_, select

from domain.filing import events as e
from domain.filing.facts import Person, Website
from domain.register import events as r
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

contact_subjects: Final = Table(
    "contact_subjects",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("subject", Text, nullable=False),
)
contacts: Final = Table(
    "contacts",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("place", Text, primary_key=True),
    Column("mobile", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("linked", Boolean, nullable=False),
    Index("ix_contacts_mobile", "mobile"),
    Index("ix_contacts_certificate", "certificate"),
)

RESPONSIBLE: Final = "responsible"
"""The place of the subject's person; those of websites are their ids. A ``linked`` website has
no person of its own: the subject's answers for it."""


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows who is named in each filing and each record."""
    event: Any = recorded.event
    stream = recorded.stream
    match event:
        case e.TypeDetermined(facts=facts):
            _put_subject(tables, stream, facts.certificate_digest)
        case e.SubjectRecorded(subject=subject) | r.SubjectChanged(subject=subject):
            _put(tables, stream, RESPONSIBLE, subject.responsible)
        case r.SubjectRegistered(identity=identity, subject=subject):
            _put_subject(tables, stream, identity.certificate_digest)
            _put(tables, stream, RESPONSIBLE, subject.responsible)
        case (
            e.SiteRecorded(site=site)
            | r.SiteRegistered(site=site)
            | r.SiteChanged(site=site)
            | r.SiteMovedIn(site=site)
        ):
            _put_site(tables, stream, site)
        case e.SiteRemoved(site=gone) | r.SiteCancelled(site=gone) | r.SiteMovedOut(site=gone):
            tables[contacts].delete(stream, gone)
        case e.Abandoned() | r.SubjectCancelled():
            _forget(tables, stream)
        case r.OutcomeApplied(filing=filing, complete=True):
            _forget(tables, f"filing-{filing}")


def _put_subject(tables: Tables, stream: str, subject: str) -> None:
    tables[contact_subjects].put({"stream": stream, "subject": subject})


def _put(tables: Tables, stream: str, place: str, person: Person | None) -> None:
    row = {"stream": stream, "place": place, "linked": person is None}
    row |= {"mobile": person.mobile_digest if person is not None else ""}
    row |= {"certificate": person.certificate_digest if person is not None else ""}
    tables[contacts].put(row)


def _put_site(tables: Tables, stream: str, site: Website) -> None:
    _put(tables, stream, site.id, site.person)


def _forget(tables: Tables, stream: str) -> None:
    for row in tables[contacts].where(stream=stream):
        tables[contacts].delete(stream, row["place"])
    tables[contact_subjects].delete(stream)


PROJECTION: Final = Projection(
    name="contacts",
    tables=(contact_subjects, contacts),
    project=project,
    names=frozenset(
        {
            "filing.type_determined",
            "filing.subject_recorded",
            "filing.site_recorded",
            "filing.site_removed",
            "filing.abandoned",
            "register.subject_registered",
            "register.subject_changed",
            "register.subject_cancelled",
            "register.site_registered",
            "register.site_changed",
            "register.site_moved_in",
            "register.site_moved_out",
            "register.site_cancelled",
            "register.outcome_applied",
        }
    ),
)


def mobiles_of_others(
    connection: Connection, subject: str, mobiles: Collection[str]
) -> frozenset[str]:
    """Those of the mobile numbers that other subjects use than the one with this certificate;
    all of them keyed digests."""
    query = (
        select(contacts.c.mobile)
        .join(contact_subjects, contact_subjects.c.stream == contacts.c.stream)
        .where(contacts.c.mobile.in_(set(mobiles) - {""}), contact_subjects.c.subject != subject)
    )
    return frozenset(connection.scalars(query.distinct()))


def site_persons_of_others(
    connection: Connection, subject: str, certificates: Collection[str]
) -> frozenset[str]:
    """Those of the certificates whose holders answer for a website of another subject."""
    linked = contacts.alias("linked")
    answers_for_linked = exists().where(
        and_(linked.c.stream == contacts.c.stream, linked.c.linked.is_(True))
    )
    query = (
        select(contacts.c.certificate)
        .join(contact_subjects, contact_subjects.c.stream == contacts.c.stream)
        .where(
            contacts.c.certificate.in_(set(certificates) - {""}),
            contact_subjects.c.subject != subject,
            or_(contacts.c.place != RESPONSIBLE, answers_for_linked),
        )
    )
    return frozenset(connection.scalars(query.distinct()))
