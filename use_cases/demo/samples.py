"""Made-up subjects, persons and websites that pass the field rules."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from domain.filing.facts import (
    INDIVIDUAL,
    Access,
    LegalRepresentative,
    Person,
    Subject,
    TypeFacts,
    Website,
)
from domain.personal import Personal
from domain.reference import provinces, regions
from domain.rules.case import Case, Known
from domain.rules.findings import find
from domain.rules.rule_files import built_in

Digest = Callable[[str, str], str]
"""The vault's blind index: (kind, text) -> hex."""

ENTERPRISE: Final = 4
INSTITUTION: Final = 3
_SURNAMES: Final = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_GIVEN: Final = ("示例", "测试", "样本", "演示", "范例", "虚构")
_TRADES: Final = (
    "云帆科技",
    "青禾农业",
    "远山文化",
    "晨星教育",
    "海棠设计",
    "松果物流",
    "白鹭旅游",
)
_TOPICS: Final = ("读书笔记", "摄影手记", "园艺日记", "骑行见闻", "厨房小记")
_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORG_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_ORG_CHECKS: Final = "0123456789X"


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything that one filing needs, before ids are given."""

    facts: TypeFacts
    subject: Subject
    site: Website
    access: Access


def identity_number(rng: random.Random, province: str) -> str:
    """An identity number of an adult with a right check digit and nobody's region."""
    born = date(1960, 1, 1) + timedelta(days=rng.randrange(15_000))
    body = f"{province[:2]}0000{born:%Y%m%d}{rng.randrange(1000):03d}"
    total = sum(int(d) * w for d, w in zip(body, _ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def credit_code(rng: random.Random, head: str, province: str) -> str:
    """A credit code with right check characters, for authority and category ``head``."""
    body = "".join(rng.choice(_CREDIT_ALPHABET[:10]) for _ in range(6))
    org = f"MA{body}"
    values = [int(character, 36) for character in org]
    rest = (11 - sum(v * w for v, w in zip(values, _ORG_WEIGHTS, strict=True)) % 11) % 11
    first = f"{head}{province[:2]}0000{org}{_ORG_CHECKS[rest]}"
    total = sum(_CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first))
    return first + _CREDIT_ALPHABET[(31 - total % 31) % 31]


def make(
    seed: str, ids: Callable[[str], str], digest: Digest, *, two_persons: bool = False
) -> Sample:
    """A sample that is always the same for the same seed; ``ids`` gives the id of a purpose.

    With ``two_persons`` it is a unit whose website has a responsible person of its own. No rule
    of its province stops it.
    """
    seeds = (f"{seed}/{attempt}" if attempt else seed for attempt in itertools.count())
    drawn = (_drawn(each, ids, digest, two_persons) for each in seeds)
    return next(sample for sample in drawn if not _is_stopped(sample))


def _is_stopped(sample: Sample) -> bool:
    rules = built_in()
    case = Case(
        facts=sample.facts,
        subject=sample.subject,
        sites=(sample.site,),
        on=rules.reviewed_on,
        accesses={sample.site.id: sample.access},
        known=Known(sites=0, names=()),
    )
    return bool(find(case, rules).of("hard"))


def _drawn(seed: str, ids: Callable[[str], str], digest: Digest, two_persons: bool) -> Sample:
    # The numbers are for show and must come again, so no secret randomness is wanted.
    rng = random.Random(seed)  # noqa: S311
    province = rng.choice(provinces.provinces()).code
    weights = (0 if two_persons else 4, 5, 1)
    nature = rng.choices((INDIVIDUAL, ENTERPRISE, INSTITUTION), weights)[0]
    domain = f"shili-{rng.randrange(10**9):09d}.cn"
    responsible = _person(rng, ids("responsible"), province, digest)
    facts = _facts(rng, nature, province, domain, responsible, digest)
    subject = _subject(rng, nature, province, ids("subject"), responsible)
    site = _website(rng, nature, domain, ids("site"), subject)
    if two_persons:
        site = replace(site, person=_person(rng, ids("site person"), province, digest))
    return Sample(facts, subject, site, _access(rng))


def _person(rng: random.Random, person: str, province: str, digest: Digest) -> Person:
    mobile = f"138{rng.randrange(10**8):08d}"
    emergency = f"139{rng.randrange(10**8):08d}"
    number = identity_number(rng, province)

    def own(kind: str, text: str) -> Personal:
        return Personal(person, kind, text)

    return Person(
        id=person,
        name=own("name", rng.choice(_SURNAMES) + rng.choice(_GIVEN)),
        certificate_type=2,
        certificate_number=own("certificate_number", number),
        mobile=own("mobile", mobile),
        mobile_digest=digest("mobile", mobile),
        emergency=own("emergency", emergency),
        email=own("email", f"u{rng.randrange(10**9)}@example.com"),
        long_term=True,
        certificate_digest=digest("certificate_number", f"2:{number}"),
    )


def _facts(
    rng: random.Random,
    nature: int,
    province: str,
    domain: str,
    responsible: Person,
    digest: Digest,
) -> TypeFacts:
    if nature == INDIVIDUAL:
        certificate_type, number = 2, responsible.certificate_number.full
    elif nature == ENTERPRISE:
        certificate_type, number = 1, credit_code(rng, "91", province)
    else:
        certificate_type, number = 4, credit_code(rng, "12", province)
    return TypeFacts(
        outcome="FIRST",
        row=13,
        rule_version="2026-11-01",
        nature=nature,
        region=_county(rng, province),
        certificate_type=certificate_type,
        certificate_number="" if nature == INDIVIDUAL else number,
        holder=responsible.certificate_number if nature == INDIVIDUAL else None,
        certificate_digest=digest("certificate_number", f"{certificate_type}:{number}"),
        domains=(domain,),
    )


def _county(rng: random.Random, code: str) -> str:
    below = regions.children(code)
    return _county(rng, rng.choice(below).code) if below else code


def _subject(
    rng: random.Random, nature: int, province: str, subject_id: str, responsible: Person
) -> Subject:
    individual = nature == INDIVIDUAL
    owner = responsible.id if individual else subject_id
    street = f"示例路{rng.randrange(1, 999)}号{rng.randrange(1, 30)}楼{rng.randrange(101, 999)}室"
    place = provinces.province(province).short
    name = "" if individual else f"{place}{rng.choice(_TRADES)}{rng.randrange(10000):04d}有限公司"
    if nature == INSTITUTION:
        name = f"{place}示例研究院{rng.randrange(10000):04d}"
    apart = not individual and rng.random() < 0.3
    representative = _representative(rng, f"{subject_id}l", province) if apart else None
    return Subject(
        id=owner,
        name=name,
        certificate_address=Personal(owner, "address", f"示例大道{rng.randrange(1, 500)}号"),
        mail_address=Personal(owner, "address", street),
        responsible=responsible,
        investor=name,
        legal_representative=representative,
        long_term=not individual,
    )


def _representative(rng: random.Random, person: str, province: str) -> LegalRepresentative:
    return LegalRepresentative(
        person,
        Personal(person, "name", rng.choice(_SURNAMES) + rng.choice(_GIVEN)),
        Personal(person, "certificate_number", identity_number(rng, province)),
    )


def _website(
    rng: random.Random, nature: int, domain: str, site_id: str, subject: Subject
) -> Website:
    individual = nature == INDIVIDUAL
    return Website(
        id=site_id,
        name=rng.choice(_TOPICS) if individual else f"{subject.name[:20]}官网",
        domains=(domain,),
        home_url=f"www.{domain}",
        contents=(6,) if individual else (8,),
        languages=(1,),
        remark="",
    )


def _access(rng: random.Random) -> Access:
    address = f"203.0.113.{rng.randrange(1, 255)}"
    return Access(ips=((address, address),), modes=(5,), server_places=(rng.choice((2, 5, 26)),))
