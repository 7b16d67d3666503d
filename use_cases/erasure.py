"""Erasing a person: recorded first, then the key of everything personal is destroyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from domain.access.commands import ErasePerson
from domain.command import derived_id
from domain.filing import policy
from domain.personal import Personal
from domain.refusal import Refusal
from domain.roles import Actor
from projections import search_keys
from use_cases import access_records, filings
from use_cases.desk import Desk

_MOST_FILINGS: Final = 10_000


class UnknownPerson(Refusal):
    """No filing names such a person."""


class FilingsOpen(Refusal):
    """Filings that still need the person's data are not closed (fact: ``filings``, their ids)."""


class Known(NamedTuple):
    """A person of a filing: ``part`` is subject, responsible, legal or site."""

    id: str
    part: str
    name: Personal | None


def erase(
    desk: Desk,
    person: str,
    reason: str,
    *,
    force: bool,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> Sequence[str]:
    """Destroy what is personal to the person, for good; the ids of the filings concerned.

    Backups of the key database hold the key until they go, and another process may still
    have it in memory for half a minute. Refuses with UnknownPerson, with FilingsOpen unless
    ``force``, with ReasonMissing, and with NotPermitted.
    """
    with desk.unit.reading() as connection:
        streams = search_keys.streams(connection, search_keys.PERSON, [person], _MOST_FILINGS)
    if not streams:
        raise UnknownPerson
    found = [stream.removeprefix("filing-") for stream in streams]
    open_ones = [each for each in found if not _is_closed(desk, each)]
    if open_ones and not force:
        raise FilingsOpen(filings=tuple(open_ones))
    for filing_id in found:
        command = ErasePerson(
            command_id=derived_id(command_id, filing_id),
            actor=actor,
            at=at,
            filing=filing_id,
            person=person,
            reason=reason,
        )
        access_records.record(desk, access_records.stream_of(filing_id), command)
    desk.vault.erase(person)
    return found


def persons_of(desk: Desk, filing_id: str) -> Iterator[Known]:
    """The persons of a filing as it is now, each once. Raises NotFound."""
    filing = filings.open_filing(desk, filing_id).filing
    subject = filing.subject
    if subject is not None:
        responsible = subject.responsible
        if subject.id != responsible.id:
            yield Known(subject.id, "subject", None)
        yield Known(responsible.id, "responsible", responsible.name)
        legal = subject.legal_representative
        if legal is not None and legal.id != responsible.id:
            yield Known(legal.id, "legal", legal.name)
    for site in filing.sites.values():
        if site.person is not None:
            yield Known(site.person.id, "site", site.person.name)


def _is_closed(desk: Desk, filing_id: str) -> bool:
    return policy.is_closed(filings.open_filing(desk, filing_id).filing)
