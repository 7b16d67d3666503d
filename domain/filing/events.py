"""What happened to a filing. Stored for ever: a field is never renamed, removed or reused."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from domain.filing.facts import (
    Access,
    Consent,
    Evidence,
    Issue,
    Material,
    ReadText,
    Status,
    StoredFile,
    Subject,
    TypeFacts,
    Website,
)
from domain.personal import Personal


class FilingStarted(msgspec.Struct, frozen=True):
    """An account began a filing; ``at`` starts the idle clock."""

    account: str
    at: datetime


class TypeDetermined(msgspec.Struct, frozen=True):
    """The filing type was decided; its facts are locked from here on."""

    facts: TypeFacts


class SubjectRecorded(msgspec.Struct, frozen=True):
    """The applicant stated the subject and its responsible person."""

    subject: Subject
    at: datetime


class SiteRecorded(msgspec.Struct, frozen=True):
    """The applicant stated a website, ``new`` or changed."""

    site: Website
    new: bool
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


class IssueAnswered(msgspec.Struct, frozen=True):
    """The applicant says that an issue which no field can mend is dealt with, and how."""

    issue: str
    answer: str
    at: datetime


class AgreementsAccepted(msgspec.Struct, frozen=True):
    """The agreements were accepted; kept as evidence with time and network address."""

    consents: tuple[Consent, ...]
    network_address: Personal
    at: datetime


class Submitted(msgspec.Struct, frozen=True):
    """The filing was handed in for the ``round``-th time; the review is due at ``due_at``.

    ``snapshot`` is the keyed digest of everything that was handed in.
    """

    round: int
    snapshot: str
    consents: tuple[Consent, ...]
    at: datetime
    due_at: datetime
    due_estimated: bool


class ResubmittedUnchanged(msgspec.Struct, frozen=True):
    """After a failed SMS verification the same data go to the ministry again, unreviewed."""

    at: datetime
    due_at: datetime


class Withdrawn(msgspec.Struct, frozen=True):
    """The applicant took the filing back before anybody worked on it."""

    to: Status
    at: datetime


class Abandoned(msgspec.Struct, frozen=True):
    """The applicant gave the filing up; subject and domains are free again."""

    at: datetime


class Claimed(msgspec.Struct, frozen=True):
    """A reviewer took the filing until ``until``; a lead may take it from another."""

    reviewer: str
    until: datetime
    at: datetime
    taken_from: str | None = None


class ClaimRenewed(msgspec.Struct, frozen=True):
    """The reviewer is at work, so the claim lasts longer."""

    reviewer: str
    until: datetime


class Released(msgspec.Struct, frozen=True):
    """The claim ended without a decision; ``cause`` is ``given_back`` or ``expired``."""

    reviewer: str
    cause: str
    to: Status
    at: datetime


class InitialPassed(msgspec.Struct, frozen=True):
    """The provider's review accepted all; with ``identity_needed`` the photos come next."""

    reviewer: str
    accepted: tuple[str, ...]
    identity_needed: bool
    at: datetime
    due_at: datetime
    note: str = ""


class FixRequested(msgspec.Struct, frozen=True):
    """The review found issues that the applicant can mend. ``note`` is internal."""

    reviewer: str
    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class Rejected(msgspec.Struct, frozen=True):
    """The review found a blocker. ``note`` is internal."""

    reviewer: str
    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class IdentityLinkIssued(msgspec.Struct, frozen=True):
    """A one-time link for a site person's photo; only its digest is kept.

    ``ways`` are those on which it is sent to the person (``sms``, ``mail``); without any it
    was only shown.
    """

    person: str
    link_digest: str
    expires_at: datetime
    at: datetime
    ways: tuple[str, ...] = ()


class IdentityLinkOpened(msgspec.Struct, frozen=True):
    """A site person's link was opened for the first time."""

    person: str
    link_digest: str
    at: datetime


class IdentityLinkRevoked(msgspec.Struct, frozen=True):
    """The applicant made a site person's link worthless."""

    person: str
    link_digest: str
    at: datetime


class IdentityEvidenceSubmitted(msgspec.Struct, frozen=True):
    """A site person's photo arrived; with ``complete`` every person's photo is there."""

    evidence: Evidence
    link_digest: str
    complete: bool
    at: datetime
    due_at: datetime


class IdentityAccepted(msgspec.Struct, frozen=True):
    """A reviewer accepted a photo; with ``complete`` no other is open."""

    reviewer: str
    person: str
    complete: bool
    at: datetime
    due_at: datetime


class IdentityRejected(msgspec.Struct, frozen=True):
    """A reviewer refused a photo; the site person takes a new one."""

    reviewer: str
    person: str
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class IdentityEvidenceExpired(msgspec.Struct, frozen=True):
    """Nobody judged a photo in time; with ``needed`` the person is asked for a new one."""

    person: str
    needed: bool
    at: datetime


class ReportedToMiit(msgspec.Struct, frozen=True):
    """The filing was sent on to the ministry; these persons will have to verify a code."""

    report: str
    attempt: int
    province: str
    persons: tuple[str, ...]
    officer: str
    at: datetime


class ReportFailed(msgspec.Struct, frozen=True):
    """The ministry's interface refused the report with a result code."""

    report: str
    code: int
    text: str
    at: datetime


class SmsDispatched(msgspec.Struct, frozen=True):
    """The ministry sent its codes; they are valid until ``expires_at``."""

    report: str
    persons: tuple[str, ...]
    expires_at: datetime
    at: datetime


class SmsVerified(msgspec.Struct, frozen=True):
    """A person verified the ministry's code."""

    report: str
    person: str
    at: datetime


class SmsCompleted(msgspec.Struct, frozen=True):
    """Every person verified; the bureau's review begins, usually done by ``due_at``."""

    report: str
    at: datetime
    due_at: datetime
    due_estimated: bool


class SmsFailed(msgspec.Struct, frozen=True):
    """The verification failed; ``cause`` is ``timeout`` or ``attempts``."""

    report: str
    cause: str
    at: datetime


class SmsReminderDue(msgspec.Struct, frozen=True):
    """Some persons have not verified ``hours`` after the codes were sent."""

    report: str
    hours: int
    waiting: tuple[str, ...]
    at: datetime


class BureauApproved(msgspec.Struct, frozen=True):
    """The bureau approved and gave the numbers (site id to website number)."""

    report: str
    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date
    public_security_due_on: date
    at: datetime


class BureauRejected(msgspec.Struct, frozen=True):
    """The bureau refused with a result code and one text for the whole filing."""

    report: str
    code: int
    text: str
    at: datetime


class RefusalMapped(msgspec.Struct, frozen=True):
    """A reviewer said which fields a refusal of the ministry or the bureau means."""

    reviewer: str
    issues: tuple[Issue, ...]
    at: datetime
    note: str = ""


class Expired(msgspec.Struct, frozen=True):
    """Nothing was done for too long; the data are kept and may be handed in again."""

    at: datetime


class IdleReminderDue(msgspec.Struct, frozen=True):
    """The applicant has done nothing for ``days`` days; it expires on ``expires_on``."""

    days: int
    expires_on: date
    at: datetime


class ReviewOverdue(msgspec.Struct, frozen=True):
    """A promised working time ran out; ``what`` is ``review``, ``identity``, ``report``
    or ``bureau``."""

    what: str
    at: datetime


class PublicSecurityReminderDue(msgspec.Struct, frozen=True):
    """The public-security filing is still to be done, ``day`` days after approval."""

    day: int
    at: datetime


class PublicSecurityRecorded(msgspec.Struct, frozen=True):
    """The applicant typed in a website's public-security number; ``complete`` with the last."""

    site: str
    number: str
    complete: bool
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


class MaterialsPurged(msgspec.Struct, frozen=True):
    """All scans and photos were removed, the filing having been closed for long enough.

    ``files`` are those that were destroyed, earlier ones of a slot too; their digests prove
    which they were.
    """

    slots: tuple[str, ...]
    files: tuple[StoredFile, ...]
    at: datetime


FilingEvent: TypeAlias = (
    FilingStarted
    | TypeDetermined
    | SubjectRecorded
    | SiteRecorded
    | SiteRemoved
    | AccessRecorded
    | MaterialUploaded
    | UploadLinkIssued
    | MaterialRemoved
    | IssueAnswered
    | AgreementsAccepted
    | Submitted
    | ResubmittedUnchanged
    | Withdrawn
    | Abandoned
    | Claimed
    | ClaimRenewed
    | Released
    | InitialPassed
    | FixRequested
    | Rejected
    | IdentityLinkIssued
    | IdentityLinkOpened
    | IdentityLinkRevoked
    | IdentityEvidenceSubmitted
    | IdentityAccepted
    | IdentityRejected
    | IdentityEvidenceExpired
    | ReportedToMiit
    | ReportFailed
    | SmsDispatched
    | SmsVerified
    | SmsCompleted
    | SmsFailed
    | SmsReminderDue
    | BureauApproved
    | BureauRejected
    | RefusalMapped
    | Expired
    | IdleReminderDue
    | ReviewOverdue
    | PublicSecurityReminderDue
    | PublicSecurityRecorded
    | MaterialsPurged
    | MaterialRead
)
