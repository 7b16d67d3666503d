"""Each question of the rule book, on data that it finds something in and on neighbours."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.rules.answers import CANNOT_TELL
from domain.rules.case import Case
from domain.rules.predicates import PREDICATES
from tests.unit.filing.samples import enterprise, individual

ON = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("check", "params", "changes", "targets"),
    [
        ("site_name_not_of_unit", {"unless": ""}, {"name": "示例科技官网"}, []),
        ("site_name_not_of_unit", {"unless": ""}, {"name": "白鹭旅行"}, ["site:{site}.name"]),
        (
            "domain_under",
            {"suffixes": ("gov.cn",)},
            {"domains": ("a.gov.cn",)},
            ["site:{site}.domains"],
        ),
        ("domain_under", {"suffixes": ("gov.cn",)}, {"domains": ("agov.cn",)}, []),
        ("site_has_own_person", {}, {}, []),
        ("domains_at_least", {"count": 2}, {}, ["order"]),
        ("domains_at_least", {"count": 3}, {}, []),
        ("total_sites_at_least", {"count": 2}, {}, ["order"]),
        ("representative_is_another", {}, {}, ["responsible.name"]),
    ],
)
def test_a_predicate_looks_at_the_data(
    check: str, params: dict[str, Any], changes: dict[str, Any], targets: list[str]
) -> None:
    sample = enterprise()
    site = msgspec.structs.replace(sample.site, **changes)
    case = Case(sample.facts, sample.subject, sample.sites, ON, site)
    answer = PREDICATES[check](case, **params)
    assert isinstance(answer, tuple)
    assert [hit.target for hit in answer] == [each.format(site=site.id) for each in targets]


@pytest.mark.parametrize(
    ("check", "params", "on", "region", "expected"),
    [
        ("person_from_elsewhere", {"role": "responsible"}, ON, "440305", False),
        ("person_from_elsewhere", {"role": "responsible"}, ON, "110105", True),
        (
            "person_younger_than",
            {"role": "responsible", "years": 18},
            date(2008, 3, 6),
            "440305",
            True,
        ),
        (
            "person_younger_than",
            {"role": "responsible", "years": 18},
            date(2008, 3, 7),
            "440305",
            False,
        ),
    ],
)
def test_a_predicate_reads_the_identity_number(
    check: str, params: dict[str, Any], on: date, region: str, expected: bool
) -> None:
    sample = individual()
    facts = msgspec.structs.replace(sample.facts, region=region)
    case = Case(facts, sample.subject, sample.sites, on)
    answer = PREDICATES[check](case, **params)
    assert isinstance(answer, tuple)
    assert bool(answer) is expected
    passport = msgspec.structs.replace(sample.subject.responsible, certificate_type=7)
    other = msgspec.structs.replace(sample.subject, responsible=passport)
    unknown = PREDICATES[check](msgspec.structs.replace(case, subject=other), **params)
    assert unknown is CANNOT_TELL
