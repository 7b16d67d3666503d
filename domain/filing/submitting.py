"""The applicant hands the filing in, takes it back, gives it up, and finishes after approval."""

from __future__ import annotations

import re
from typing import TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import completeness, handing_over, judging, policy
from domain.filing.determining import determined_for_submission
from domain.filing.events import (
    Abandoned,
    AgreementsAccepted,
    FilingEvent,
    PublicSecurityRecorded,
    ResubmittedUnchanged,
    Submitted,
    Withdrawn,
)
from domain.filing.facts import Status
from domain.filing.policy import ensure
from domain.filing.refusals import (
    AgreementsMissing,
    Incomplete,
    IssuesOpen,
    NotAbandonable,
    NotConfirmed,
    NotEditable,
    NotFiled,
    NotWithdrawable,
    UnknownSite,
    WrongNumber,
)
from domain.filing.state import Filing
from domain.reference import agreements
from domain.refusal import StaleVersion
from domain.working_days import add_working_days, shanghai_date

SubmitCommand: TypeAlias = (
    c.AcceptAgreements
    | c.Submit
    | c.ResubmitUnchanged
    | c.Withdraw
    | c.Abandon
    | c.RecordPublicSecurityNumber
    | c.HandOver
    | c.AcknowledgeWarnings
)

_PUBLIC_SECURITY_NUMBER = re.compile(r"[\u4e00-\u9fff]公网安备\d{14}号")


def decide(command: SubmitCommand, filing: Filing) -> list[FilingEvent]:
    """What a command about the whole filing causes."""
    policy.ensure_own(command.actor, filing)
    match command:
        case c.AcceptAgreements():
            return _accept(command, filing)
        case c.Submit():
            return _submit(command, filing)
        case c.ResubmitUnchanged():
            return _resubmit_unchanged(command, filing)
        case c.Withdraw():
            return _withdraw(command, filing)
        case c.Abandon():
            return _abandon(command, filing)
        case c.RecordPublicSecurityNumber():
            return _record_number(command, filing)
        case c.HandOver():
            return handing_over.decide(command, filing)
        case c.AcknowledgeWarnings():
            return judging.acknowledge(command, filing)
        case _:
            assert_never(command)


def _ensure_ready(filing: Filing, seen: int) -> None:
    ensure(filing.status in policy.EDITABLE, NotEditable(status=filing.status))
    # Until a reviewer has said what the bureau's refusal means, there is nothing to mend.
    ensure(not policy.refusal_unmapped(filing), NotEditable(status=filing.status))
    ensure(filing.needs.reviewed, NotEditable(status=filing.status))
    ensure(filing.content_version == seen, StaleVersion(section="check"))
    issues = policy.open_issues(filing)
    ensure(not issues, IssuesOpen(issues=tuple(issue.id for issue in issues)))


def _accept(command: c.AcceptAgreements, filing: Filing) -> list[FilingEvent]:
    _ensure_ready(filing, command.seen)
    missing = completeness.missing(filing, shanghai_date(command.at))
    ensure(not missing, Incomplete(missing=missing))
    ensure(set(command.consents) == set(agreements.current_consents()), AgreementsMissing())
    if filing.consents == command.consents:
        return []
    return [AgreementsAccepted(command.consents, command.network_address, command.at)]


def _submit(command: c.Submit, filing: Filing) -> list[FilingEvent]:
    _ensure_ready(filing, command.seen)
    missing = completeness.missing(filing, shanghai_date(command.at))
    ensure(not missing, Incomplete(missing=missing))
    ensure(set(filing.consents) == set(agreements.current_consents()), AgreementsMissing())
    ensure(command.confirmed or not filing.needs.confirmed, NotConfirmed())
    determined = determined_for_submission(command, filing)
    judged = judging.judged_for_submission(command, filing)
    due, estimated = add_working_days(command.at, policy.REVIEW_DAYS, command.calendar)
    return [
        *determined,
        Submitted(
            round=filing.round + 1,
            snapshot=command.snapshot,
            consents=filing.consents,
            at=command.at,
            due_at=due,
            due_estimated=estimated,
            confirmed=command.confirmed and filing.needs.confirmed,
            rule_set=judged.findings.rule_set if judged is not None else "",
            findings=judging.noted(judged),
        ),
    ]


def _resubmit_unchanged(command: c.ResubmitUnchanged, filing: Filing) -> list[FilingEvent]:
    ensure(policy.possible(c.ResubmitUnchanged, filing), NotEditable(status=filing.status))
    unchanged = filing.report is not None and filing.content_version < filing.report.version
    ensure(unchanged, StaleVersion(section="check"))
    due, _ = add_working_days(command.at, policy.REPORT_DAYS, command.calendar)
    return [ResubmittedUnchanged(command.at, due)]


def _withdraw(command: c.Withdraw, filing: Filing) -> list[FilingEvent]:
    allowed = policy.possible(c.Withdraw, filing) and not policy.claim_is_live(filing, command.at)
    ensure(allowed, NotWithdrawable(status=filing.status))
    return [Withdrawn(_back_to(filing), command.at)]


def _back_to(filing: Filing) -> Status:
    """Where it came from; a draft where that has passed: an expired filing lives again, and a
    review that passed took the issues with it, so that a returned state would lock every
    field."""
    passed = filing.status is Status.READY
    if passed or filing.before_submission is Status.STALE:
        return Status.DRAFT
    return filing.before_submission


def _abandon(command: c.Abandon, filing: Filing) -> list[FilingEvent]:
    if filing.status is Status.ABANDONED:
        return []
    ensure(policy.possible(c.Abandon, filing), NotAbandonable(status=filing.status))
    return [Abandoned(command.at)]


def _record_number(command: c.RecordPublicSecurityNumber, filing: Filing) -> list[FilingEvent]:
    ensure(filing.status is Status.FILED, NotFiled())
    ensure(command.site in filing.sites, UnknownSite())
    number = "".join(command.number.split())
    ensure(_PUBLIC_SECURITY_NUMBER.fullmatch(number) is not None, WrongNumber())
    if filing.public_security.get(command.site) == number:
        return []
    complete = {command.site, *filing.public_security} >= filing.sites.keys()
    return [PublicSecurityRecorded(command.site, number, complete, command.at)]
