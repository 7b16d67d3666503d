"""What actors may wish of a filing. ``seen`` is the version of the section that was shown.

The commands stand in one module for each kind of work, with the names of the modules that decide
them.
"""

from __future__ import annotations

from typing import TypeAlias

from domain.filing.commands.drafting import (
    AnswerIssue,
    DetermineAgain,
    Explain,
    IssueUploadLink,
    NoteMaterialRead,
    RecordAccess,
    RecordSite,
    RecordSubject,
    RemoveMaterial,
    RemoveSite,
    StartFiling,
    StateDomain,
    UploadMaterial,
)
from domain.filing.commands.identifying import (
    DecideIdentity,
    IssueIdentityLink,
    OpenIdentityLink,
    RevokeIdentityLink,
    SubmitIdentityEvidence,
)
from domain.filing.commands.promising import (
    PromisingCommand,
)
from domain.filing.commands.reporting import (
    NoteBureauApproved,
    NoteBureauRejected,
    NoteBureauStarted,
    NoteCodesFailed,
    NoteCodesSent,
    NoteCodeVerified,
    NoteReportFailure,
    ReportFiling,
)
from domain.filing.commands.reviewing import (
    ClaimFiling,
    MapRefusal,
    PassReview,
    ReleaseFiling,
    RenewClaim,
    ReturnFiling,
)
from domain.filing.commands.submitting import (
    Abandon,
    AcceptAgreements,
    AcknowledgeWarnings,
    HandOver,
    RecordPublicSecurityNumber,
    ResubmitUnchanged,
    Submit,
    Withdraw,
)
from domain.filing.commands.timing import (
    MeetDeadline,
    NoteRulesChanged,
    PurgeMaterials,
)

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

__all__ = [
    "Abandon",
    "AcceptAgreements",
    "AcknowledgeWarnings",
    "AnswerIssue",
    "ClaimFiling",
    "DecideIdentity",
    "DetermineAgain",
    "Explain",
    "FilingCommand",
    "HandOver",
    "IssueIdentityLink",
    "IssueUploadLink",
    "MapRefusal",
    "MeetDeadline",
    "NoteBureauApproved",
    "NoteBureauRejected",
    "NoteBureauStarted",
    "NoteCodeVerified",
    "NoteCodesFailed",
    "NoteCodesSent",
    "NoteMaterialRead",
    "NoteReportFailure",
    "NoteRulesChanged",
    "OpenIdentityLink",
    "PassReview",
    "PromisingCommand",
    "PurgeMaterials",
    "RecordAccess",
    "RecordPublicSecurityNumber",
    "RecordSite",
    "RecordSubject",
    "ReleaseFiling",
    "RemoveMaterial",
    "RemoveSite",
    "RenewClaim",
    "ReportFiling",
    "ResubmitUnchanged",
    "ReturnFiling",
    "RevokeIdentityLink",
    "StartFiling",
    "StateDomain",
    "Submit",
    "SubmitIdentityEvidence",
    "UploadMaterial",
    "Withdraw",
]
