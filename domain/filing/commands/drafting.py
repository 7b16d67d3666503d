"""What an applicant wishes while a filing is drafted or mended."""

from __future__ import annotations

from datetime import date

from domain.command import Command
from domain.filing.facts import (
    Access,
    DomainFacts,
    Explanation,
    Material,
    OnRecord,
    ReadText,
    Subject,
    TypeFacts,
    Website,
)


class StartFiling(Command, frozen=True):
    """Begin a filing whose kind was determined; with ``on_record`` about what is registered."""

    account: str
    facts: TypeFacts
    on_record: OnRecord | None = None


class DetermineAgain(Command, frozen=True):
    """Look at the kind of the filing again, with what was looked up now."""

    facts: TypeFacts


class StateDomain(Command, frozen=True):
    """State what is known of a domain (ASCII); ``looked_up`` where a registry told it."""

    domain: str
    known: DomainFacts
    seen: int
    looked_up: bool = False


class RecordSubject(Command, frozen=True):
    """State or correct the subject and the responsible person."""

    subject: Subject
    seen: int


class RecordSite(Command, frozen=True):
    """State or correct a website; ``seen`` is 0 for a new one."""

    site: Website
    seen: int


class RemoveSite(Command, frozen=True):
    """Take a website out of the filing."""

    site: str
    seen: int


class RecordAccess(Command, frozen=True):
    """State or correct where a website runs."""

    site: str
    access: Access
    seen: int


class Explain(Command, frozen=True):
    """Say why something registered shall end."""

    explanation: Explanation
    seen: int


class UploadMaterial(Command, frozen=True):
    """Put a prepared scan into its slot; with a digest by the slot's link, without an account."""

    material: Material
    link_digest: str = ""


class IssueUploadLink(Command, frozen=True):
    """Make a one-time link by which a phone fills a slot; a new one replaces the old."""

    slot: str
    link_digest: str


class RemoveMaterial(Command, frozen=True):
    """Take a scan out of its slot."""

    slot: str


class AnswerIssue(Command, frozen=True):
    """Say how an issue was dealt with that no field can mend."""

    issue: str
    answer: str


class NoteMaterialRead(Command, frozen=True):
    """A machine read the scan of a certificate; ``material`` is the scan's id."""

    material: str
    slot: str
    texts: tuple[ReadText, ...]
    valid_to: date | None = None
    long_term: bool = False
