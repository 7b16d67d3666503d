"""A passed filing goes on to the ministry."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.command import derived_id
from domain.filing.commands import NoteReportFailure, ReportFiling
from domain.filing.events import ReportedToMiit
from domain.filing.facts import INDIVIDUAL, Status
from domain.filing.refusals import NotReportable
from domain.filing.state import Filing
from domain.roles import Actor, Role
from gateways.miit.port import (
    FilingReport,
    ReportedPerson,
    ReportedSubject,
    ReportedWebsite,
    ReportRefused,
)
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import filings
from use_cases.desk import Desk

MINISTRY: Final = Actor(id="ministry", role=Role.MINISTRY)
SEND: Final = "miit.report"
"""The kind of outbox item that carries a report out."""


def send_when_reported(recorded: Recorded) -> list[OutboxItem]:
    """A report that was recorded is sent by the worker."""
    event = recorded.event
    if not isinstance(event, ReportedToMiit):
        return []
    filing = recorded.stream.removeprefix("filing-")
    return [OutboxItem(SEND, {"filing": filing, "report": event.report})]


def report(desk: Desk, filing_id: str, *, actor: Actor, at: datetime, command_id: str) -> None:
    """Record that the filing goes to the ministry; the worker sends it after the commit.

    Raises NotReportable unless it is ready, or its last report failed.
    """
    command = ReportFiling(
        command_id=command_id, actor=actor, at=at, report=derived_id(command_id, "report")
    )
    filings.handle(desk, filing_id, command)


def send(desk: Desk, filing_id: str, report_id: str, at: datetime) -> None:
    """Hand the report to the ministry and record a refusal. Raises MinistryUnreachable.

    A report that another one has replaced is not sent.
    """
    filing = filings.open_filing(desk, filing_id).filing
    current = filing.report is not None and filing.report.id == report_id
    if not current or filing.status is not Status.REPORTED:
        return
    answer = desk.ministry.report(as_reported(filing_id, filing))
    if isinstance(answer, ReportRefused):
        command = NoteReportFailure(
            command_id=derived_id(report_id, "refused"),
            actor=MINISTRY,
            at=at,
            report=report_id,
            code=answer.code,
            text=answer.text,
        )
        filings.handle(desk, filing_id, command)


def as_reported(filing_id: str, filing: Filing) -> FilingReport:
    """The filing in the terms of the ministry's interface."""
    report, facts, subject = filing.report, filing.facts, filing.subject
    if report is None or facts is None or subject is None:
        raise NotReportable(status=filing.status)
    individual = facts.nature == INDIVIDUAL
    number = facts.holder.full if individual and facts.holder else facts.certificate_number
    people = filing.persons()
    record = filing.on_record
    numbers = record.website_numbers if record is not None else {}
    if any(person.name.erased for person in people.values()):
        raise NotReportable(status=filing.status)
    return FilingReport(
        report_id=report.id,
        filing_id=filing_id,
        attempt=report.attempt,
        province=report.province,
        kind=filing.kind,
        subject=ReportedSubject(
            name=subject.responsible.name.full if individual else subject.name,
            nature=facts.nature,
            certificate_type=facts.certificate_type,
            certificate_number=number,
        ),
        persons=tuple(
            ReportedPerson(
                person_id=person.id,
                name=person.name.full,
                mobile=person.mobile.full,
                certificate_type=person.certificate_type,
                certificate_number=person.certificate_number.full,
            )
            for person in (people[person_id] for person_id in report.persons)
        ),
        websites=tuple(
            ReportedWebsite(
                site.id, site.name, site.domains, site.home_url, numbers.get(site.id, "")
            )
            for site in filing.sites.values()
        ),
        subject_number=record.subject_number if record is not None else None,
        reason=filing.explanation.reason if filing.explanation is not None else "",
        known_numbers=tuple(numbers.values()),
    )
