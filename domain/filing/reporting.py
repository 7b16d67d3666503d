"""What goes to the ministry and what comes back.

Notices may come twice, late or in the wrong order. Each says something about one report,
and a later stage outranks an earlier one: a decision of the bureau over its start, the
start (or every code verified) over a failed verification, that over a part of it. So the
end state depends on which notices came and not on their order.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import policy, scope
from domain.filing.events import (
    BureauApproved,
    BureauRejected,
    BureauReviewStarted,
    FilingEvent,
    ReportedToMiit,
    ReportFailed,
    SmsCompleted,
    SmsDispatched,
    SmsFailed,
    SmsVerified,
)
from domain.filing.facts import Status
from domain.filing.lifecycle import WITH_MINISTRY
from domain.filing.policy import ensure
from domain.filing.refusals import NotReportable
from domain.filing.state import Filing, Report
from domain.reference import regions
from domain.roles import Permission
from domain.working_days import add_working_days, shanghai_date

NoticeCommand: TypeAlias = (
    c.NoteReportFailure
    | c.NoteCodesSent
    | c.NoteCodeVerified
    | c.NoteCodesFailed
    | c.NoteBureauStarted
    | c.NoteBureauApproved
    | c.NoteBureauRejected
)
ReportCommand: TypeAlias = c.ReportFiling | NoticeCommand

VERIFYING: Final = frozenset(
    {Status.REPORTED, Status.REPORT_FAILED, Status.SMS_PENDING, Status.SMS_PARTIAL}
)
WITH_BUREAU: Final = frozenset({Status.BUREAU_REVIEW, Status.BUREAU_REJECTED, Status.FILED})


def decide(command: ReportCommand, filing: Filing) -> list[FilingEvent]:
    """What a report, or a notice about it, causes. A notice about an older report: nothing."""
    if isinstance(command, c.ReportFiling):
        return _report(command, filing)
    report = filing.report
    if report is None or report.id != command.report or filing.status not in WITH_MINISTRY:
        return []
    match command:
        case c.NoteReportFailure():
            return _failed(command, filing)
        case c.NoteCodesSent():
            return _codes_sent(command, filing, report)
        case c.NoteCodeVerified():
            return _verified(command, filing, report)
        case c.NoteCodesFailed():
            return _codes_failed(command, filing)
        case c.NoteBureauStarted():
            return [] if filing.status in WITH_BUREAU else [_with_bureau(command, report)]
        case c.NoteBureauApproved():
            return _approved(command, filing)
        case c.NoteBureauRejected():
            return _rejected(command, filing)
        case _:
            assert_never(command)


def _report(command: c.ReportFiling, filing: Filing) -> list[FilingEvent]:
    policy.ensure_staff(command.actor, Permission.REPORT, filing)
    ensure(policy.possible(c.ReportFiling, filing), NotReportable(status=filing.status))
    if filing.facts is None:
        raise NotReportable(status=filing.status)
    return [
        ReportedToMiit(
            report=command.report,
            attempt=filing.report.attempt + 1 if filing.report else 1,
            province=regions.province_of(filing.facts.region),
            persons=tuple(scope.verifiers(filing)),
            officer=command.actor.id,
            at=command.at,
        )
    ]


def _failed(command: c.NoteReportFailure, filing: Filing) -> list[FilingEvent]:
    if filing.status is not Status.REPORTED:
        return []
    return [ReportFailed(command.report, command.code, command.text, command.at)]


def _codes_sent(command: c.NoteCodesSent, filing: Filing, report: Report) -> list[FilingEvent]:
    if report.expires_at is not None or filing.status not in VERIFYING:
        return []
    return [SmsDispatched(command.report, command.persons, command.expires_at, command.at)]


def _verified(command: c.NoteCodeVerified, filing: Filing, report: Report) -> list[FilingEvent]:
    new = [p for p in report.persons if p in command.persons and p not in report.verified]
    events: list[FilingEvent] = [SmsVerified(command.report, p, command.at) for p in new]
    everybody = report.verified.union(new).issuperset(report.persons)
    if new and everybody and filing.status not in WITH_BUREAU:
        events.append(_completed(command))
    return events


def _completed(command: c.NoteCodeVerified | c.NoteBureauStarted) -> SmsCompleted:
    due, estimated = add_working_days(command.at, policy.BUREAU_DAYS, command.calendar)
    return SmsCompleted(command.report, command.at, due, estimated)


def _with_bureau(command: c.NoteBureauStarted, report: Report) -> FilingEvent:
    completed = _completed(command)
    if report.persons:
        return completed
    return BureauReviewStarted(
        completed.report, completed.at, completed.due_at, completed.due_estimated
    )


def _codes_failed(command: c.NoteCodesFailed, filing: Filing) -> list[FilingEvent]:
    if filing.status not in VERIFYING:
        return []
    return [SmsFailed(command.report, command.cause, command.at)]


def _approved(command: c.NoteBureauApproved, filing: Filing) -> list[FilingEvent]:
    if filing.status is Status.FILED:
        return []
    return [
        BureauApproved(
            report=command.report,
            subject_number=command.subject_number,
            website_numbers=command.website_numbers,
            approved_on=command.approved_on,
            public_security_due_on=_public_security_due_on(command, filing),
            at=command.at,
        )
    ]


def _public_security_due_on(command: c.NoteBureauApproved, filing: Filing) -> date | None:
    """Until when new websites are filed with the police; nothing is due for known ones."""
    if not filing.needs.opens_sites:
        return None
    opened = [site.opened_on for site in filing.sites.values() if site.opened_on is not None]
    first = max([shanghai_date(command.at), *opened])
    return first + timedelta(days=policy.PUBLIC_SECURITY_DAYS)


def _rejected(command: c.NoteBureauRejected, filing: Filing) -> list[FilingEvent]:
    if filing.status in {Status.BUREAU_REJECTED, Status.FILED}:
        return []
    return [BureauRejected(command.report, command.code, command.text, command.at)]
