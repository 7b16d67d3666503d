"""The ministry (工信部) as this desk sees it: what goes out, what comes back, and the port."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias

import msgspec

from domain.filing.kinds import Kind


class MinistryUnreachable(Exception):
    """No answer, or none that can be understood; sending the same again later is safe."""


class ReportedSubject(msgspec.Struct, frozen=True):
    """Who runs the websites; for an individual ``name`` is the person's."""

    name: str
    nature: int
    certificate_type: int
    certificate_number: str

    def __repr__(self) -> str:
        # The name and the number are personal: a report that is logged shows neither.
        return f"ReportedSubject(nature={self.nature})"


class ReportedPerson(msgspec.Struct, frozen=True):
    """A person who must verify a code sent to ``mobile``."""

    person_id: str
    name: str
    mobile: str
    certificate_type: int
    certificate_number: str

    def __repr__(self) -> str:
        return f"ReportedPerson({self.person_id!r})"


class ReportedWebsite(msgspec.Struct, frozen=True):
    """A website that asks for a number, or is known by its ``number`` where the desk has it."""

    site_id: str
    name: str
    domains: tuple[str, ...]
    home_url: str
    number: str = ""


class FilingReport(msgspec.Struct, frozen=True):
    """A filing as it goes to the ministry. Reported again with one ``report_id`` it is one.

    ``province`` is the six-digit code of the subject's province; ``attempt`` counts the
    reports of one filing from 1; ``subject_number`` is the number that the subject keeps
    where it has one, ``known_numbers`` are those of its websites that the provider knows.
    ``reason`` says why something shall end.
    """

    report_id: str
    filing_id: str
    attempt: int
    province: str
    kind: Kind
    subject: ReportedSubject
    persons: tuple[ReportedPerson, ...]
    websites: tuple[ReportedWebsite, ...]
    subject_number: str | None = None
    reason: str = ""
    known_numbers: tuple[str, ...] = ()


class ReportAccepted(msgspec.Struct, frozen=True, tag="accepted"):
    """The ministry has the report; codes go out to the persons next."""

    report_id: str


class ReportRefused(msgspec.Struct, frozen=True, tag="refused"):
    """The interface refused the report with a result code of the ministry's table."""

    report_id: str
    code: int
    text: str


ReportAnswer: TypeAlias = ReportAccepted | ReportRefused


class StatusQuery(msgspec.Struct, frozen=True):
    """A look-up before a filing begins: what is filed of a certificate and of domains
    (registrable, ASCII)."""

    certificate_type: int
    certificate_number: str
    domains: tuple[str, ...]

    def __repr__(self) -> str:
        # The number may be a person's: a query that is logged does not show it.
        return f"StatusQuery({self.certificate_type}, {len(self.domains)} domains)"


class DomainStatus(msgspec.Struct, frozen=True):
    """The website number of a domain, and whether the certificate's subject is its owner.
    ``elsewhere`` says that its access is at another provider."""

    number: str
    same_owner: bool
    elsewhere: bool = False


class FilingStatus(msgspec.Struct, frozen=True):
    """What the ministry has: the subject number or None, how many websites of the subject are
    filed, the domains that are, and what stands on its black list."""

    subject_number: str | None = None
    live_sites: int = 0
    domains: dict[str, DomainStatus] = {}
    subject_blacklisted: bool = False
    domains_blacklisted: tuple[str, ...] = ()


class _Notice(msgspec.Struct, frozen=True, kw_only=True):
    """What every notice says: of which report, and when it happened (UTC)."""

    notice_id: str
    filing_id: str
    report_id: str
    at: datetime


class CodesSent(_Notice, frozen=True, kw_only=True, tag="codes_sent"):
    """Each of these persons was sent a code, valid until ``expires_at``."""

    expires_at: datetime
    person_ids: tuple[str, ...]


class CodeVerified(_Notice, frozen=True, kw_only=True, tag="code_verified"):
    """A code was verified; it may have been the code of several persons with one phone."""

    person_ids: tuple[str, ...]


class CodesFailed(_Notice, frozen=True, kw_only=True, tag="codes_failed"):
    """The verification failed: the time ran out, or too many tries were wrong."""

    cause: Literal["timeout", "attempts"]


class BureauStarted(_Notice, frozen=True, kw_only=True, tag="bureau_started"):
    """Every person verified; the provincial bureau has the filing."""


class BureauApprovedNotice(_Notice, frozen=True, kw_only=True, tag="bureau_approved"):
    """The bureau approved; ``website_numbers`` maps site id to number: given, kept, or void now."""

    subject_number: str
    website_numbers: dict[str, str]
    approved_on: date


class BureauRefused(_Notice, frozen=True, kw_only=True, tag="bureau_refused"):
    """The bureau refused with a result code and one text for the whole filing."""

    code: int
    text: str


Notice: TypeAlias = (
    CodesSent | CodeVerified | CodesFailed | BureauStarted | BureauApprovedNotice | BureauRefused
)


class MinistryGateway(Protocol):
    """The way to the ministry. Every call may raise MinistryUnreachable."""

    def report(self, report: FilingReport) -> ReportAnswer:
        """Hand a filing in; the same ``report_id`` gets the same answer and has one effect."""
        ...

    def collect(self) -> list[Notice]:
        """Notices not yet acknowledged. They may repeat and come in any order."""
        ...

    def acknowledge(self, notice_ids: list[str]) -> None:
        """These notices were dealt with; they are not handed out again."""
        ...

    def status(self, query: StatusQuery) -> FilingStatus:
        """What is filed of this certificate and these domains. Changes nothing."""
        ...
