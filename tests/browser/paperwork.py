"""What applicants have on their desks: made-up papers that pass the rules, new ones each time."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace

from domain.personal import mask
from use_cases.demo.samples import credit_code, identity_number

_NUMBERS = itertools.count(1001)


@dataclass(frozen=True)
class PersonPapers:
    """A person who answers for something."""

    name: str
    certificate: str
    mobile: str
    emergency: str
    email: str

    @property
    def masked_mobile(self) -> str:
        return f"{self.mobile[:3]}****{self.mobile[-4:]}"


@dataclass(frozen=True)
class Papers:
    """What one first filing needs. ``site_person`` is None where one person answers for all."""

    place: tuple[str, ...]
    nature: str
    certificate: str
    number: str
    domain: str
    site_name: str
    subject_name: str
    contents: str
    responsible: PersonPapers
    site_person: PersonPapers | None = None

    @property
    def is_person(self) -> bool:
        return self.nature == "个人"

    @property
    def title(self) -> str:
        """How staff call the filing: the subject's name, that of a person masked."""
        return self.subject_name or mask("name", self.responsible.name)

    @property
    def site_persons(self) -> tuple[PersonPapers, ...]:
        """Whose photo is wanted."""
        return (self.site_person or self.responsible,)

    def with_two_persons(self) -> Papers:
        return replace(self, site_person=_person(self.responsible.certificate[:6], "周测试"))


def individual() -> Papers:
    """Somebody in Guangdong, where the subject's number goes below the page."""
    person = _person("440000", "陈示例")
    return Papers(
        place=("广东省", "广州市", "天河区"),
        nature="个人",
        certificate="居民身份证",
        number=person.certificate,
        domain=f"geren-{person.mobile[-4:]}.cn",
        site_name="骑行见闻",
        subject_name="",
        contents="博客/个人空间",
        responsible=person,
    )


def enterprise() -> Papers:
    """A company in Zhejiang, whose director answers for it."""
    person = _person("330000", "赵示例")
    tail = person.mobile[-4:]
    return Papers(
        place=("浙江省", "杭州市", "西湖区"),
        nature="企业",
        certificate="营业执照（个人或企业）",
        number=credit_code(random.Random(tail), "91", "330000"),
        domain=f"qiye-{tail}.cn",
        site_name=f"云帆科技{tail}官网",
        subject_name=f"浙江云帆科技{tail}有限公司",
        contents="单位门户网站",
        responsible=person,
    )


def _person(province: str, name: str) -> PersonPapers:
    tail = next(_NUMBERS)
    return PersonPapers(
        name=name,
        certificate=identity_number(random.Random(tail), province),
        mobile=f"1381234{tail}",
        emergency=f"1391234{tail}",
        email=f"u{tail}@example.com",
    )
