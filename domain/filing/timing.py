"""What happens when a deadline of a filing is due. Early or repeated calls do nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from domain.filing import policy
from domain.filing.commands import MeetDeadline
from domain.filing.events import (
    Expired,
    FilingEvent,
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

PROMISED: Final[dict[str, frozenset[Status]]] = {
    "review": WAITING | {Status.REVIEWING},
    "identity": frozenset({Status.IDENTITY_REVIEW}),
    "report": frozenset({Status.READY}),
    "bureau": frozenset({Status.BUREAU_REVIEW}),
}
"""The working times that were promised, by the states in which they run."""


def decide(command: MeetDeadline, filing: Filing) -> list[FilingEvent]:
    """What a due deadline causes. ``kind`` is ``claim``, ``sms``, ``sms:<hours>``,
    ``idle:<days>``, ``overdue:<what>`` or ``public_security:<day>``."""
    kind, _, detail = command.kind.partition(":")
    match kind:
        case "claim":
            return _claim(command, filing)
        case "sms" if detail:
            return _sms_reminder(command, filing, int(detail))
        case "sms":
            return _sms(command, filing)
        case "idle":
            return _idle(command, filing, int(detail))
        case "overdue":
            return _overdue(command, filing, detail)
        case "public_security":
            return _public_security(command, filing, int(detail))
        case _:
            return []


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


def _sms_reminder(command: MeetDeadline, filing: Filing, hours: int) -> list[FilingEvent]:
    report = filing.report
    if report is None or filing.status not in VERIFYING:
        return []
    waiting = tuple(person for person in report.persons if person not in report.verified)
    return [SmsReminderDue(report.id, hours, waiting, command.at)]


def _idle(command: MeetDeadline, filing: Filing, days: int) -> list[FilingEvent]:
    since = filing.touched_at
    if since is None or not policy.idle_expires(filing):
        return []
    if command.at < since + timedelta(days=days):
        return []
    if days >= policy.IDLE_DAYS:
        return [Expired(command.at)]
    expires_on = shanghai_date(since + timedelta(days=policy.IDLE_DAYS))
    return [IdleReminderDue(days, expires_on, command.at)]


def _overdue(command: MeetDeadline, filing: Filing, what: str) -> list[FilingEvent]:
    if filing.due_at is None or command.at < filing.due_at:
        return []
    if filing.status not in PROMISED.get(what, frozenset()):
        return []
    return [ReviewOverdue(what, command.at)]


def _public_security(command: MeetDeadline, filing: Filing, day: int) -> list[FilingEvent]:
    done = filing.public_security.keys() >= filing.sites.keys()
    if filing.status is not Status.FILED or done:
        return []
    return [PublicSecurityReminderDue(day, command.at)]
