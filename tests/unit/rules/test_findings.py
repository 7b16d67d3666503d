"""Findings: what the rule book finds in a filing, in one list."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filing.facts import TypeFacts
from domain.rules.case import Case
from domain.rules.findings import Findings, find
from domain.rules.rule_files import built_in
from domain.rules.rule_set import RuleSet
from tests.unit.filing.samples import Sample, enterprise
from tests.unit.rules.test_rule_files import WARNS, book

ON = date(2026, 11, 26)
HARD = WARNS | {"severity": "hard"}
MANY = {"check": "domains_at_least", "params": {"count": 1}}
NEVER = {"check": "domains_at_least", "params": {"count": 999}}
NOT_NAMED = {"check": "site_name_not_of_unit", "params": {"unless": ""}, "per": None}


def case(sample: Sample | None = None, **changes: Any) -> Case:
    """An enterprise in Guangdong that files its website."""
    sample = sample or enterprise()
    facts: TypeFacts = msgspec.structs.replace(sample.facts, region="440305")
    return msgspec.structs.replace(Case(facts, sample.subject, sample.sites, ON), **changes)


def told(found: Findings) -> list[tuple[str, str, str]]:
    return [(each.rule, each.severity, each.target) for each in found.items]


def test_a_rule_that_hits_is_told_with_words_mending_and_versions() -> None:
    words = {"message_zh": "已有 {found} 个", "fix_zh": "删掉"}
    rules = book(HARD | MANY | {"id": "CN.many"} | words)
    (finding,) = find(case(), rules).items
    assert (finding.target, finding.severity, finding.code) == ("order", "hard", "R-PER-01")
    assert (finding.message("zh"), finding.fix("zh")) == ("已有 2 个", "删掉")
    assert (finding.message("en"), finding.fix("en")) == ("Sample", "Mend it")
    assert finding.rule_version == rules.rule("CN.many").version
    assert finding.evidence == {"found": 2}


def test_a_rule_that_does_not_hit_was_asked_all_the_same() -> None:
    found = find(case(), book(HARD | NEVER | {"id": "CN.none"}))
    assert (found.items, found.asked, found.untold) == ((), ("CN.none",), ())


def test_a_rule_without_its_facts_is_left_to_a_person() -> None:
    rule = {"id": "CN.term", "check": "domain_ends_within", "params": {"months": 3}}
    found = find(case(), book(HARD | rule | {"code": "R-DOM-03"}))
    assert [(each.rule, each.code) for each in found.untold] == [("CN.term", "R-DOM-03")]
    assert (found.items, found.asked) == ((), ())


def test_a_scan_that_is_asked_is_a_finding_until_it_is_there() -> None:
    rules = book({"id": "CN-44.letter"})
    (finding,) = find(case(), rules).items
    assert (finding.severity, finding.target) == ("material", "material:M11")
    assert find(case(materials=frozenset({"M11"})), rules).items == ()


def test_a_scan_that_stands_in_is_enough() -> None:
    stands_in = {"id": "CN-44.proof", "material": "M25", "instead_of": "M11", "per": "order"}
    rules = book({"id": "CN-44.letter"}, stands_in | {"requirement": "optional"})
    assert find(case(materials=frozenset({"M25"})), rules).items == ()


def test_findings_stand_in_the_order_of_the_rule_book() -> None:
    rules = book(
        WARNS | MANY | {"id": "CN.last", "needs": ["CN.first"]},
        HARD | NEVER | {"id": "CN.first"},
        {"id": "CN.scan"},
    )
    assert [each.rule for each in find(case(), rules).items] == ["CN.last", "CN.scan"]


@pytest.mark.parametrize(
    ("needed", "asked"), [(MANY, ["CN.first"]), (NEVER, ["CN.second"])], ids=["found", "nothing"]
)
def test_a_rule_is_asked_where_those_that_it_needs_found_nothing(
    needed: dict[str, Any], asked: list[str]
) -> None:
    rules = book(
        HARD | MANY | {"id": "CN.second", "needs": ["CN.first"]}, HARD | needed | {"id": "CN.first"}
    )
    assert [each.rule for each in find(case(), rules).items] == asked


def test_needing_a_rule_about_websites_spoils_only_the_website_that_it_hit() -> None:
    sample = enterprise()
    site = sample.site
    named = msgspec.structs.replace(site, id="b" * 32, name=sample.subject.name)
    other = msgspec.structs.replace(site, id="a" * 32, name="晴天日记随笔")
    rules = book(
        HARD | NOT_NAMED | {"id": "CN.name"},
        WARNS | {"id": "CN.any", "check": "domain_under", "needs": ["CN.name"]}
        | {"params": {"suffixes": [site.domains[0]]}},
    )  # fmt: skip
    found = find(case(sites=(other, named)), rules)
    assert [(each.rule, each.target.partition(".")[0]) for each in found.items] == [
        ("CN.name", f"site:{other.id}"),
        ("CN.any", f"site:{named.id}"),
    ]


def test_findings_of_a_field_are_found_by_its_name() -> None:
    rules = book(HARD | NOT_NAMED | {"id": "CN.name"})
    site = enterprise().site
    renamed = msgspec.structs.replace(site, name="晴天日记随笔")
    found = find(case(sites=(renamed,)), rules)
    assert len(found.at(f"site:{site.id}.name")) == len(found.at(f"site:{site.id}")) == 1
    assert found.at("subject") == ()
    assert len(found.of("hard")) == 1
    assert found.of("warn", "info") == ()


PIECES = st.lists(
    st.sampled_from([HARD | MANY, HARD | NEVER, WARNS | MANY, WARNS | NOT_NAMED, {}]),
    min_size=1,
    max_size=6,
)


def numbered(pieces: list[dict[str, Any]]) -> RuleSet:
    return book(*(piece | {"id": f"CN.r{number}"} for number, piece in enumerate(pieces)))


@given(PIECES)
def test_the_same_case_and_rules_give_the_same_findings(pieces: list[dict[str, Any]]) -> None:
    assert find(case(), numbered(pieces)) == find(case(), numbered(pieces))


@given(PIECES)
def test_one_more_warning_never_frees_a_filing_that_is_stopped(
    pieces: list[dict[str, Any]],
) -> None:
    before = find(case(), numbered(pieces))
    after = find(case(), numbered([*pieces, WARNS | MANY]))
    assert set(told(before)) <= set(told(after))
    assert len(after.of("hard")) == len(before.of("hard"))


def test_the_rule_book_of_the_repository_can_be_asked() -> None:
    found = find(case(), built_in())
    assert found.rule_set == built_in().version
    assert {each.severity for each in found.items} <= {"hard", "warn", "material", "info"}
