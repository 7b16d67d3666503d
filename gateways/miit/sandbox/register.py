"""What is filed at the simulated ministry: here, at other providers, and on the black list."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import msgspec
from sqlalchemy import Connection, Select, delete, insert, literal_column, select

from domain.filing.kinds import Kind
from domain.personal import mask
from gateways.miit.port import DomainStatus, FilingStatus, StatusQuery
from gateways.miit.sandbox import numbers, outcomes, settings
from gateways.miit.sandbox.tables import (
    blacklist,
    elsewhere,
    reports,
    subjects,
    void_numbers,
    websites,
)
from gateways.miit.sandbox.verification import folded
from gateways.miit.sandbox.work import State, Work

SUBJECT: Final = "subject"
DOMAIN: Final = "domain"
ListedKind: TypeAlias = Literal["subject", "domain"]
_SHOWN: Final = 200


class NoAnswer(Exception):
    """The ministry is set to leave look-ups unanswered."""


class AlreadyFiled(Exception):
    """The domain has a number already; the message is the domain."""


class Elsewhere(msgspec.Struct, frozen=True):
    """A domain that was filed at another provider."""

    domain: str
    number: str


class Listed(msgspec.Struct, frozen=True):
    """A line of the black list. ``value`` is the domain, or a keyed digest of the certificate
    number, which is ``shown`` with its middle hidden."""

    kind: ListedKind
    value: str
    shown: str


class _Site(msgspec.Struct, frozen=True):
    digest: str
    number: str
    elsewhere: bool


def status(work: Work, query: StatusQuery) -> FilingStatus:
    """What is filed of the certificate and of the domains. Raises NoAnswer."""
    if settings.read(work.connection).silent:
        raise NoAnswer("look-ups are not answered")
    digest = _digest(work, query.certificate_number)
    number = work.connection.scalar(
        select(subjects.c.number).where(subjects.c.certificate_digest == digest)
    )
    found = {name: _site(work, name) for name in query.domains}
    black = {(row.kind, row.value) for row in listed(work.connection)}
    return FilingStatus(
        subject_number=number,
        live_sites=_live_sites(work, digest),
        domains={
            name: DomainStatus(site.number, site.digest == digest, site.elsewhere)
            for name, site in found.items()
            if site is not None
        },
        subject_blacklisted=(SUBJECT, digest) in black,
        domains_blacklisted=tuple(name for name in query.domains if (DOMAIN, name) in black),
    )


def file_elsewhere(work: Work, certificate_number: str, province: str, domain: str) -> None:
    """Give the subject a number, and the domain (ASCII, may be empty) one under it. Raises
    AlreadyFiled."""
    if domain and _site(work, domain) is not None:
        raise AlreadyFiled(domain)
    digest = _digest(work, certificate_number)
    subject = numbers.number_of_subject(work, digest, province, None)
    if domain:
        number = numbers.number_of_website(work, subject)
        row = {"domain": domain, "certificate_digest": digest, "number": number}
        work.connection.execute(insert(elsewhere).values(row))


def filed_elsewhere(connection: Connection) -> list[Elsewhere]:
    """The last 200 domains at other providers, by name."""
    query = select(elsewhere.c.domain, elsewhere.c.number).order_by(elsewhere.c.domain)
    return [Elsewhere(*row) for row in connection.execute(query.limit(_SHOWN)).all()]


def cancel_elsewhere(work: Work, domain: str) -> None:
    """The website's number dies; the subject keeps its own."""
    work.connection.execute(delete(elsewhere).where(elsewhere.c.domain == domain))


def put_on_blacklist(work: Work, kind: ListedKind, value: str) -> None:
    """Add a domain (ASCII) or a certificate number; what is there already stays."""
    shown = value
    if kind == SUBJECT:
        shown = mask("certificate_number", folded(value))
        value = _digest(work, value)
    take_off_blacklist(work, kind, value)
    work.connection.execute(insert(blacklist).values(kind=kind, value=value, shown=shown))


def take_off_blacklist(work: Work, kind: ListedKind, value: str) -> None:
    """Remove the line with that value, if there is one."""
    same = (blacklist.c.kind == kind) & (blacklist.c.value == value)
    work.connection.execute(delete(blacklist).where(same))


def listed(connection: Connection) -> list[Listed]:
    """The whole black list."""
    query = select(blacklist.c.kind, blacklist.c.value, blacklist.c.shown)
    return [Listed(*row) for row in connection.execute(query.order_by(blacklist.c.shown)).all()]


def _digest(work: Work, certificate_number: str) -> str:
    return work.seals.digest("certificate", folded(certificate_number))


def _site(work: Work, domain: str) -> _Site | None:
    """Who has filed the domain; the desk that asks is looked at first."""
    named = (" " + websites.c.domains + " ").contains(f" {domain} ", autoescape=True)
    for row in work.connection.execute(_approved().where(named)).all():
        # An older report about the same number may name a domain that was taken away since.
        of_number = _approved().where(websites.c.number == row.number)
        newest = work.connection.execute(of_number).first()
        if newest is not None and newest.report_id == row.report_id:
            ended = outcomes.kind_of(work, row.report_id) is Kind.CANCEL_ACCESS
            return _Site(row.certificate_digest, row.number, elsewhere=ended)
    query = select(elsewhere).where(elsewhere.c.domain == domain)
    found = work.connection.execute(query).first()
    if found is None:
        return None
    return _Site(found.certificate_digest, found.number, elsewhere=True)


def _live_sites(work: Work, digest: str) -> int:
    """How many website numbers the subject has."""
    own = _approved().where(reports.c.certificate_digest == digest)
    here = {row.number for row in work.connection.execute(own).all()}
    query = select(elsewhere.c.number).where(elsewhere.c.certificate_digest == digest)
    return len(here | set(work.connection.scalars(query)))


def _approved() -> Select[tuple[str, str, str, str]]:
    """The websites of this desk whose number holds, as reported; the newest first."""
    joined = websites.join(reports, websites.c.report_id == reports.c.report_id)
    return (
        select(
            reports.c.certificate_digest,
            websites.c.number,
            websites.c.domains,
            reports.c.report_id,
        )
        .select_from(joined)
        .where(
            reports.c.state == State.APPROVED,
            websites.c.number.is_not(None),
            websites.c.number.not_in(select(void_numbers.c.number)),
        )
        .order_by(reports.c.closed_at.desc(), literal_column("reports.rowid").desc())
    )
