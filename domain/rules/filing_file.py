"""A filing written down as JSON, so that the rules can be asked about it without a database.

The shape is shown in ``docs/contributors/a-rule.md``. Websites go by their number, 1 for the
first: ``site:1.name`` and ``M05:1`` are the name and the sheet of that one.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import msgspec

from domain import domain_names
from domain.filing.facts import (
    INDIVIDUAL,
    Access,
    DomainFacts,
    LegalRepresentative,
    Person,
    PreApproval,
    Subject,
    TypeFacts,
    Website,
)
from domain.filing.kinds import NEEDS
from domain.personal import Personal
from domain.reference import provinces, tables
from domain.rules.case import Case, Known

LARGEST: Final = 1024 * 1024
MOST_SITES: Final = 100


class BadFilingFile(ValueError):
    """What was read is no filing; the message says in one line what is wrong and where."""


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class StatedPerson(_Record, frozen=True):
    """A responsible person, as typed."""

    name: str = ""
    certificate_type: int = 2
    certificate_number: str = ""
    mobile: str = ""
    emergency: str = ""
    email: str = ""
    office_phone: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False


class StatedRepresentative(_Record, frozen=True):
    """The legal representative, where another person is responsible."""

    name: str
    certificate_number: str = ""


class StatedSubject(_Record, frozen=True):
    """Who runs the websites, as typed."""

    responsible: StatedPerson
    name: str = ""
    certificate_address: str = ""
    mail_address: str = ""
    investor: str = ""
    remark: str = ""
    legal_representative: StatedRepresentative | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    long_term: bool = False


class StatedSite(_Record, frozen=True):
    """A website with its access, as typed."""

    name: str
    domains: tuple[str, ...]
    home_url: str = ""
    contents: tuple[int, ...] = ()
    languages: tuple[int, ...] = ()
    pre_approvals: tuple[PreApproval, ...] = ()
    remark: str = ""
    opened_on: date | None = None
    person: StatedPerson | None = None
    access: Access | None = None


class StatedCertificate(_Record, frozen=True):
    """The subject's certificate."""

    type: int
    number: str


class FilingFile(_Record, frozen=True):
    """The whole file. ``on`` is the day by which rules are asked, in Beijing. In ``known`` mobile
    and certificate numbers are written out, where it has their digests elsewhere."""

    on: date
    nature: int
    region: str
    certificate: StatedCertificate
    subject: StatedSubject
    sites: tuple[StatedSite, ...]
    type: str = "FIRST"
    domains: dict[str, DomainFacts] = {}
    materials: frozenset[str] = frozenset()
    known: Known = Known()


def read_case(text: bytes) -> Case:
    """The case that a JSON text of at most 1 MiB tells. Raises BadFilingFile."""
    if len(text) > LARGEST:
        raise BadFilingFile("more than 1 MiB are no filing")
    try:
        file = msgspec.json.decode(text, type=FilingFile)
    except msgspec.ValidationError as wrong:
        raise BadFilingFile(str(wrong)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise BadFilingFile(f"no JSON: {broken}") from None
    _check_codes(file)
    return _case(file)


def _check_codes(file: FilingFile) -> None:
    _require(file.type in NEEDS, f"no type of filing {file.type[:40]!r} - at `$.type`")
    natures = {row.id for row in tables.subject_types()}
    _require(file.nature in natures, f"no nature {file.nature} - at `$.nature`")
    digits = file.region.isascii() and file.region.isdigit() and len(file.region) == 6
    known = digits and f"{file.region[:2]}0000" in provinces.by_code
    _require(known, "no region code of six digits - at `$.region`")
    _require(len(file.sites) <= MOST_SITES, f"more than {MOST_SITES} websites - at `$.sites`")


def _case(file: FilingFile) -> Case:
    individual = file.nature == INDIVIDUAL
    number = file.certificate.number
    domains = tuple(_folded(name) for site in file.sites for name in site.domains)
    facts = TypeFacts(
        outcome=file.type,
        row=0,
        rule_version="",
        nature=file.nature,
        region=file.region,
        certificate_type=file.certificate.type,
        certificate_number="" if individual else number,
        holder=Personal("responsible", "certificate_number", number) if individual else None,
        certificate_digest=number,
        domains=domains,
    )
    return Case(
        facts=facts,
        subject=_subject(file.subject, individual),
        sites=tuple(_site(site, str(place)) for place, site in enumerate(file.sites, start=1)),
        on=file.on,
        accesses={
            str(place): site.access
            for place, site in enumerate(file.sites, start=1)
            if site.access is not None
        },
        domains={_folded(name): told for name, told in file.domains.items()},
        materials=file.materials,
        known=file.known,
    )


def _subject(stated: StatedSubject, individual: bool) -> Subject:
    holder = "responsible" if individual else "subject"
    representative = stated.legal_representative
    return Subject(
        id=holder,
        name="" if individual else stated.name,
        certificate_address=Personal(holder, "address", stated.certificate_address),
        mail_address=Personal(holder, "address", stated.mail_address),
        responsible=_person(stated.responsible, "responsible"),
        investor=stated.investor,
        remark=stated.remark,
        legal_representative=LegalRepresentative(
            "representative",
            Personal("representative", "name", representative.name),
            Personal("representative", "certificate_number", representative.certificate_number),
        )
        if representative is not None
        else None,
        valid_from=stated.valid_from,
        valid_to=stated.valid_to,
        long_term=stated.long_term,
    )


def _site(stated: StatedSite, site_id: str) -> Website:
    told: dict[str, Any] = msgspec.structs.asdict(stated)
    del told["access"]
    person = stated.person
    return Website(
        **told
        | {
            "id": site_id,
            "domains": tuple(_folded(name) for name in stated.domains),
            "person": _person(person, f"site-{site_id}") if person is not None else None,
        }
    )


def _person(stated: StatedPerson, person_id: str) -> Person:
    """Here the digests, by which people are found again, are the numbers themselves: nothing
    of this is stored."""
    kinds = ("name", "certificate_number", "mobile", "emergency", "email")
    values = {kind: Personal(person_id, kind, getattr(stated, kind)) for kind in kinds}
    office = stated.office_phone
    return Person(
        id=person_id,
        certificate_type=stated.certificate_type,
        mobile_digest=stated.mobile,
        office_phone=Personal(person_id, "office_phone", office) if office is not None else None,
        valid_from=stated.valid_from,
        valid_to=stated.valid_to,
        long_term=stated.long_term,
        certificate_digest=stated.certificate_number,
        **values,
    )


def _folded(name: str) -> str:
    try:
        return domain_names.parse(name).ascii
    except domain_names.NotADomainName as wrong:
        shown = name[:80].encode("unicode_escape").decode()
        raise BadFilingFile(f"{shown} is no domain ({wrong.reason})") from None


def _require(holds: bool, why: str) -> None:
    if not holds:
        raise BadFilingFile(why)
