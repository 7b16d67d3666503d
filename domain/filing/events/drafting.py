"""What an applicant states and uploads while a filing is drafted or mended."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from domain.filing.facts import (
    Access,
    DomainFacts,
    Explanation,
    Material,
    ReadText,
    Subject,
    TypeFacts,
    Website,
)


class FilingStarted(msgspec.Struct, frozen=True):
    """An account began a filing; ``at`` starts the idle clock."""

    account: str
    at: datetime


class TypeDetermined(msgspec.Struct, frozen=True):
    """The filing type was decided; what the applicant stated for it is locked from here on.

    Decided again, with newer look-ups, it has the time ``at`` which that was.
    """

    facts: TypeFacts
    at: datetime | None = None


class SubjectRecorded(msgspec.Struct, frozen=True):
    """The applicant stated the subject and its responsible person."""

    subject: Subject
    at: datetime


class SiteRecorded(msgspec.Struct, frozen=True):
    """The applicant stated a website, ``new`` or changed."""

    site: Website
    new: bool
    at: datetime


class RecordCopied(msgspec.Struct, frozen=True):
    """Subject, websites and accesses that were recorded so far are copies of the register's;
    from here on they are compared with it. Website id to number, as they stand there."""

    subject_number: str
    website_numbers: dict[str, str]
    at: datetime


class Explained(msgspec.Struct, frozen=True):
    """The applicant said why something registered shall end."""

    explanation: Explanation
    at: datetime


class SiteRemoved(msgspec.Struct, frozen=True):
    """The applicant took a website out of the filing."""

    site: str
    at: datetime


class AccessRecorded(msgspec.Struct, frozen=True):
    """The applicant stated where a website runs."""

    site: str
    access: Access
    at: datetime


class DomainStated(msgspec.Struct, frozen=True):
    """What is known of a domain (ASCII), as the applicant says or a registry told."""

    domain: str
    known: DomainFacts
    at: datetime
    looked_up: bool = False


class MaterialUploaded(msgspec.Struct, frozen=True):
    """A scan was accepted into its slot, replacing an earlier one. ``link_digest`` is that of
    the link by which it came from a phone."""

    material: Material
    at: datetime
    link_digest: str = ""


class UploadLinkIssued(msgspec.Struct, frozen=True):
    """A one-time link by which a phone fills a slot; only its digest is kept."""

    slot: str
    link_digest: str
    expires_at: datetime
    at: datetime


class MaterialRemoved(msgspec.Struct, frozen=True):
    """The applicant took a scan out of its slot."""

    slot: str
    at: datetime


class MaterialRead(msgspec.Struct, frozen=True):
    """A machine read the scan of a certificate (``material`` is its id). What it read is no
    statement of the applicant's: it is only compared and offered."""

    material: str
    slot: str
    texts: tuple[ReadText, ...]
    at: datetime
    valid_to: date | None = None
    long_term: bool = False


class IssueAnswered(msgspec.Struct, frozen=True):
    """The applicant says that an issue which no field can mend is dealt with, and how."""

    issue: str
    answer: str
    at: datetime
