"""The values of the register: whose record it is, and what a filing came to."""

from __future__ import annotations

import enum
from datetime import date

import msgspec

from domain.filing.facts import Access, Subject, TypeFacts, Website
from domain.filing.kinds import Kind
from domain.personal import Personal


class RecordStatus(enum.StrEnum):
    """Whether the record of a subject holds. The values are stored: they never change."""

    NEW = "new"
    ACTIVE = "active"
    CANCELLED = "cancelled"


class SiteStatus(enum.StrEnum):
    """How it stands with a registered website. The values are stored: they never change.

    ``RECTIFY``: an inspection found something that is to be mended by a day. ``MOVED``: the
    website went to another subject and is registered there.
    """

    ACTIVE = "active"
    RECTIFY = "rectify"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Cause(enum.StrEnum):
    """Why something ended: the owner's filing, the bureau, or what an inspection found."""

    FILING = "filing"
    BUREAU = "bureau"
    INSPECTION = "inspection"


class Identity(msgspec.Struct, frozen=True):
    """Who the subject is by its certificate, as it was verified. Never changes in a record: another
    certificate is another subject.

    The fields are those of ``TypeFacts``; ``certificate_number`` is empty for an individual.
    """

    nature: int
    region: str
    certificate_type: int
    certificate_number: str
    holder: Personal | None
    certificate_digest: str


class Approved(msgspec.Struct, frozen=True):
    """What a filing came to: its last data, and the numbers that were given for it.

    ``record`` is the id of the record that the filing is about, empty where it makes one;
    ``record_sites`` are the websites of that record which it is about. ``to_account`` is the
    account that a whole record moves to, ``to_record`` the record that single websites move
    to. ``sites`` and ``accesses`` go by website id, ``website_numbers`` too.
    """

    filing: str
    kind: Kind
    account: str
    identity: Identity
    subject: Subject | None
    sites: dict[str, Website]
    accesses: dict[str, Access]
    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date | None
    record: str = ""
    record_sites: tuple[str, ...] = ()
    to_account: str = ""
    to_record: str = ""


class ImportedSite(msgspec.Struct, frozen=True):
    """A website of a former system with its number. ``access`` is where it runs at this provider,
    None where it does not; ``elsewhere`` says that another provider gives it access."""

    site: Website
    number: str
    access: Access | None = None
    elsewhere: bool = False


def identity_of(facts: TypeFacts) -> Identity:
    """The subject of a filing, as its type verification found it."""
    return Identity(
        nature=facts.nature,
        region=facts.region,
        certificate_type=facts.certificate_type,
        certificate_number=facts.certificate_number,
        holder=facts.holder,
        certificate_digest=facts.certificate_digest,
    )
