"""What actors may wish of a filing. ``seen`` is the version of the section that was shown."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

from domain.command import Command
from domain.filing.facts import (
    Access,
    Consent,
    DomainFacts,
    Explanation,
    FaceResult,
    Issue,
    Material,
    OnRecord,
    ReadText,
    Subject,
    TypeFacts,
    Warned,
    Website,
)
from domain.personal import Personal
from domain.rules.case import Known
from domain.working_days import BUILT_IN, Calendar


class PromisingCommand(Command, frozen=True, kw_only=True):
    """A command that leads to a promised day; ``calendar`` says which days are worked."""

    calendar: Calendar = BUILT_IN


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


class AcceptAgreements(Command, frozen=True):
    """Accept the agreements in the versions shown."""

    consents: tuple[Consent, ...]
    network_address: Personal
    seen: int


class AcknowledgeWarnings(Command, frozen=True):
    """Hand in what stands there in spite of these warnings. ``known`` is what the rules are
    asked with."""

    warnings: tuple[Warned, ...]
    known: Known


class Submit(PromisingCommand, frozen=True):
    """Hand the filing in, first or again; ``snapshot`` is the keyed digest of all data.
    ``confirmed`` for what cannot be undone; ``facts`` is what was looked up last, where the
    kind follows from it. ``known`` is what the rules are asked with; without it none is asked."""

    snapshot: str
    seen: int
    confirmed: bool = False
    facts: TypeFacts | None = None
    known: Known | None = None


class ResubmitUnchanged(PromisingCommand, frozen=True):
    """Send the same data to the ministry again after a failed SMS verification."""


class HandOver(Command, frozen=True):
    """Hand the record over to another account; ``confirmed`` because it cannot be undone."""

    to_account: str
    confirmed: bool


class Withdraw(Command, frozen=True):
    """Take the filing back."""


class Abandon(Command, frozen=True):
    """Give the filing up."""


class ClaimFiling(Command, frozen=True):
    """Take the filing for review; with ``take_over`` from another reviewer."""

    take_over: bool = False


class RenewClaim(Command, frozen=True):
    """Show that the reviewer is at work."""


class ReleaseFiling(Command, frozen=True):
    """Give the claim back."""


class PassReview(PromisingCommand, frozen=True):
    """Accept everything. ``accepted`` are the targets judged good."""

    accepted: tuple[str, ...]
    seen: int
    note: str = ""


class ReturnFiling(Command, frozen=True):
    """Return the filing with issues: to be mended, or rejected where one is a blocker."""

    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    seen: int
    note: str = ""


class IssueIdentityLink(Command, frozen=True):
    """Make a one-time link for a site person's photo; a new one replaces the old.

    ``ways`` are those on which it is sent to the person: ``sms``, ``mail``.
    """

    person: str
    link_digest: str
    ways: tuple[str, ...] = ()


class OpenIdentityLink(Command, frozen=True):
    """Look at what a link asks for."""

    person: str
    link_digest: str


class RevokeIdentityLink(Command, frozen=True):
    """Make a site person's link worthless."""

    person: str


class SubmitIdentityEvidence(PromisingCommand, frozen=True):
    """The site person's photo, by the one-time link or (no digest) by the applicant.

    ``face`` is what a face-check service said of it, where there is one.
    """

    person: str
    material: Material
    link_digest: str
    face: FaceResult | None = None


class DecideIdentity(PromisingCommand, frozen=True):
    """Accept (no issues) or refuse a site person's photo."""

    person: str
    issues: tuple[Issue, ...]
    note: str = ""


class ReportFiling(Command, frozen=True):
    """Send the filing on to the ministry."""

    report: str


class MapRefusal(Command, frozen=True):
    """Say which fields a refusal of the ministry or the bureau means."""

    issues: tuple[Issue, ...]
    note: str = ""


class NoteReportFailure(Command, frozen=True):
    """The ministry's interface refused the report."""

    report: str
    code: int
    text: str


class NoteCodesSent(Command, frozen=True):
    """The ministry sent its codes."""

    report: str
    persons: tuple[str, ...]
    expires_at: datetime


class NoteCodeVerified(PromisingCommand, frozen=True):
    """Persons verified their code."""

    report: str
    persons: tuple[str, ...]


class NoteCodesFailed(Command, frozen=True):
    """The verification failed at the ministry (``timeout`` or ``attempts``)."""

    report: str
    cause: str


class NoteBureauStarted(PromisingCommand, frozen=True):
    """The bureau has the filing."""

    report: str


class NoteBureauApproved(Command, frozen=True):
    """The bureau approved."""

    report: str
    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date


class NoteBureauRejected(Command, frozen=True):
    """The bureau refused."""

    report: str
    code: int
    text: str


class MeetDeadline(Command, frozen=True):
    """A deadline of the filing is due; ``kind`` as in the deadlines projection."""

    kind: str


class RecordPublicSecurityNumber(Command, frozen=True):
    """The public-security number of a website."""

    site: str
    number: str


class NoteMaterialRead(Command, frozen=True):
    """A machine read the scan of a certificate; ``material`` is the scan's id."""

    material: str
    slot: str
    texts: tuple[ReadText, ...]
    valid_to: date | None = None
    long_term: bool = False


class NoteRulesChanged(Command, frozen=True):
    """Rules that were published change what is found in the filing; see ``RulesChanged``."""

    proposal: str
    rules: tuple[str, ...]
    holds_on: date


class PurgeMaterials(Command, frozen=True):
    """Remove the scans of a filing that was closed at least ``kept_days`` days ago."""

    kept_days: int


FilingCommand: TypeAlias = (
    StartFiling
    | DetermineAgain
    | StateDomain
    | RecordSubject
    | RecordSite
    | RemoveSite
    | RecordAccess
    | UploadMaterial
    | IssueUploadLink
    | RemoveMaterial
    | AnswerIssue
    | AcceptAgreements
    | Submit
    | ResubmitUnchanged
    | Withdraw
    | Abandon
    | ClaimFiling
    | RenewClaim
    | ReleaseFiling
    | PassReview
    | ReturnFiling
    | IssueIdentityLink
    | OpenIdentityLink
    | RevokeIdentityLink
    | SubmitIdentityEvidence
    | DecideIdentity
    | ReportFiling
    | MapRefusal
    | NoteReportFailure
    | NoteCodesSent
    | NoteCodeVerified
    | NoteCodesFailed
    | NoteBureauStarted
    | NoteBureauApproved
    | NoteBureauRejected
    | MeetDeadline
    | RecordPublicSecurityNumber
    | PurgeMaterials
    | NoteMaterialRead
    | NoteRulesChanged
    | Explain
    | HandOver
    | AcknowledgeWarnings
)
