"""What an approval does to the ministry's records, by the kind of filing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, delete, select, update

from domain.filing.kinds import NEEDS, Effect, Kind
from gateways.miit.port import FilingReport, ReportedWebsite
from gateways.miit.sandbox import numbers
from gateways.miit.sandbox.tables import (
    elsewhere,
    reported_numbers,
    requests,
    subjects,
    void_numbers,
    websites,
)
from gateways.miit.sandbox.work import Work

_NEW_NUMBERS = frozenset({Effect.REGISTER, Effect.ADD_SITES, Effect.MOVE_SITES})


def kind_of(work: Work, report_id: str) -> Kind:
    """What kind of filing a report is."""
    query = select(requests.c.kind).where(requests.c.report_id == report_id)
    return Kind(work.connection.scalar(query) or Kind.FIRST)


def is_known(work: Work, report: FilingReport, site: ReportedWebsite) -> bool:
    """Whether a website that has a number by the kind of the filing is found by it, or by one
    of its domains at another provider."""
    if NEEDS[report.kind].effect in _NEW_NUMBERS - {Effect.MOVE_SITES}:
        return True
    number = site.number or _number_elsewhere(work, site.domains)
    return bool(number) and not _is_void(work, number)


def carry_out(work: Work, report: Row[Any]) -> tuple[str, dict[str, str]]:
    """The subject's number and those of the websites (by id), given, kept or void from now on."""
    kind = kind_of(work, report.report_id)
    effect = NEEDS[kind].effect
    subject = numbers.number_of_subject(
        work, report.certificate_digest, report.province, report.kept_number
    )
    before = _numbers_before(work, report.report_id)
    if effect in _NEW_NUMBERS:
        given = {site: numbers.number_of_website(work, subject) for site in before}
    else:
        given = before
    if effect in {Effect.CANCEL_SITES, Effect.CANCEL_SUBJECT, Effect.MOVE_SITES}:
        _void(work, before)
    if effect is Effect.CANCEL_SUBJECT:
        _forget(work, report.certificate_digest)
    for site, number in given.items():
        same = (websites.c.report_id == report.report_id) & (websites.c.site_id == site)
        work.connection.execute(update(websites).where(same).values(number=number))
    return subject, given


def _numbers_before(work: Work, report_id: str) -> dict[str, str]:
    """The number that each website had before, empty for a new one; in the order reported."""
    query = select(reported_numbers).where(reported_numbers.c.report_id == report_id)
    told = {row.site_id: row.number for row in work.connection.execute(query)}
    same = websites.c.report_id == report_id
    sites = work.connection.execute(select(websites).where(same).order_by(websites.c.place))
    return {
        site.site_id: told.get(site.site_id) or _number_elsewhere(work, tuple(site.domains.split()))
        for site in sites.all()
    }


def _number_elsewhere(work: Work, domains: tuple[str, ...]) -> str:
    query = select(elsewhere.c.number).where(elsewhere.c.domain.in_(domains))
    return work.connection.scalar(query) or ""


def _is_void(work: Work, number: str) -> bool:
    query = select(void_numbers.c.number).where(void_numbers.c.number == number)
    return work.connection.scalar(query) is not None


def _void(work: Work, given: dict[str, str]) -> None:
    """The numbers die, here and at other providers; they never come back."""
    for number in filter(None, given.values()):
        if not _is_void(work, number):
            work.connection.execute(void_numbers.insert().values(number=number))
        work.connection.execute(delete(elsewhere).where(elsewhere.c.number == number))


def _forget(work: Work, certificate: str) -> None:
    """The subject's number dies with all its websites, those at other providers too."""
    query = select(elsewhere.c.number).where(elsewhere.c.certificate_digest == certificate)
    _void(work, {number: number for number in work.connection.scalars(query).all()})
    work.connection.execute(delete(subjects).where(subjects.c.certificate_digest == certificate))
