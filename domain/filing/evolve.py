"""How each event changes a filing. Nothing is refused here: it has happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from msgspec.structs import replace

from domain.filing import links, retention
from domain.filing.events import (
    Abandoned,
    AgreementsAccepted,
    BureauApproved,
    BureauRejected,
    BureauReviewStarted,
    Claimed,
    ClaimRenewed,
    Concluded,
    Expired,
    FilingEvent,
    FilingStarted,
    FixRequested,
    HandedOver,
    IdentityAccepted,
    IdentityEvidenceExpired,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityLinkOpened,
    IdentityLinkRevoked,
    IdentityRejected,
    IdleReminderDue,
    InitialPassed,
    MaterialRead,
    MaterialsPurged,
    PublicSecurityRecorded,
    PublicSecurityReminderDue,
    RefusalMapped,
    Rejected,
    Released,
    ReportedToMiit,
    ReportFailed,
    ReviewOverdue,
    RulesChanged,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsReminderDue,
    SmsVerified,
    Submitted,
    TypeDetermined,
    WarningsAcknowledged,
    Withdrawn,
)
from domain.filing.facts import Claim, Evidence, Issue
from domain.filing.lifecycle import next_status
from domain.filing.links import Link
from domain.filing.policy import LINKS_A_DAY
from domain.filing.state import Filing, Report
from domain.filing.stated import STATEMENTS, stated, without
from domain.working_days import shanghai_date

IdentityVerdict: TypeAlias = (
    IdentityEvidenceSubmitted | IdentityAccepted | IdentityRejected | IdentityEvidenceExpired
)

_NO_STEPS = (
    ClaimRenewed
    | Expired
    | IdentityLinkOpened
    | IdentityLinkRevoked
    | IdleReminderDue
    | MaterialRead
    | MaterialsPurged
    | PublicSecurityReminderDue
    | ReviewOverdue
    | RulesChanged
    | SmsReminderDue
    | TypeDetermined
)


def replay(events: Iterable[FilingEvent]) -> Filing:
    """The state after the events, in their order."""
    filing = Filing()
    for event in events:
        filing = evolve(filing, event)
    return filing


def evolve(filing: Filing, event: FilingEvent) -> Filing:
    """The state after one more event. It only notes what happened and refuses nothing."""
    touched = replace(
        filing,
        version=filing.version + 1,
        status=next_status(filing.status, event),
        touched_at=_touched_at(filing, event),
    )
    noted = retention.noted(touched, event)
    if isinstance(event, STATEMENTS):
        return stated(noted, event)
    match event:
        case FilingStarted():
            return replace(noted, account=event.account)
        case TypeDetermined(facts=facts):
            return replace(noted, facts=facts)
        case HandedOver(to_account=account):
            return replace(noted, handed_to=account)
        case AgreementsAccepted(consents=consents):
            return replace(noted, consents=consents)
        case WarningsAcknowledged(warnings=warnings):
            new = dict.fromkeys(warnings, noted.version)
            return replace(noted, acknowledged=filing.acknowledged | new)
        case Submitted():
            return replace(
                noted,
                round=event.round,
                due_at=event.due_at,
                before_submission=filing.status,
                claim=None,
            )
        case Withdrawn() | Abandoned() | Expired():
            return replace(noted, due_at=None)
        case MaterialRead(slot=slot):
            return replace(noted, readings=filing.readings | {slot: event})
        case PublicSecurityRecorded(site=site, number=number):
            return replace(noted, public_security=filing.public_security | {site: number})
        case _:
            return _judged(noted, event)


def _touched_at(filing: Filing, event: FilingEvent) -> datetime | None:
    """When the present step began or somebody last worked on it: a reminder is nobody's
    doing, and a look at a link no work, so they move no clock."""
    lapsed = isinstance(event, IdentityEvidenceExpired) and not event.needed
    if lapsed or isinstance(event, _NO_STEPS):
        return filing.touched_at
    return getattr(event, "at", filing.touched_at)


def _judged(filing: Filing, event: FilingEvent) -> Filing:
    """What reviewers decided."""
    match event:
        case Claimed(reviewer=reviewer, until=until) | ClaimRenewed(reviewer=reviewer, until=until):
            return replace(filing, claim=Claim(reviewer, until))
        case Released():
            return replace(filing, claim=None)
        case InitialPassed(accepted=accepted, due_at=due_at):
            return replace(
                filing, claim=None, issues=(), accepted=frozenset(accepted), due_at=due_at
            )
        case Concluded(subject_number=number, website_numbers=numbers):
            return replace(
                filing,
                due_at=None,
                subject_number=number,
                website_numbers=numbers,
                filed_at=event.at,
                approved_on=shanghai_date(event.at),
            )
        case FixRequested() | Rejected():
            return replace(_with_issues(filing, event.issues), accepted=frozenset(event.accepted))
        case RefusalMapped(issues=issues):
            returned = _with_issues(filing, issues)
            flagged = {issue.target for issue in issues}
            return replace(returned, accepted=filing.accepted - flagged)
        case IdentityLinkIssued() | IdentityLinkOpened() | IdentityLinkRevoked():
            return _linked(filing, event)
        case (
            IdentityEvidenceSubmitted()
            | IdentityAccepted()
            | IdentityRejected()
            | IdentityEvidenceExpired()
        ):
            return _identified(filing, event)
        case _:
            return _reported(filing, event)


def _with_issues(filing: Filing, issues: tuple[Issue, ...]) -> Filing:
    return replace(
        filing, claim=None, issues=issues, issues_version=filing.version, answers={}, due_at=None
    )


def _linked(
    filing: Filing, event: IdentityLinkIssued | IdentityLinkOpened | IdentityLinkRevoked
) -> Filing:
    match event:
        case IdentityLinkIssued(person=person, link_digest=digest, expires_at=expires_at):
            sent = (*filing.links_sent, event.at)[-LINKS_A_DAY:] if event.ways else ()
            return replace(
                filing,
                links=filing.links | {person: Link(digest, expires_at)},
                links_sent=sent or filing.links_sent,
            )
        case IdentityLinkOpened(link_digest=digest):
            return replace(filing, links=links.with_opened(filing.links, digest))
        case IdentityLinkRevoked(person=person):
            return replace(filing, links=without(filing.links, person))


def _identified(filing: Filing, event: IdentityVerdict) -> Filing:
    match event:
        case IdentityEvidenceSubmitted(evidence=evidence, due_at=due_at):
            return replace(
                filing,
                evidence=filing.evidence | {evidence.person: evidence},
                links=_links_after(filing, evidence, event.link_digest),
                due_at=due_at,
            )
        case IdentityAccepted(person=person, due_at=due_at, complete=complete):
            judged = _with_evidence(filing, person, accepted=True)
            return replace(judged, due_at=due_at, claim=None if complete else filing.claim)
        case IdentityRejected(person=person, issues=issues):
            return _with_issues(_with_evidence(filing, person, accepted=False), issues)
        case IdentityEvidenceExpired(person=person, needed=needed):
            lapsed = _with_evidence(filing, person, expired=True)
            return replace(lapsed, due_at=None, claim=None) if needed else lapsed


def _links_after(filing: Filing, evidence: Evidence, digest: str) -> dict[str, Link]:
    """The links after a photo: the one that it came by is used, any other of the person gone."""
    link = filing.links.get(evidence.person)
    if link is None or link.digest != digest:
        return without(filing.links, evidence.person)
    return links.with_used(filing.links, digest, evidence.material.id)


def _with_evidence(filing: Filing, person: str, **changes: bool) -> Filing:
    """The person's photo judged or expired: the link that it came by is at its end."""
    changed = replace(filing.evidence[person], **changes)
    return replace(
        filing,
        evidence=filing.evidence | {person: changed},
        links=without(filing.links, person),
    )


def _reported(filing: Filing, event: FilingEvent) -> Filing:
    """What the ministry and the bureau did."""
    if isinstance(event, ReportedToMiit):
        report = Report(
            event.report, event.attempt, event.province, event.persons, event.at, filing.version
        )
        return replace(filing, report=report, issues=(), due_at=None, claim=None)
    if filing.report is None:
        return filing
    report = filing.report
    match event:
        case ReportFailed(code=code, text=text) | BureauRejected(code=code, text=text):
            report = replace(report, code=code, text=text)
            return replace(filing, report=report, due_at=None, issues=())
        case SmsDispatched(expires_at=expires_at):
            return replace(filing, report=replace(report, expires_at=expires_at))
        case SmsVerified(person=person):
            return replace(filing, report=replace(report, verified=report.verified | {person}))
        case SmsFailed(cause=cause):
            return replace(filing, report=replace(report, failure=cause))
        case SmsCompleted(due_at=due_at) | BureauReviewStarted(due_at=due_at):
            return replace(filing, due_at=due_at)
        case BureauApproved():
            return replace(
                filing,
                due_at=None,
                subject_number=event.subject_number,
                website_numbers=event.website_numbers,
                approved_on=event.approved_on,
                filed_at=event.at,
                public_security_due_on=event.public_security_due_on,
            )
        case _:
            return filing
