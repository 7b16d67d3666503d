"""Reviewers take filings and decide on every field and material."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import policy, scope
from domain.filing.events import (
    Claimed,
    ClaimRenewed,
    Concluded,
    FilingEvent,
    FixRequested,
    InitialPassed,
    RefusalMapped,
    Rejected,
    Released,
)
from domain.filing.facts import Issue, Severity, Status
from domain.filing.policy import ensure
from domain.filing.refusals import (
    NotReviewable,
    UnknownReason,
    VerdictsContradict,
    VerdictsMissing,
)
from domain.filing.state import Filing
from domain.filing.targets import covers
from domain.reference import reasons
from domain.refusal import StaleVersion
from domain.roles import Permission
from domain.working_days import add_working_days

ReviewCommand: TypeAlias = (
    c.ClaimFiling | c.RenewClaim | c.ReleaseFiling | c.PassReview | c.ReturnFiling | c.MapRefusal
)


def decide(command: ReviewCommand, filing: Filing) -> list[FilingEvent]:
    """What a reviewer's command causes. Decisions need the reviewer's own live claim."""
    permission = Permission.MAP_REFUSALS if isinstance(command, c.MapRefusal) else Permission.REVIEW
    policy.ensure_staff(command.actor, permission, filing)
    match command:
        case c.ClaimFiling():
            return _claim(command, filing)
        case c.RenewClaim():
            return _renew(command, filing)
        case c.ReleaseFiling():
            return _release(command, filing)
        case c.PassReview():
            return _pass(command, filing)
        case c.ReturnFiling():
            return _return(command, filing)
        case c.MapRefusal():
            return _map(command, filing)
        case _:
            assert_never(command)


def ensure_reasons(issues: tuple[Issue, ...]) -> None:
    """Every issue's code must stand in the reason catalogue."""
    for issue in issues:
        ensure(reasons.known(issue.code), UnknownReason(code=issue.code))


def _claim(command: c.ClaimFiling, filing: Filing) -> list[FilingEvent]:
    mapped = filing.status is Status.BUREAU_REJECTED and not policy.refusal_unmapped(filing)
    claimable = policy.possible(c.ClaimFiling, filing) and not mapped
    ensure(claimable, NotReviewable(status=filing.status))
    policy.ensure_claimable(command.actor, filing, command.at, command.take_over)
    if policy.holds_claim(command.actor, filing, command.at):
        return []
    before = (
        filing.claim.reviewer if policy.claim_is_live(filing, command.at) and filing.claim else None
    )
    return [Claimed(command.actor.id, command.at + policy.LEASE, command.at, taken_from=before)]


def _renew(command: c.RenewClaim, filing: Filing) -> list[FilingEvent]:
    policy.ensure_claim(command.actor, filing, command.at)
    claim = filing.claim
    if claim is None or claim.until - command.at > policy.RENEW_BELOW:
        return []
    return [ClaimRenewed(command.actor.id, command.at + policy.LEASE)]


def _release(command: c.ReleaseFiling, filing: Filing) -> list[FilingEvent]:
    if filing.claim is None or filing.claim.reviewer != command.actor.id:
        return []
    return [Released(command.actor.id, "given_back", released_to(filing), command.at)]


def released_to(filing: Filing) -> Status:
    """Where a filing goes when its claim ends without a decision."""
    if filing.status is not Status.REVIEWING:
        return filing.status
    return Status.SUBMITTED if filing.round == 1 else Status.RESUBMITTED


def _ensure_decidable(command: c.PassReview | c.ReturnFiling, filing: Filing) -> None:
    policy.ensure_claim(command.actor, filing, command.at)
    ensure(policy.possible(type(command), filing), NotReviewable(status=filing.status))
    ensure(filing.content_version == command.seen, StaleVersion(section="review"))


def _pass(command: c.PassReview, filing: Filing) -> list[FilingEvent]:
    _ensure_decidable(command, filing)
    judged = tuple(scope.judged(filing))
    unjudged = tuple(target for target in judged if target not in command.accepted)
    ensure(not unjudged, VerdictsMissing(targets=unjudged))
    needed = bool(policy.identity_missing(filing) or policy.identity_undecided(filing))
    due, _ = add_working_days(command.at, policy.REPORT_DAYS, command.calendar)
    passed = InitialPassed(
        reviewer=command.actor.id,
        accepted=judged,
        identity_needed=needed,
        at=command.at,
        due_at=due,
        note=command.note,
    )
    return [passed] if filing.needs.reported else [passed, _concluded(filing, command)]


def _concluded(filing: Filing, command: c.PassReview) -> Concluded:
    record = filing.on_record
    if record is None:
        number = filing.facts.subject_number if filing.facts is not None else ""
        return Concluded(number, {}, command.at)
    return Concluded(record.subject_number, record.website_numbers, command.at)


def _return(command: c.ReturnFiling, filing: Filing) -> list[FilingEvent]:
    _ensure_decidable(command, filing)
    issues = command.issues
    ensure(bool(issues), VerdictsContradict())
    ensure_reasons(issues)
    judged = scope.judged(filing)
    unjudged = tuple(
        target
        for target in judged
        if target not in command.accepted
        and not any(covers(issue.target, target) for issue in issues)
    )
    ensure(not unjudged, VerdictsMissing(targets=unjudged))
    flagged = {issue.target for issue in issues}
    accepted = tuple(t for t in judged if t in command.accepted and t not in flagged)
    blocked = any(issue.severity is Severity.BLOCKER for issue in issues)
    outcome = Rejected if blocked else FixRequested
    return [outcome(command.actor.id, accepted, issues, command.at, command.note)]


def _map(command: c.MapRefusal, filing: Filing) -> list[FilingEvent]:
    policy.ensure_claim(command.actor, filing, command.at)
    unmapped = policy.possible(c.MapRefusal, filing) and not filing.issues
    ensure(unmapped, NotReviewable(status=filing.status))
    ensure(bool(command.issues), VerdictsContradict())
    ensure_reasons(command.issues)
    return [RefusalMapped(command.actor.id, command.issues, command.at, command.note)]
