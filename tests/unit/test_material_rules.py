"""The table of rules: every row can be used, and one that cannot is refused by its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.reference.materials import materials
from domain.rules.material_predicates import OF_A_SITE, PREDICATES, Case
from domain.rules.material_rules import BadRule, Rule, RuleTable, checked, rules, source
from tests.unit.filing.samples import enterprise, individual

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 26)


def table(**changes: Any) -> RuleTable:
    """A table of one rule, with the changes."""
    row: dict[str, Any] = {
        "id": "CN-44.sample",
        "provinces": ["44"],
        "applies": {"types": ["FIRST"], "nature": ["unit"]},
        "check": "always",
        "params": {},
        "severity": "material",
        "requirement": "required",
        "material": "M11",
        "message_zh": "样例",
        "message_en": "Sample",
        "valid_from": None,
        "valid_to": None,
        "source": ["HW"],
        "confidence": "A",
    }
    sources = {"HW": {"zh": "样例", "en": "Sample"}}
    told = {"reviewed_on": "2026-11-01", "sources": sources, "items": [row | changes]}
    return msgspec.convert(told, RuleTable)


def test_a_plain_rule_is_taken() -> None:
    assert checked(table()).items[0].id == "CN-44.sample"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"provinces": ["99"]}, "unknown province 99"),
        ({"provinces": ["440000"]}, "unknown province 440000"),
        ({"check": "moon_is_full"}, "unknown predicate moon_is_full"),
        ({"material": "M99"}, "unknown material M99"),
        ({"instead_of": "M98"}, "unknown material M98"),
        ({"source": ["XX"]}, "unknown source XX"),
        ({"source": []}, "names no source"),
        ({"params": {"count": 3}}, r"parameters \['count'\], not \[\]"),
        ({"check": "domains_at_least"}, r"parameters \[\], not \['count'\]"),
        ({"check": "domains_at_least", "params": {"count": "four"}}, "wrong parameter"),
        ({"check": "states_pre_approval"}, "asks states_pre_approval of no website"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_by_its_name(
    changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(BadRule, match=why) as refused:
        checked(table(**changes))
    assert "CN-44.sample" in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"confidence": "sure"},
        {"requirement": "perhaps"},
        {"applies": {"types": ["FIRST"], "nature": ["company"]}},
        {"valid_from": "yesterday"},
        {"typo": 1},
    ],
)
def test_a_row_of_the_wrong_shape_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        table(**changes)


def test_two_rules_have_two_ids() -> None:
    twice = msgspec.structs.replace(table(), items=table().items * 2)
    with pytest.raises(BadRule, match="stands twice"):
        checked(twice)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_says_why_in_both_languages_and_where_it_was_read(rule: Rule) -> None:
    assert not rule.words("zh").isascii()
    assert rule.words("en") != rule.words("zh")
    assert all(source(key).label("en") and source(key).label("zh") for key in rule.source)
    head = rule.id.split(".")[0]
    assert head == "CN" or rule.provinces == (head.removeprefix("CN-"),)


def test_every_predicate_is_used_and_answers() -> None:
    assert {rule.check for rule in rules()} == PREDICATES.keys()
    assert PREDICATES.keys() >= OF_A_SITE
    for sample in (individual(), enterprise()):
        case = Case(sample.facts, sample.subject, sample.sites, ON, sample.site)
        for rule in rules():
            assert PREDICATES[rule.check](case, **rule.params) in {True, False}


@pytest.mark.parametrize(
    ("check", "params", "changes", "expected"),
    [
        ("names_hold", {"words": ("项目投资",)}, {"name": "示例 项目 投资网"}, True),
        ("names_hold", {"words": ("项目投资",)}, {"remark": "没有"}, False),
        ("site_name_not_of_unit", {}, {"name": "示例科技官网"}, False),
        ("site_name_not_of_unit", {}, {"name": "白鹭旅行手记"}, True),
        ("domain_under", {"suffix": "gov.cn"}, {"domains": ("example.gov.cn",)}, True),
        ("domain_under", {"suffix": "gov.cn"}, {"domains": ("examplegov.cn",)}, False),
        ("site_has_own_person", {}, {}, False),
        ("domains_at_least", {"count": 2}, {}, True),
        ("domains_at_least", {"count": 3}, {}, False),
        ("sites_at_least", {"count": 2}, {}, True),
        ("sites_at_least", {"count": 3}, {}, False),
        ("representative_is_another", {}, {}, True),
    ],
)
def test_a_predicate_looks_at_the_data(
    check: str, params: dict[str, Any], changes: dict[str, Any], expected: bool
) -> None:
    sample = enterprise()
    site = msgspec.structs.replace(sample.site, **changes)
    case = Case(sample.facts, sample.subject, sample.sites, ON, site)
    assert PREDICATES[check](case, **params) is expected


@pytest.mark.parametrize(
    ("check", "params", "on", "region", "expected"),
    [
        ("holder_from_elsewhere", {}, ON, "440305", False),
        ("holder_from_elsewhere", {}, ON, "110105", True),
        ("holder_younger_than", {"years": 18}, date(2008, 3, 6), "440305", True),
        ("holder_younger_than", {"years": 18}, date(2008, 3, 7), "440305", False),
    ],
)
def test_a_predicate_reads_the_identity_number(
    check: str, params: dict[str, Any], on: date, region: str, expected: bool
) -> None:
    sample = individual()
    facts = msgspec.structs.replace(sample.facts, region=region)
    case = Case(facts, sample.subject, sample.sites, on)
    assert PREDICATES[check](case, **params) is expected
    passport = msgspec.structs.replace(sample.subject.responsible, certificate_type=7)
    other = msgspec.structs.replace(sample.subject, responsible=passport)
    assert PREDICATES[check](msgspec.structs.replace(case, subject=other), **params) is False


def test_the_list_is_whole_and_in_both_languages() -> None:
    assert [kind.code for kind in materials()] == [f"M{n:02d}" for n in range(1, 27)]
    for kind in materials():
        for told in (kind.label, kind.why, kind.rules, kind.bad):
            assert told("zh")
            assert not told("zh").isascii()
            assert told("en").isascii()
        assert bool(kind.unless("zh")) == bool(kind.unless("en"))


def test_every_material_that_can_be_asked_has_its_drawings() -> None:
    kinds = {"card": ("card-front", "card-back")}
    for kind in materials():
        for drawing in kinds.get(kind.drawing, (kind.drawing,)):
            for state in ("good", "cut", "glare", "blur"):
                path = ROOT / "static" / "examples" / f"{drawing}-{state}.svg"
                assert path.read_text(encoding="utf-8").startswith("<svg ")
