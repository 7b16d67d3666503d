"""The states of a filing as one table: which event leads where.

Projections and the aggregate both ask ``next_status``, so a list and a page never disagree.
"""

from __future__ import annotations

from typing import Final

from domain.filing.events import (
    Abandoned,
    AccessRecorded,
    AgreementsAccepted,
    BureauApproved,
    BureauRejected,
    BureauReviewStarted,
    Claimed,
    Concluded,
    Expired,
    FilingEvent,
    FilingStarted,
    FixRequested,
    IdentityAccepted,
    IdentityEvidenceExpired,
    IdentityEvidenceSubmitted,
    IdentityRejected,
    InitialPassed,
    MaterialRead,
    MaterialRemoved,
    MaterialUploaded,
    RefusalMapped,
    Rejected,
    Released,
    ReportedToMiit,
    ReportFailed,
    ResubmittedUnchanged,
    SiteRecorded,
    SiteRemoved,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsVerified,
    SubjectRecorded,
    Submitted,
    TypeDetermined,
    WarningsAcknowledged,
    Withdrawn,
)
from domain.filing.facts import Status

WAITING: Final = frozenset({Status.SUBMITTED, Status.RESUBMITTED})
"""Handed in and not claimed: the reviewers' queue."""

RETURNED: Final = frozenset(
    {
        Status.FIX_REQUESTED,
        Status.INITIAL_REJECTED,
        Status.IDENTITY_REJECTED,
        Status.SMS_FAILED,
        Status.BUREAU_REJECTED,
    }
)
"""Back with the applicant, who has something to mend or to repeat."""

WITH_APPLICANT: Final = RETURNED | {Status.DRAFT, Status.STALE, Status.IDENTITY_PENDING}
"""The applicant's move: the idle clock runs (it has run out in STALE)."""

CLOSED: Final = frozenset({Status.FILED, Status.ABANDONED})

WITH_MINISTRY: Final = frozenset(
    {
        Status.REPORTED,
        Status.REPORT_FAILED,
        Status.SMS_PENDING,
        Status.SMS_PARTIAL,
        Status.SMS_FAILED,
        Status.BUREAU_REVIEW,
        Status.BUREAU_REJECTED,
        Status.FILED,
    }
)
"""States in which a notice of the ministry about the last report can still say something."""


STATED: Final = frozenset(
    {
        TypeDetermined,
        SubjectRecorded,
        SiteRecorded,
        SiteRemoved,
        AccessRecorded,
        MaterialUploaded,
        MaterialRemoved,
        MaterialRead,
        AgreementsAccepted,
        WarningsAcknowledged,
    }
)
"""What applicants put down moves no filing and is told to nobody. It is half of all events, so
who reads the whole log need not ask further about it."""


def next_status(status: Status, event: FilingEvent) -> Status:
    """The state after the event; the same state where the event changes none."""
    if type(event) in STATED:
        return status
    match event:
        case FilingStarted():
            return Status.DRAFT
        case Submitted(round=round_):
            return Status.SUBMITTED if round_ == 1 else Status.RESUBMITTED
        case Withdrawn(to=to) | Released(to=to):
            return to
        case Claimed():
            return Status.REVIEWING if status in WAITING else status
        case FixRequested():
            return Status.FIX_REQUESTED
        case Rejected():
            return Status.INITIAL_REJECTED
        case InitialPassed(identity_needed=True):
            return Status.IDENTITY_PENDING
        case InitialPassed() | ResubmittedUnchanged():
            return Status.READY
        case Abandoned():
            return Status.ABANDONED
        case Expired():
            return Status.STALE
        case _:
            return _after_identity(status, event)


def _after_identity(status: Status, event: FilingEvent) -> Status:
    match event:
        case IdentityEvidenceSubmitted(complete=complete):
            return Status.IDENTITY_REVIEW if complete else Status.IDENTITY_PENDING
        case IdentityAccepted(complete=complete):
            return Status.READY if complete else status
        case IdentityRejected():
            return Status.IDENTITY_REJECTED
        case IdentityEvidenceExpired(needed=True) if status is Status.IDENTITY_REVIEW:
            return Status.IDENTITY_PENDING
        case _:
            return _after_ministry(status, event)


def _after_ministry(status: Status, event: FilingEvent) -> Status:
    match event:
        case ReportedToMiit():
            return Status.REPORTED
        case ReportFailed():
            return Status.REPORT_FAILED
        case RefusalMapped() if status is Status.REPORT_FAILED:
            return Status.FIX_REQUESTED
        case SmsDispatched() if status in {Status.REPORTED, Status.REPORT_FAILED}:
            return Status.SMS_PENDING
        case SmsVerified() if status in {
            Status.REPORTED,
            Status.REPORT_FAILED,
            Status.SMS_PENDING,
        }:
            return Status.SMS_PARTIAL
        case SmsCompleted() | BureauReviewStarted():
            return Status.BUREAU_REVIEW
        case SmsFailed():
            return Status.SMS_FAILED
        case BureauApproved() | Concluded():
            return Status.FILED
        case BureauRejected():
            return Status.BUREAU_REJECTED
        case _:
            return status
