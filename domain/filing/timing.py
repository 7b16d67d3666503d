"""What happens when a deadline of a filing is due. Early or repeated calls do nothing.

A filing has at most one deadline of each kind: ``claim``, ``sms``, ``sms_reminder``,
``idle``, ``overdue``, ``public_security``, and ``photo:<person>`` for each photo that waits.
What exactly is due follows from the state and
the time, so a worker that was away for a week says each thing once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from domain.filing import policy, scope
from domain.filing.commands import MeetDeadline
from domain.filing.events import (
    Expired,
    FilingEvent,
    IdentityEvidenceExpired,
    IdleReminderDue,
    PublicSecurityReminderDue,
    Released,
    ReviewOverdue,
    SmsFailed,
    SmsReminderDue,
)
from domain.filing.facts import Status
from domain.filing.lifecycle import WAITING
from domain.filing.reporting import VERIFYING
from domain.filing.reviewing import released_to
from domain.filing.state import Filing
from domain.working_days import shanghai_date

PROMISED: Final[dict[Status, str]] = {
    **dict.fromkeys(WAITING | {Status.REVIEWING}, "review"),
    Status.IDENTITY_REVIEW: "identity",
    Status.READY: "report",
    Status.BUREAU_REVIEW: "bureau",
}
"""Whose promised working time runs in which state."""

PHOTO: Final = "photo:"
"""Before the id of the person whose photo expires."""

KINDS: Final = ("claim", "sms", "sms_reminder", "idle", "overdue", "public_security")


def decide(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    """What the due deadline of that kind causes."""
    match command.kind:
        case "claim":
            return _claim(command, filing)
        case "sms":
            return _sms(command, filing)
        case "sms_reminder":
            return _sms_reminder(command, filing)
        case "idle":
            return _idle(command, filing)
        case "overdue":
            return _overdue(command, filing)
        case "public_security":
            return _public_security(command, filing)
        case kind if kind.startswith(PHOTO):
            return _photo(command, filing)
        case _:
            return []


def _photo(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    """The photo expires wherever the filing stands by now; a new one is only asked for where
    photos are collected or judged, and of somebody who still answers for a website."""
    person = command.kind.removeprefix(PHOTO)
    evidence = filing.evidence.get(person)
    if evidence is None or evidence.accepted is not None or evidence.expired:
        return []
    if command.at < policy.photo_until(evidence):
        return []
    needed = filing.status in policy.PHOTOS_OPEN and person in scope.identity_persons(filing)
    return [IdentityEvidenceExpired(person, needed, command.at)]


def _latest(steps: tuple[int, ...], passed: float) -> int | None:
    """The last of the rising steps that has been reached."""
    reached = [step for step in steps if step <= passed]
    return reached[-1] if reached else None


def _claim(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    if filing.claim is None or policy.claim_is_live(filing, command.at):
        return []
    return [Released(filing.claim.reviewer, "expired", released_to(filing), command.at)]


def _sms(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    report = filing.report
    if report is None or report.expires_at is None or filing.status not in VERIFYING:
        return []
    if command.at < report.expires_at:
        return []
    return [SmsFailed(report.id, "timeout", command.at)]


def _sms_reminder(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    report = filing.report
    if report is None or report.expires_at is None or filing.status not in VERIFYING:
        return []
    since = report.expires_at - policy.SMS_LIFE
    hours = _latest(policy.SMS_REMINDERS, (command.at - since) / timedelta(hours=1))
    if hours is None:
        return []
    waiting = tuple(person for person in report.persons if person not in report.verified)
    return [SmsReminderDue(report.id, hours, waiting, command.at)]


def _idle(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    since = filing.touched_at
    if since is None or not policy.idle_expires(filing):
        return []
    passed = (command.at - since) / timedelta(days=1)
    if passed >= policy.IDLE_DAYS:
        return [Expired(command.at)]
    days = _latest(policy.IDLE_REMINDERS, passed)
    if days is None:
        return []
    expires_on = shanghai_date(since + timedelta(days=policy.IDLE_DAYS))
    return [IdleReminderDue(days, expires_on, command.at)]


def _overdue(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    what = PROMISED.get(filing.status)
    if what is None or filing.due_at is None or command.at < filing.due_at:
        return []
    return [ReviewOverdue(what, command.at)]


def _public_security(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    done = filing.public_security.keys() >= filing.sites.keys()
    if filing.public_security_due_on is None or filing.filed_at is None or done:
        return []
    passed = (command.at - filing.filed_at) / timedelta(days=1)
    day = _latest(policy.PUBLIC_SECURITY_REMINDERS, passed)
    return [] if day is None else [PublicSecurityReminderDue(day, command.at)]
