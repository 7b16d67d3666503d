"""Taking a report in: once per report id, refused with a code where something forbids it."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from sqlalchemy import Row, insert, select, update

from domain.filing.facts import INDIVIDUAL
from domain.filing.kinds import NEEDS, About, Verifiers
from domain.personal import mask
from domain.reference.provinces import by_code
from domain.reference.tables import result_code
from gateways.miit.port import FilingReport, ReportAccepted, ReportAnswer, ReportRefused
from gateways.miit.sandbox import numbers, outcomes, settings
from gateways.miit.sandbox.tables import reported_numbers, reports, requests, websites
from gateways.miit.sandbox.verification import (
    VALID,
    folded,
    hand_to_bureau,
    send_codes,
    withdraw_codes,
)
from gateways.miit.sandbox.work import State, Work

BAD_CONTACT: Final = 1007
SITE_ALREADY_REPORTED: Final = 1037
OTHER_PROVINCE: Final = 1045
SITE_MISSING: Final = 1059
RECORD_MISSING: Final = 1016
_MAY_SKIP_CODES: Final = frozenset({Verifiers.CHANGED, Verifiers.NOBODY})


def take_in(work: Work, report: FilingReport) -> ReportAnswer:
    """The answer to a report. Accepted, it replaces the filing's earlier one and its codes.

    A report id that was answered before gets the same answer and has no second effect.
    """
    earlier = work.connection.execute(
        select(reports).where(reports.c.report_id == report.report_id)
    ).first()
    if earlier is not None:
        return _answer(earlier)
    code = _obstacle(work, report)
    if code is None:
        _replace_earlier(work, report.filing_id)
        if report.subject_number is not None:
            numbers.note_used(work, report.subject_number, report.known_numbers)
        if report.persons:
            _store(work, report, State.SMS)
            send_codes(work, report.filing_id, report.report_id, report.persons)
        else:
            _store(work, report, State.BUREAU)
            hand_to_bureau(work, report.filing_id, report.report_id)
        return ReportAccepted(report.report_id)
    text = result_code(code).name
    _store(work, report, State.NOT_ACCEPTED, code, text)
    return ReportRefused(report.report_id, code, text)


def _answer(row: Row[Any]) -> ReportAnswer:
    if row.state == State.NOT_ACCEPTED:
        return ReportRefused(row.report_id, row.code, row.text)
    return ReportAccepted(row.report_id)


def _obstacle(work: Work, report: FilingReport) -> int | None:
    """The result code that the report is refused with, or None."""
    behaviour = settings.read(work.connection)
    if behaviour.refuse_next is not None:
        settings.write(work.connection, msgspec.structs.replace(behaviour, refuse_next=None))
        return behaviour.refuse_next
    if report.province not in by_code:
        return OTHER_PROVINCE
    needs = NEEDS[report.kind]
    if not report.persons and needs.verifiers not in _MAY_SKIP_CODES:
        return BAD_CONTACT
    if not report.websites and needs.about is not About.EVERY_SITE:
        return SITE_MISSING
    if any(not outcomes.is_known(work, report, site) for site in report.websites):
        return RECORD_MISSING
    settled = (reports.c.filing_id == report.filing_id) & reports.c.state.in_(
        [State.BUREAU, State.APPROVED]
    )
    if work.connection.execute(select(reports.c.report_id).where(settled)).first():
        return SITE_ALREADY_REPORTED
    return None


def _replace_earlier(work: Work, filing_id: str) -> None:
    waiting = (reports.c.filing_id == filing_id) & (reports.c.state == State.SMS)
    for report_id in work.connection.scalars(select(reports.c.report_id).where(waiting)).all():
        withdraw_codes(work, report_id)
    work.connection.execute(update(reports).where(waiting).values(state=State.REPLACED))


def _store(
    work: Work, report: FilingReport, state: State, code: int | None = None, text: str = ""
) -> None:
    subject = report.subject
    personal = subject.nature == INDIVIDUAL
    number = folded(subject.certificate_number)
    work.connection.execute(
        insert(reports).values(
            report_id=report.report_id,
            filing_id=report.filing_id,
            attempt=report.attempt,
            province=report.province,
            subject_shown=mask("name", subject.name) if personal else subject.name,
            certificate_digest=work.seals.digest("certificate", number),
            kept_number=report.subject_number,
            state=state,
            code=code,
            text=text,
            received_at=work.now,
            expires_at=work.now + VALID,
        )
    )
    work.connection.execute(
        insert(requests).values(
            report_id=report.report_id, kind=report.kind.value, reason=report.reason
        )
    )
    for place, site in enumerate(report.websites):
        work.connection.execute(
            insert(websites).values(
                report_id=report.report_id,
                site_id=site.site_id,
                place=place,
                name=site.name,
                domains=" ".join(site.domains),
                home_url=site.home_url,
            )
        )
        if site.number:
            work.connection.execute(
                insert(reported_numbers).values(
                    report_id=report.report_id, site_id=site.site_id, number=site.number
                )
            )
