"""Filings for the tables of rule cases: a plain one that nobody objects to, and changes to it.

A plain filing of a unit or an individual lies in the province that the row names, with people,
domains and a record that are in order. A change is one word of ``CHANGES`` and a value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from msgspec.structs import replace

from domain.filing.facts import (
    Access,
    DomainFacts,
    LegalRepresentative,
    Person,
    PreApproval,
    Subject,
    TypeFacts,
    Website,
)
from domain.personal import Personal
from domain.reference import regions
from domain.rules.case import Case, Known
from tests.unit.filing.samples import ENTERPRISE, enterprise, hex_id, identity_number, individual

ON: Final = date(2026, 11, 26)
LANDLINES: Final = {
    "11": "010-62345678",
    "12": "022-62345678",
    "13": "0311-62345678",
    "14": "0351-6234567",
    "15": "0471-6234567",
    "21": "024-62345678",
    "22": "0431-62345678",
    "23": "0451-62345678",
    "31": "021-62345678",
    "32": "025-62345678",
    "33": "0571-62345678",
    "34": "0551-62345678",
    "35": "0591-62345678",
    "36": "0791-62345678",
    "37": "0531-62345678",
    "41": "0371-62345678",
    "42": "027-62345678",
    "43": "0731-62345678",
    "44": "0755-62345678",
    "45": "0771-6234567",
    "46": "0898-62345678",
    "50": "023-62345678",
    "51": "028-62345678",
    "52": "0851-6234567",
    "53": "0871-6234567",
    "54": "0891-6234567",
    "61": "029-62345678",
    "62": "0931-6234567",
    "63": "0971-6234567",
    "64": "0951-6234567",
    "65": "0991-6234567",
}


PLAIN_ACCESS: Final = replace(enterprise().access, modes=(3,))


@dataclass
class Filing:
    """The parts of a case, which changes turn into those of another."""

    facts: TypeFacts
    subject: Subject
    sites: list[Website]
    domains: dict[str, DomainFacts]
    known: dict[str, Any]
    accesses: dict[str, Access] = field(default_factory=dict)
    materials: set[str] = field(default_factory=set)
    on: date = ON

    def case(self) -> Case:
        """What the rules look at."""
        return Case(
            facts=self.facts,
            subject=self.subject,
            sites=tuple(self.sites),
            on=self.on,
            accesses=self.accesses,
            domains=self.domains,
            materials=frozenset(self.materials),
            known=Known(**self.known),
        )

    @property
    def province(self) -> str:
        return self.facts.region[:2]

    @property
    def access(self) -> Access:
        """The first website's access; a plain one where an earlier change took it away."""
        return self.accesses.get(self.sites[0].id, PLAIN_ACCESS)

    def person(self, **changes: Any) -> None:
        """Changes the person who is responsible for the subject."""
        self.subject = replace(
            self.subject, responsible=replace(self.subject.responsible, **changes)
        )

    def site(self, **changes: Any) -> None:
        """Changes the first website."""
        self.sites[0] = replace(self.sites[0], **changes)

    def domain(self, **changes: Any) -> None:
        """Changes what is known of the first website's domains."""
        for name in self.sites[0].domains:
            self.domains[name] = replace(self.domains[name], **changes)


def plain(province: str, nature: str) -> Filing:
    """A filing that no rule objects to, of a ``unit`` or an ``individual``."""
    sample = individual() if nature == "individual" else enterprise()
    region = _county(province)
    city = "".join(regions.path(region))
    owner = sample.subject.id
    responsible = _settled(sample.subject.responsible, province)
    subject = replace(
        sample.subject,
        responsible=responsible,
        legal_representative=None,
        certificate_address=Personal(owner, "address", f"{city}建国路8号3层301室"),
        mail_address=Personal(owner, "address", "建国路8号3层301室"),
        remark="应急联系人张三为负责人的父亲" if nature == "individual" else "",
    )
    contents = (24,) if nature == "individual" else (8,)
    site = replace(
        sample.site, contents=contents, remark="记录日常的读书心得和摘抄，供自己回看和分享。"
    )
    return Filing(
        facts=replace(sample.facts, region=region),
        subject=subject,
        sites=[site],
        domains={name: _good_domain() for name in site.domains},
        known={
            "sites": 0,
            "names": (),
            "name": subject.name,
            "persons": frozenset({responsible.certificate_digest}),
            "certificate": sample.facts.certificate_digest,
            "sites_open": True,
            "footers": True,
            "mobiles": frozenset(),
            "site_persons": frozenset(),
            "mobile_provinces": {responsible.mobile_digest: province},
        },
        accesses={site.id: PLAIN_ACCESS},
    )


def _county(province: str) -> str:
    city = regions.children(f"{province}0000")[0]
    return next(iter(regions.children(city.code)), city).code


def _settled(person: Person, province: str, born: str = "19850307") -> Person:
    number = identity_number(f"{province}0100{born}785")
    return replace(
        person,
        certificate_number=Personal(person.id, "certificate_number", number),
        certificate_digest=hex_id(number),
        office_phone=Personal(person.id, "office_phone", LANDLINES[province]),
        valid_to=None,
    )


def _good_domain() -> DomainFacts:
    return DomainFacts(
        held_by="subject",
        registrar="示例注册商",
        registrar_approved=True,
        expires_on=date(2030, 1, 1),
        real_name=True,
        real_name_on=date(2025, 1, 1),
        resolves=False,
    )


def _personal(filing: Filing, kind: str, text: str | None) -> Personal:
    return Personal(filing.subject.responsible.id, kind, text, erased=text is None)


def _born(filing: Filing, age: str) -> str:
    """A birth date (YYYYMMDD) with which one is that old on the day of the case."""
    return f"{filing.on.year - int(age)}0101"


def _age(filing: Filing, value: str) -> None:
    aged = _settled(filing.subject.responsible, filing.province, _born(filing, value))
    filing.person(certificate_number=aged.certificate_number)


def _id(filing: Filing, value: str) -> None:
    """A resident identity card of another province; ``erased``; or a certificate by its type."""
    if value == "erased":
        filing.person(certificate_number=_personal(filing, "certificate_number", None))
    elif value in {"passport", "hongkong", "foreign"}:
        kind, number = {
            "passport": (7, "E12345678"),
            "hongkong": (14, "H12345678"),
            "foreign": (30, "USA110000000001"),
        }[value]
        text = _personal(filing, "certificate_number", number)
        filing.person(certificate_type=kind, certificate_number=text)
    else:
        moved = _settled(filing.subject.responsible, value)
        filing.person(certificate_number=moved.certificate_number)


def _representative(filing: Filing, value: str) -> None:
    number = {
        "other": identity_number(f"{filing.province}010019700505311"),
        "foreign": "E12345678",
        "erased": None,
    }[value]
    owner = hex_id("legal")
    filing.subject = replace(
        filing.subject,
        legal_representative=LegalRepresentative(
            id=owner,
            name=Personal(owner, "name", "孙文"),
            certificate_number=Personal(owner, "certificate_number", number, erased=number is None),
        ),
    )


def _site_person(filing: Filing, value: str) -> None:
    """A person of the website's own: ``own``, ``same-contacts``, ``representative``,
    ``taken`` (answers for another subject's website), a province, or ``age-17``."""
    person = _settled(enterprise().sites[1].person or filing.subject.responsible, filing.province)
    number = identity_number(f"{filing.province}010019790203172")
    digits = {"representative": identity_number(f"{filing.province}010019700505311")}
    if value.startswith("age-"):
        number = identity_number(f"{filing.province}0100{_born(filing, value[4:])}172")
    elif value.isdigit():
        number = identity_number(f"{value}010019790203172")
    number = digits.get(value, number)
    person = replace(
        person,
        email=Personal(person.id, "email", "another@example.cn"),
        certificate_number=Personal(person.id, "certificate_number", number),
        certificate_digest=hex_id(number),
    )
    if value == "same-contacts":
        mobile = Personal(person.id, "mobile", filing.subject.responsible.mobile.text)
        person = replace(person, mobile=mobile)
    if value == "taken":
        filing.known["site_persons"] = frozenset({person.certificate_digest})
    filing.known["mobile_provinces"] |= {person.mobile_digest: filing.province}
    filing.site(person=person)


def _emergency(filing: Filing, value: str) -> None:
    person = filing.subject.responsible
    numbers = {"own": person.mobile.text, "erased": None, "site-person": "13700137000"}
    filing.person(emergency=_personal(filing, "emergency", numbers[value]))


def _landline(filing: Filing, value: str) -> None:
    numbers = {"mobile": "13800138000", "erased": None}
    if value == "none":
        filing.person(office_phone=None)
    else:
        text = numbers.get(value, LANDLINES.get(value, value))
        filing.person(office_phone=_personal(filing, "office_phone", text))


def _mobile(filing: Filing, value: str) -> None:
    digest = filing.subject.responsible.mobile_digest
    if value == "taken":
        filing.known["mobiles"] = frozenset({digest})
    elif value == "unknown":
        filing.known["mobile_provinces"] = {}
    else:
        filing.known["mobile_provinces"] = {digest: value}


def _sites(filing: Filing, value: str) -> None:
    """So many websites in all, each with a name, a domain and an address of its own."""
    first = filing.sites[0]
    for number in range(2, int(value) + 1):
        other = replace(
            first,
            id=hex_id(f"site {number}"),
            name=f"{first.name}{'甲乙丙丁戊己庚辛壬癸子丑寅卯'[number % 14]}{number}",
            domains=(f"example{number}.cn",),
        )
        filing.sites.append(other)
        filing.domains[other.domains[0]] = _good_domain()
        address = f"203.0.113.{number + 10}"
        filing.accesses[other.id] = replace(filing.access, ips=((address, address),))


def _domains(filing: Filing, value: str) -> None:
    """So many domains of the first website."""
    names = tuple(f"example-{number}.cn" for number in range(int(value)))
    filing.domains |= {name: _good_domain() for name in names}
    filing.site(domains=names)


def _domain(filing: Filing, value: str) -> None:
    filing.domains[value] = _good_domain()
    filing.site(domains=(value,))


def _one_address(filing: Filing, value: str) -> None:
    """So many websites, all on one address."""
    _sites(filing, value)
    filing.accesses = {site.id: filing.access for site in filing.sites}


def _same_name(filing: Filing, value: str) -> None:
    _sites(filing, value)
    filing.sites = [replace(site, name=filing.sites[0].name) for site in filing.sites]


def _held(filing: Filing, value: str) -> None:
    filing.domain(held_by=None if value == "unknown" else value)


def _real_name(filing: Filing, value: str) -> None:
    match value:
        case "none":
            filing.domain(real_name=False, real_name_on=None)
        case "unknown":
            filing.domain(real_name=None, real_name_on=None)
        case _:
            filing.domain(real_name_on=date.fromisoformat(value))


def _address(filing: Filing, value: str) -> None:
    owner = filing.subject.id
    text = None if value == "erased" else value
    address = Personal(owner, "address", text, erased=text is None)
    filing.subject = replace(filing.subject, certificate_address=address)


def _mail(filing: Filing, value: str) -> None:
    address = Personal(filing.subject.id, "address", value)
    filing.subject = replace(filing.subject, mail_address=address)


def _ends(filing: Filing, value: str) -> None:
    filing.person(long_term=False, valid_to=date.fromisoformat(value))


def _subject_ends(filing: Filing, value: str) -> None:
    end = date.fromisoformat(value)
    filing.subject = replace(filing.subject, long_term=False, valid_to=end)


def _site_person_ends(filing: Filing, value: str) -> None:
    person = filing.sites[0].person or filing.subject.responsible
    filing.site(person=replace(person, long_term=False, valid_to=date.fromisoformat(value)))


def _subject(name: str) -> Callable[[Filing, str], None]:
    def change(filing: Filing, value: str) -> None:
        filing.subject = replace(filing.subject, **{name: value})

    return change


def _fact(name: str, kind: Callable[[str], Any] = str) -> Callable[[Filing, str], None]:
    def change(filing: Filing, value: str) -> None:
        filing.facts = replace(filing.facts, **{name: kind(value)})

    return change


def _site(name: str, kind: Callable[[str], Any] = str) -> Callable[[Filing, str], None]:
    return lambda filing, value: filing.site(**{name: kind(value)})


def _known(name: str, kind: Callable[[str], Any]) -> Callable[[Filing, str], None]:
    def change(filing: Filing, value: str) -> None:
        filing.known[name] = None if value == "unknown" else kind(value)

    return change


def _is_yes(value: str) -> bool:
    return value == "yes"


def _numbers(value: str) -> tuple[int, ...]:
    return tuple(int(each) for each in value.split(","))


def _permits(value: str) -> tuple[PreApproval, ...]:
    return tuple(PreApproval(type=each, number="样例字1号") for each in _numbers(value))


def _access(filing: Filing, value: str) -> None:
    if value == "none":
        filing.accesses = {}
    else:
        changed = replace(filing.access, modes=_numbers(value))
        filing.accesses = filing.accesses | {filing.sites[0].id: changed}


CHANGES: Final[dict[str, Callable[[Filing, str], None]]] = {
    "type": _fact("outcome"),
    "region": _fact("region"),
    "nature": _fact("nature", int),
    "subject-certificate": _fact("certificate_type", int),
    "on": lambda filing, value: setattr(filing, "on", date.fromisoformat(value)),
    "unit": _subject("name"),
    "subject-remark": _subject("remark"),
    "address": _address,
    "mail": _mail,
    "representative": _representative,
    "site-person": _site_person,
    "age": _age,
    "id": _id,
    "ends": _ends,
    "subject-ends": _subject_ends,
    "site-person-ends": _site_person_ends,
    "mobile": _mobile,
    "emergency": _emergency,
    "landline": _landline,
    "sites": _sites,
    "sites-on-one-address": _one_address,
    "sites-of-one-name": _same_name,
    "domains": _domains,
    "domain": _domain,
    "held": _held,
    "real-name": _real_name,
    "expires": lambda f, v: f.domain(expires_on=None if v == "unknown" else date.fromisoformat(v)),
    "registrar": lambda f, v: f.domain(registrar_approved=None if v == "unknown" else v == "good"),
    "resolves": lambda f, v: f.domain(resolves=None if v == "unknown" else v == "yes"),
    "name": _site("name"),
    "remark": _site("remark"),
    "contents": _site("contents", _numbers),
    "permits": _site("pre_approvals", _permits),
    "access": _access,
    "scans": lambda filing, value: filing.materials.update(value.split(",")),
    "filed": _known("sites", int),
    "filed-names": _known("names", lambda value: tuple(value.split(","))),
    "filed-name": _known("name", str),
    "filed-persons": _known("persons", lambda value: frozenset(value.split(","))),
    "filed-certificate": _known("certificate", str),
    "open": _known("sites_open", _is_yes),
    "footer": _known("footers", _is_yes),
    "site-persons": _known("site_persons", lambda value: frozenset(value.split(","))),
    "mobiles": _known("mobiles", lambda value: frozenset(value.split(","))),
    "scope": _known("business_scope", str),
}
"""What may differ from the plain filing, by the word of the tables."""

NATURES: Final = {"unit": ENTERPRISE, "individual": 5}


def filing(where: str, changes: str) -> Filing:
    """The filing of a row: ``44 unit`` and ``sites=2; age=17``."""
    province, nature = where.split()
    made = plain(province, nature)
    for change in filter(None, (each.strip() for each in changes.split(";"))):
        word, _, value = change.partition("=")
        CHANGES[word](made, value)
    return made
