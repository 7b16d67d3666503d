"""What happened to a filing. Stored for ever: a field is never renamed, removed or reused.

The events stand in one module for each kind of work, with the names of the modules that decide
them.
"""

from __future__ import annotations

from typing import TypeAlias

from domain.filing.events.drafting import (
    AccessRecorded,
    DomainStated,
    Explained,
    FilingStarted,
    IssueAnswered,
    MaterialRead,
    MaterialRemoved,
    MaterialUploaded,
    RecordCopied,
    SiteRecorded,
    SiteRemoved,
    SubjectRecorded,
    TypeDetermined,
    UploadLinkIssued,
)
from domain.filing.events.identifying import (
    IdentityAccepted,
    IdentityEvidenceExpired,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityLinkOpened,
    IdentityLinkRevoked,
    IdentityRejected,
)
from domain.filing.events.reporting import (
    BureauApproved,
    BureauRejected,
    BureauReviewStarted,
    ReportedToMiit,
    ReportFailed,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsVerified,
)
from domain.filing.events.reviewing import (
    Claimed,
    ClaimRenewed,
    Concluded,
    FixRequested,
    InitialPassed,
    RefusalMapped,
    Rejected,
    Released,
)
from domain.filing.events.submitting import (
    Abandoned,
    AgreementsAccepted,
    HandedOver,
    PublicSecurityRecorded,
    ResubmittedUnchanged,
    Submitted,
    WarningsAcknowledged,
    Withdrawn,
)
from domain.filing.events.timing import (
    Expired,
    IdleReminderDue,
    MaterialsPurged,
    PublicSecurityReminderDue,
    ReviewOverdue,
    RulesChanged,
    SmsReminderDue,
)

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
    | RulesChanged
    | PublicSecurityReminderDue
    | PublicSecurityRecorded
    | MaterialsPurged
    | MaterialRead
    | RecordCopied
    | Explained
    | DomainStated
    | BureauReviewStarted
    | Concluded
    | HandedOver
    | WarningsAcknowledged
)

__all__ = [
    "Abandoned",
    "AccessRecorded",
    "AgreementsAccepted",
    "BureauApproved",
    "BureauRejected",
    "BureauReviewStarted",
    "ClaimRenewed",
    "Claimed",
    "Concluded",
    "DomainStated",
    "Expired",
    "Explained",
    "FilingEvent",
    "FilingStarted",
    "FixRequested",
    "HandedOver",
    "IdentityAccepted",
    "IdentityEvidenceExpired",
    "IdentityEvidenceSubmitted",
    "IdentityLinkIssued",
    "IdentityLinkOpened",
    "IdentityLinkRevoked",
    "IdentityRejected",
    "IdleReminderDue",
    "InitialPassed",
    "IssueAnswered",
    "MaterialRead",
    "MaterialRemoved",
    "MaterialUploaded",
    "MaterialsPurged",
    "PublicSecurityRecorded",
    "PublicSecurityReminderDue",
    "RecordCopied",
    "RefusalMapped",
    "Rejected",
    "Released",
    "ReportFailed",
    "ReportedToMiit",
    "ResubmittedUnchanged",
    "ReviewOverdue",
    "RulesChanged",
    "SiteRecorded",
    "SiteRemoved",
    "SmsCompleted",
    "SmsDispatched",
    "SmsFailed",
    "SmsReminderDue",
    "SmsVerified",
    "SubjectRecorded",
    "Submitted",
    "TypeDetermined",
    "UploadLinkIssued",
    "WarningsAcknowledged",
    "Withdrawn",
]
