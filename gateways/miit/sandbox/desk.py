"""The provincial bureau's desk: what lies on it, approving and refusing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, func, select, update

from domain.filing.kinds import Kind
from domain.reference.tables import ResultCode, result_codes
from domain.working_days import SHANGHAI
from gateways.miit.port import BureauApprovedNotice, BureauRefused
from gateways.miit.sandbox import notices, outcomes, settings
from gateways.miit.sandbox.tables import challenges, reports, websites
from gateways.miit.sandbox.work import State, Work

_SHOWN = 200
_FIRST_REFUSAL, _LAST_REFUSAL = 1002, 1066


class NotOnTheDesk(Exception):
    """The bureau can't decide on this report: it is not, or no longer, under its review."""


class DeskSite(msgspec.Struct, frozen=True):
    """A website of a report; ``number`` is empty until the bureau approved."""

    name: str
    domains: str
    home_url: str
    number: str


class DeskReport(msgspec.Struct, frozen=True):
    """A report as the desk shows it, nothing personal unmasked."""

    report_id: str
    filing_id: str
    attempt: int
    province: str
    subject: str
    state: State
    cause: str
    code: int | None
    text: str
    wrong: int
    phones: int
    verified: int
    received_at: datetime
    expires_at: datetime
    subject_number: str
    sites: tuple[DeskSite, ...]
    kind: Kind


def refusal_codes() -> tuple[ResultCode, ...]:
    """The result codes that a bureau may refuse a filing with."""
    return tuple(
        row
        for row in result_codes("icp")
        if _FIRST_REFUSAL <= row.code <= _LAST_REFUSAL and row.action != "ok"
    )


def newest(work: Work) -> list[DeskReport]:
    """The last 200 reports: those under review first, then newest first."""
    waiting = reports.c.state == State.BUREAU
    query = select(reports).order_by(waiting.desc(), reports.c.received_at.desc()).limit(_SHOWN)
    return [_shown(work, row) for row in work.connection.execute(query).all()]


def one(work: Work, report_id: str) -> DeskReport | None:
    """One report, or None where there is no such."""
    row = _find(work, report_id)
    return None if row is None else _shown(work, row)


def approve(work: Work, report_id: str) -> None:
    """Allocate, keep or void the numbers and give notice. Approving twice does nothing more.

    Refuses with NotOnTheDesk where the report is not under review.
    """
    row = _on_the_desk(work, report_id, State.APPROVED)
    if row is None:
        return
    subject, given = outcomes.carry_out(work, row)
    _close(work, report_id, state=State.APPROVED, subject_number=subject)
    head = notices.heading(work, row.filing_id, report_id)
    notices.give(
        work,
        BureauApprovedNotice(
            **head,
            subject_number=subject,
            website_numbers=given,
            approved_on=work.now.astimezone(SHANGHAI).date(),
        ),
    )


def refuse(work: Work, report_id: str, code: int, text: str) -> None:
    """Refuse with a code of ``refusal_codes`` and a text; refusing twice does nothing more.

    Refuses with NotOnTheDesk where the report is not under review, and with ValueError a
    code that is no refusal.
    """
    if code not in {row.code for row in refusal_codes()}:
        raise ValueError(f"{code} is not a code to refuse with")
    row = _on_the_desk(work, report_id, State.REFUSED)
    if row is None:
        return
    _close(work, report_id, state=State.REFUSED, code=code, text=text)
    head = notices.heading(work, row.filing_id, report_id)
    notices.give(work, BureauRefused(**head, code=code, text=text))


def approve_by_itself(work: Work) -> None:
    """Approve what has waited as long as the behaviour says, if it says so."""
    seconds = settings.read(work.connection).approve_after
    if seconds is None:
        return
    waited = (reports.c.state == State.BUREAU) & (
        reports.c.bureau_at <= work.now - timedelta(seconds=seconds)
    )
    for report_id in work.connection.scalars(select(reports.c.report_id).where(waited)).all():
        approve(work, report_id)


def _find(work: Work, report_id: str) -> Row[Any] | None:
    return work.connection.execute(select(reports).where(reports.c.report_id == report_id)).first()


def _on_the_desk(work: Work, report_id: str, already: State) -> Row[Any] | None:
    """The report to decide on; None where the same was decided before."""
    row = _find(work, report_id)
    if row is not None and row.state == already:
        return None
    if row is None or row.state != State.BUREAU:
        raise NotOnTheDesk(report_id)
    return row


def _close(work: Work, report_id: str, **changes: object) -> None:
    closing = update(reports).where(reports.c.report_id == report_id)
    work.connection.execute(closing.values(closed_at=work.now, **changes))


def _sites(work: Work, report_id: str) -> list[Row[Any]]:
    same = websites.c.report_id == report_id
    query = select(websites).where(same).order_by(websites.c.place)
    return list(work.connection.execute(query).all())


def _shown(work: Work, row: Row[Any]) -> DeskReport:
    counts = select(func.count(), func.count(challenges.c.verified_at))
    phones, verified = work.connection.execute(
        counts.where(challenges.c.report_id == row.report_id)
    ).one()
    return DeskReport(
        report_id=row.report_id,
        filing_id=row.filing_id,
        attempt=row.attempt,
        province=row.province,
        subject=row.subject_shown,
        state=State(row.state),
        cause=row.cause,
        code=row.code,
        text=row.text,
        wrong=row.wrong,
        phones=phones,
        verified=verified,
        received_at=row.received_at,
        expires_at=row.expires_at,
        subject_number=row.subject_number or "",
        sites=tuple(
            DeskSite(site.name, site.domains, site.home_url, site.number or "")
            for site in _sites(work, row.report_id)
        ),
        kind=outcomes.kind_of(work, row.report_id),
    )
