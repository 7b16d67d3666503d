"""Who may do what with a filing, and when. Buttons and commands ask the same functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from domain.filing import commands as c
from domain.filing import links, scope, sheets, wallet
from domain.filing.facts import Evidence, Issue, Status
from domain.filing.lifecycle import CLOSED, RETURNED, WITH_APPLICANT
from domain.filing.refusals import ClaimedByOther, NoLiveClaim, ReviewerIsApplicant
from domain.filing.state import Filing
from domain.filing.targets import ORDER, covers, material_target
from domain.refusal import NotFound, NotPermitted, Refusal
from domain.roles import Actor, Permission, may

LEASE: Final = timedelta(minutes=15)
RENEW_BELOW: Final = timedelta(minutes=10)
"""A claim is renewed only when less than this is left, so that work makes few events."""

LINK_LIFE: Final = timedelta(hours=2)
LINKS_A_DAY: Final = 10
"""How many links a filing may send as messages within 24 hours (Douyin's filing service)."""
PHOTO_LIFE: Final = timedelta(hours=72)
"""How long after it was handed in a photo may be accepted: access providers say that the
result of a face check is valid for 72 hours (Douyin's filing service; not confirmed for
photos). Once it was accepted the filing may be reported later."""
IDLE_DAYS: Final = 45
IDLE_REMINDERS: Final = (7, 15, 30)
SMS_LIFE: Final = timedelta(hours=24)
SMS_REMINDERS: Final = (12, 20)
"""Hours after the codes were sent."""
PUBLIC_SECURITY_DAYS: Final = 30
PUBLIC_SECURITY_REMINDERS: Final = (7, 15, 25, 29)
REVIEW_DAYS: Final = 2
IDENTITY_DAYS: Final = 2
REPORT_DAYS: Final = 1
BUREAU_DAYS: Final = 20
"""Working days that each hand usually takes at most."""

EDITABLE: Final = frozenset(
    {
        Status.DRAFT,
        Status.STALE,
        Status.FIX_REQUESTED,
        Status.INITIAL_REJECTED,
        Status.SMS_FAILED,
        Status.BUREAU_REJECTED,
    }
)
_FREELY_EDITABLE: Final = frozenset({Status.DRAFT, Status.STALE, Status.SMS_FAILED})

ACTIONS: Final[dict[type, frozenset[Status]]] = {
    c.RecordSubject: EDITABLE,
    c.RecordSite: EDITABLE,
    c.RemoveSite: EDITABLE,
    c.RecordAccess: EDITABLE,
    c.Explain: EDITABLE,
    c.HandOver: frozenset({Status.DRAFT, Status.STALE}),
    c.UploadMaterial: EDITABLE,
    c.IssueUploadLink: EDITABLE,
    c.RemoveMaterial: EDITABLE,
    c.AcceptAgreements: EDITABLE,
    c.AcknowledgeWarnings: EDITABLE,
    c.Submit: EDITABLE,
    c.AnswerIssue: frozenset(
        {Status.FIX_REQUESTED, Status.INITIAL_REJECTED, Status.BUREAU_REJECTED, Status.STALE}
    ),
    c.ResubmitUnchanged: frozenset({Status.SMS_FAILED}),
    c.Withdraw: frozenset({Status.SUBMITTED, Status.RESUBMITTED, Status.READY}),
    c.Abandon: RETURNED | {Status.DRAFT, Status.STALE, Status.IDENTITY_PENDING, Status.READY},
    c.ClaimFiling: frozenset(
        {
            Status.SUBMITTED,
            Status.RESUBMITTED,
            Status.REVIEWING,
            Status.IDENTITY_REVIEW,
            Status.BUREAU_REJECTED,
            Status.REPORT_FAILED,
        }
    ),
    c.PassReview: frozenset({Status.REVIEWING}),
    c.ReturnFiling: frozenset({Status.REVIEWING}),
    c.IssueIdentityLink: frozenset({Status.IDENTITY_PENDING, Status.IDENTITY_REJECTED}),
    c.RevokeIdentityLink: frozenset(
        {Status.IDENTITY_PENDING, Status.IDENTITY_REJECTED, Status.IDENTITY_REVIEW}
    ),
    c.SubmitIdentityEvidence: frozenset({Status.IDENTITY_PENDING, Status.IDENTITY_REJECTED}),
    c.DecideIdentity: frozenset({Status.IDENTITY_REVIEW}),
    c.ReportFiling: frozenset({Status.READY, Status.REPORT_FAILED}),
    c.MapRefusal: frozenset({Status.BUREAU_REJECTED, Status.REPORT_FAILED}),
    c.RecordPublicSecurityNumber: frozenset({Status.FILED}),
}
"""In which states a command is possible at all. Everything else is refused."""

PHOTOS_OPEN: Final = frozenset(
    {Status.IDENTITY_PENDING, Status.IDENTITY_REJECTED, Status.IDENTITY_REVIEW}
)
"""Where photos are collected or judged."""

ANSWERABLE: Final = frozenset(
    {
        "R-SUB-05",
        "R-SUB-06",
        "R-SUB-09",
        "R-PER-05",
        "R-PER-13",
        "R-DOM-01",
        "R-DOM-02",
        "R-DOM-03",
        "R-DOM-05",
        "R-DOM-06",
        "R-DOM-08",
        "R-SITE-10",
        "R-SITE-11",
        "R-SITE-12",
        "R-SITE-13",
        "R-SYS-01",
    }
)
"""Reasons that are dealt with outside the form, so the value itself may stay as it is."""


def ensure(holds: bool, refusal: Refusal) -> None:
    """Raise the refusal unless the rule holds."""
    if not holds:
        raise refusal


def possible(command: type, filing: Filing) -> bool:
    """Whether a command of this class fits the filing's state."""
    return filing.status in ACTIONS[command]


def ensure_own(actor: Actor, filing: Filing) -> None:
    """Only the main account that started the filing works on it; others do not learn of it."""
    ensure(actor.id == filing.account, NotFound())
    ensure(may(actor.role, Permission.FILE), NotPermitted())


def ensure_staff(actor: Actor, permission: Permission, filing: Filing) -> None:
    """The role must hold the permission, and nobody decides on a filing that they made."""
    ensure(may(actor.role, permission), NotPermitted())
    ensure(actor.id != filing.account, ReviewerIsApplicant())


def can_edit(filing: Filing, target: str) -> bool:
    """Whether the applicant may change this field or material now, in a filing of this kind."""
    if not scope.may_state(filing.needs, target):
        return False
    if filing.status in _FREELY_EDITABLE:
        return True
    if filing.status not in EDITABLE:
        return False
    return any(covers(issue.target, target) for issue in filing.issues) or _overtaken(
        filing, target
    )


def _overtaken(filing: Filing, target: str) -> bool:
    """A sheet that shows what was changed since has to be signed again, accepted or not; and a
    certificate from the wallet that was renewed since has to be scanned again."""
    head, _, slot = target.partition(":")
    if head != "material":
        return False
    return sheets.is_overtaken(filing, slot) or wallet.is_superseded(filing, slot)


def locked(filing: Filing, touched: Iterable[str]) -> str | None:
    """The first of the touched targets that may not change now, or None.

    A field that is new in a returned filing (a scan for a new person, say) is open: it
    exists only because something open was changed. What the kind does not state is locked.
    """
    known = filing.targets().keys() | {material_target(slot) for slot in filing.materials}
    for target in sorted(touched):
        stated = scope.may_state(filing.needs, target)
        if not stated or (target in known and not can_edit(filing, target)):
            return target
    return None


def is_open(filing: Filing, issue: Issue) -> bool:
    """Whether the issue is neither mended nor answered since it was raised."""
    if filing.answers.get(issue.id):
        return False
    return not any(
        version > filing.issues_version and covers(issue.target, target)
        for target, version in filing.changed.items()
    )


def open_issues(filing: Filing) -> tuple[Issue, ...]:
    """The issues that still keep the filing from being handed in again."""
    return tuple(issue for issue in filing.issues if is_open(filing, issue))


def answerable(issue: Issue) -> bool:
    """Whether an explanation may stand in for a changed value."""
    return issue.target == ORDER or issue.code in ANSWERABLE


def claim_is_live(filing: Filing, at: datetime) -> bool:
    """Whether somebody's claim has not run out."""
    return filing.claim is not None and at < filing.claim.until


def holds_claim(actor: Actor, filing: Filing, at: datetime) -> bool:
    """Whether the claim is live and this actor's."""
    claim = filing.claim
    return claim is not None and claim.reviewer == actor.id and at < claim.until


def ensure_claim(actor: Actor, filing: Filing, at: datetime) -> None:
    """A decision needs the actor's own live claim."""
    ensure(holds_claim(actor, filing, at), NoLiveClaim())


def ensure_claimable(actor: Actor, filing: Filing, at: datetime, take_over: bool) -> None:
    """A live claim of another blocks, unless a lead takes the filing over on purpose."""
    if not claim_is_live(filing, at) or holds_claim(actor, filing, at):
        return
    claim = filing.claim
    allowed = take_over and may(actor.role, Permission.TAKE_OVER)
    ensure(allowed, ClaimedByOther(until=claim.until if claim else None))


def refusal_unmapped(filing: Filing) -> bool:
    """Whether the bureau refused and no reviewer has said yet which fields that means."""
    return filing.status is Status.BUREAU_REJECTED and not filing.issues


def idle_expires(filing: Filing) -> bool:
    """Whether the idle clock runs: the applicant's move, and not expired already."""
    return filing.status in WITH_APPLICANT - {Status.STALE}


def is_closed(filing: Filing) -> bool:
    """Whether nothing more is decided about the filing."""
    return filing.status in CLOSED


def identity_missing(filing: Filing) -> tuple[str, ...]:
    """The site persons without a photo that is accepted or waits for its verdict."""
    return tuple(
        person
        for person in scope.identity_persons(filing)
        if person not in filing.evidence or _is_void(filing.evidence[person])
    )


def _is_void(evidence: Evidence) -> bool:
    return evidence.accepted is False or evidence.expired


def photo_until(evidence: Evidence) -> datetime:
    """Until when the photo may be accepted (UTC): as long as a face check vouches for it, else
    PHOTO_LIFE after it was handed in. When a camera took it nobody can prove."""
    if evidence.face is not None and evidence.face.passed:
        return evidence.face.valid_until
    return evidence.at + PHOTO_LIFE


def identity_asked(filing: Filing) -> tuple[str, ...]:
    """The site persons who may hand in a photo while photos are collected.

    One that waits for its verdict may be replaced: while another is missing nobody has
    looked at it, and after a website was taken out it may be the only one left.
    """
    return tuple(
        person
        for person in scope.identity_persons(filing)
        if person not in filing.evidence or filing.evidence[person].accepted is not True
    )


def identity_undecided(filing: Filing) -> tuple[str, ...]:
    """The site persons whose photo waits for its verdict."""
    return tuple(
        person
        for person in scope.identity_persons(filing)
        if person in filing.evidence and _waits(filing.evidence[person])
    )


def _waits(evidence: Evidence) -> bool:
    return evidence.accepted is None and not evidence.expired


def can_take_again(filing: Filing, person: str, at: datetime) -> bool:
    """Whether a photo that came by a link may be replaced by the same link: the link lives,
    and no reviewer is at work or has decided. So a warning after the upload is no dead end."""
    link = links.live(filing.links, person, at)
    return (
        link is not None
        and link.used != ""
        and filing.status in PHOTOS_OPEN
        and person in identity_undecided(filing)
        and not claim_is_live(filing, at)
    )
