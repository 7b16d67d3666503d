"""How each event changes a filing. Nothing is refused here: it has happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from domain.filing.events import (
    Abandoned,
    AgreementsAccepted,
    BureauApproved,
    BureauRejected,
    Claimed,
    ClaimRenewed,
    Expired,
    FilingEvent,
    FilingStarted,
    FixRequested,
    IdentityAccepted,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityRejected,
    IdleReminderDue,
    InitialPassed,
    PublicSecurityRecorded,
    PublicSecurityReminderDue,
    RefusalMapped,
    Rejected,
    Released,
    ReportedToMiit,
    ReportFailed,
    ReviewOverdue,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsReminderDue,
    SmsVerified,
    Submitted,
    TypeDetermined,
    Withdrawn,
)
from domain.filing.facts import Claim, Issue
from domain.filing.lifecycle import next_status
from domain.filing.state import Filing, Link, Report
from domain.filing.stated import STATEMENTS, stated, without

_REMINDERS = (
    ClaimRenewed
    | Expired
    | IdleReminderDue
    | PublicSecurityReminderDue
    | ReviewOverdue
    | SmsReminderDue
)


def replay(events: Iterable[FilingEvent]) -> Filing:
    """The state after the events, in their order."""
    filing = Filing()
    for event in events:
        filing = evolve(filing, event)
    return filing


def evolve(filing: Filing, event: FilingEvent) -> Filing:
    """The state after one more event. It only notes what happened and refuses nothing."""
    noted = replace(
        filing,
        version=filing.version + 1,
        status=next_status(filing.status, event),
        touched_at=_touched_at(filing, event),
    )
    if isinstance(event, STATEMENTS):
        return stated(noted, event)
    match event:
        case FilingStarted():
            return replace(noted, account=event.account)
        case TypeDetermined(facts=facts):
            return replace(noted, facts=facts)
        case AgreementsAccepted(consents=consents):
            return replace(noted, consents=consents)
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
        case PublicSecurityRecorded(site=site, number=number):
            return replace(noted, public_security=filing.public_security | {site: number})
        case _:
            return _judged(noted, event)


def _touched_at(filing: Filing, event: FilingEvent) -> datetime | None:
    """When somebody last did something: a reminder is nobody's doing and moves no clock."""
    if isinstance(event, _REMINDERS):
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
        case FixRequested() | Rejected():
            return replace(_with_issues(filing, event.issues), accepted=frozenset(event.accepted))
        case RefusalMapped(issues=issues):
            returned = _with_issues(filing, issues)
            flagged = {issue.target for issue in issues}
            return replace(returned, accepted=filing.accepted - flagged)
        case (
            IdentityLinkIssued()
            | IdentityEvidenceSubmitted()
            | IdentityAccepted()
            | IdentityRejected()
        ):
            return _identified(filing, event)
        case _:
            return _reported(filing, event)


def _with_issues(filing: Filing, issues: tuple[Issue, ...]) -> Filing:
    return replace(
        filing, claim=None, issues=issues, issues_version=filing.version, answers={}, due_at=None
    )


def _identified(filing: Filing, event: FilingEvent) -> Filing:
    match event:
        case IdentityLinkIssued(person=person, link_digest=digest, expires_at=expires_at):
            return replace(filing, links=filing.links | {person: Link(digest, expires_at)})
        case IdentityEvidenceSubmitted(evidence=evidence, due_at=due_at):
            return replace(
                filing,
                evidence=filing.evidence | {evidence.person: evidence},
                links=without(filing.links, evidence.person),
                due_at=due_at,
            )
        case IdentityAccepted(person=person, due_at=due_at, complete=complete):
            accepted = replace(filing.evidence[person], accepted=True)
            return replace(
                filing,
                evidence=filing.evidence | {person: accepted},
                due_at=due_at,
                claim=None if complete else filing.claim,
            )
        case IdentityRejected(person=person, issues=issues):
            refused = replace(filing.evidence[person], accepted=False)
            return replace(
                _with_issues(filing, issues), evidence=filing.evidence | {person: refused}
            )
        case _:
            return filing


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
        case SmsCompleted(due_at=due_at):
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
