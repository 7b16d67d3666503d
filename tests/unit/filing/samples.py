"""Plausible subjects, websites and scans of nobody: an individual and an enterprise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from domain.command import derived_id
from domain.filing.facts import (
    INDIVIDUAL,
    Access,
    LegalRepresentative,
    Material,
    Person,
    StoredFile,
    Subject,
    TypeFacts,
    Website,
)
from domain.personal import Personal
from domain.reference import provinces

ENTERPRISE = 4
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(body: str) -> str:
    """An identity card number from its first 17 digits (GB 11643: weights, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def hex_id(name: str) -> str:
    """An id of 32 hexadecimal digits that differs with the name."""
    return derived_id(name, "sample")


def person(
    name: str, person_id: str, number: str, mobile: str, *, emergency: str = "010-62345678"
) -> Person:
    """A person with an identity card that is valid for long."""

    def personal(kind: str, text: str) -> Personal:
        return Personal(person_id, kind, text)

    return Person(
        id=person_id,
        name=personal("name", name),
        certificate_type=2,
        certificate_number=personal("certificate_number", number),
        mobile=personal("mobile", mobile),
        mobile_digest=f"digest of {mobile}",
        emergency=personal("emergency", emergency),
        email=personal("email", "someone@example.cn"),
        valid_from=date(2016, 3, 7),
        long_term=True,
        certificate_digest=hex_id(number),
    )


LIN = person("林晓雨", hex_id("lin"), identity_number("44000019900307851"), "13800138000")
ZHAO = person("赵明", hex_id("zhao"), identity_number("11000019851120301"), "13900139000")
QIAN = person("钱立", hex_id("qian"), identity_number("11000019791001722"), "13700137000")


@dataclass(frozen=True)
class Sample:
    """Everything that an applicant states, scans apart."""

    facts: TypeFacts
    subject: Subject
    sites: tuple[Website, ...]
    access: Access

    @property
    def site(self) -> Website:
        """The first website."""
        return self.sites[0]


CLOUD = Access(
    ips=(("203.0.113.8", "203.0.113.8"),),
    modes=(5,),
    server_places=(provinces.province("440000").server_location_id,),
)


def website(name: str, domain: str, *, site_id: str, person: Person | None = None) -> Website:
    """A website of a company (or, without a person, of whoever is responsible)."""
    return Website(
        id=hex_id(site_id),
        name=name,
        domains=(domain,),
        home_url=f"www.{domain}",
        contents=(6,),
        languages=(1,),
        person=person,
    )


def individual() -> Sample:
    """A natural person in Shenzhen with one website; one telephone, so one code."""
    facts = TypeFacts(
        outcome="FIRST",
        row=13,
        rule_version="2026-11-01",
        nature=INDIVIDUAL,
        region="440305",
        certificate_type=2,
        certificate_number="",
        holder=Personal(LIN.id, "certificate_number", LIN.certificate_number.text),
        certificate_digest="digest of Lin's number",
        domains=("example.cn",),
    )
    subject = Subject(
        id=LIN.id,
        name="",
        certificate_address=Personal(LIN.id, "address", "广东省深圳市南山区科苑路8号"),
        mail_address=Personal(LIN.id, "address", "科苑路8号3栋1201室"),
        responsible=LIN,
    )
    return Sample(facts, subject, (website("晓雨的读书笔记", "example.cn", site_id="s1"),), CLOUD)


def enterprise() -> Sample:
    """A company in Beijing with two websites and a second person for one: two codes."""
    subject_id = hex_id("company")
    facts = TypeFacts(
        outcome="FIRST",
        row=13,
        rule_version="2026-11-01",
        nature=ENTERPRISE,
        region="110105",
        certificate_type=1,
        certificate_number="91350100M000100Y43",
        holder=None,
        certificate_digest="digest of the company's number",
        domains=("example.com", "example.com.cn"),
    )
    subject = Subject(
        id=subject_id,
        name="示例科技有限公司",
        certificate_address=Personal(subject_id, "address", "北京市朝阳区建国路1号"),
        mail_address=Personal(subject_id, "address", "建国路1号3层301室"),
        responsible=ZHAO,
        investor="示例投资有限公司",
        legal_representative=LegalRepresentative(
            id=hex_id("legal"),
            name=Personal(hex_id("legal"), "name", "孙文"),
            certificate_number=Personal(
                hex_id("legal"), "certificate_number", identity_number("11000019700505311")
            ),
        ),
        valid_from=date(2015, 6, 1),
        long_term=True,
    )
    sites = (
        website("示例科技官方网站", "example.com", site_id="s1"),
        website("示例产品中心", "example.com.cn", site_id="s2", person=QIAN),
    )
    return Sample(facts, subject, sites, CLOUD)


def scan(slot: str, owner: str, version: int = 1) -> Material:
    """A scan in a slot; another ``version`` is another picture."""
    name = f"{slot}/{version}"
    return Material(
        id=hex_id(name),
        slot=slot,
        owner=owner,
        view=StoredFile(hex_id(f"view {name}"), 120_000, "a" * 64),
        thumbnail=StoredFile(hex_id(f"small {name}"), 9_000, "b" * 64),
        width=1600,
        height=1000,
        original_format="JPEG",
    )


def led_by_its_representative() -> Sample:
    """The company, whose legal representative answers for it, as Beijing asks. Of its two
    responsible persons both have the same e-mail, of which the rules warn."""
    sample = enterprise()
    return replace(
        sample, subject=msgspec.structs.replace(sample.subject, legal_representative=None)
    )


def two_contacts() -> Sample:
    """The same company, where nothing is to be said against the two persons either."""
    sample = led_by_its_representative()
    first, second = sample.sites
    email = Personal(QIAN.id, "email", "qian@example.cn")
    own = msgspec.structs.replace(QIAN, email=email)
    return replace(sample, sites=(first, msgspec.structs.replace(second, person=own)))
