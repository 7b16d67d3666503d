"""By what a filing can be found: every value that it ever had, and none of them personal.

Certificate and mobile numbers are keyed digests. A value stays when the applicant states
another one: whoever looks for the old one wants to know where it went.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Final

from sqlalchemy import Column, Connection, Index, Table, Text, select

from domain.filing import events as e
from domain.filing.facts import Person, Subject
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

search_keys: Final = Table(
    "search_keys",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Index("ix_search_keys_stream", "stream"),
)

CERTIFICATE: Final = "certificate"
MOBILE: Final = "mobile"
DOMAIN: Final = "domain"
NUMBER: Final = "number"
NAME: Final = "name"
PERSON: Final = "person"

Key = tuple[str, str]


def project(recorded: Recorded, tables: Tables) -> None:
    """Adds what the event tells."""
    for kind, value in _keys(recorded.event):
        if value:
            tables[search_keys].put({"kind": kind, "value": value, "stream": recorded.stream})


def _keys(event: Any) -> Iterator[Key]:
    match event:
        case e.TypeDetermined(facts=facts):
            yield CERTIFICATE, facts.certificate_digest
            yield from ((DOMAIN, domain) for domain in facts.domains)
            if facts.holder is not None:
                yield PERSON, facts.holder.person
        case e.SubjectRecorded(subject=subject):
            yield from _of_subject(subject)
        case e.SiteRecorded(site=site):
            yield from ((DOMAIN, domain) for domain in site.domains)
            if site.person is not None:
                yield from _of_person(site.person)
        case (
            e.BureauApproved(subject_number=number, website_numbers=numbers)
            | e.RecordCopied(subject_number=number, website_numbers=numbers)
        ):
            yield NUMBER, number
            yield from ((NUMBER, each) for each in numbers.values())


def _of_subject(subject: Subject) -> Iterator[Key]:
    yield NAME, subject.name
    yield PERSON, subject.id
    yield from _of_person(subject.responsible)
    if subject.legal_representative is not None:
        yield PERSON, subject.legal_representative.id


def _of_person(person: Person) -> Iterator[Key]:
    yield PERSON, person.id
    yield MOBILE, person.mobile_digest


PROJECTION: Final = Projection(
    name="search_keys",
    tables=(search_keys,),
    project=project,
    names=frozenset(
        {
            "filing.type_determined",
            "filing.subject_recorded",
            "filing.site_recorded",
            "filing.bureau_approved",
            "filing.record_copied",
        }
    ),
)


def streams(
    connection: Connection, kind: str, values: Collection[str], limit: int = 100
) -> list[str]:
    """The filings that have or had one of the values."""
    query = (
        select(search_keys.c.stream)
        .where(search_keys.c.kind == kind, search_keys.c.value.in_(values))
        .distinct()
    )
    return list(connection.scalars(query.order_by(search_keys.c.stream).limit(limit)))


def values_of(connection: Connection, kind: str, streams: Collection[str]) -> set[str]:
    """The values of that kind that the filings have or had."""
    query = select(search_keys.c.value).where(
        search_keys.c.kind == kind, search_keys.c.stream.in_(streams)
    )
    return set(connection.scalars(query))


def streams_named(connection: Connection, start: str, limit: int = 100) -> list[str]:
    """The filings of units whose name starts so."""
    query = (
        select(search_keys.c.stream)
        .where(
            search_keys.c.kind == NAME,
            search_keys.c.value.startswith(start, autoescape=True),
        )
        .distinct()
    )
    return list(connection.scalars(query.order_by(search_keys.c.stream).limit(limit)))
