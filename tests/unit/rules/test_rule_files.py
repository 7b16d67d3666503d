"""The rule book: every rule can be used, and one that cannot is refused by its file and id."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.filing.facts import TypeFacts
from domain.rules.case import Case
from domain.rules.predicates import PREDICATES
from domain.rules.rule import BadRule, Rule, Source
from domain.rules.rule_files import RuleFile, built_in, rule_set
from domain.rules.rule_set import RuleSet
from tests.unit.filing.samples import enterprise

ON = date(2026, 11, 26)
ROW: dict[str, Any] = {
    "id": "CN-44.sample",
    "provinces": ["44"],
    "applies": {"types": ["FIRST"], "nature": ["unit"]},
    "check": "always",
    "severity": "material",
    "requirement": "required",
    "material": "M11",
    "message_zh": "样例",
    "message_en": "Sample",
    "source": ["HW"],
    "confidence": "A",
}
WARNS = {
    "severity": "warn",
    "requirement": "",
    "material": "",
    "code": "R-PER-01",
    "fix_zh": "改",
    "fix_en": "Mend it",
}
NAMED = {"check": "site_name_not_of_unit", "per": "site"}
WORDS = {"words": ["论坛"], "place": "anywhere", "unless_in_unit": False}
WORDY = {"check": "site_name_holds", "per": "site"}


def book(*rows: dict[str, Any]) -> RuleSet:
    """A rule book of one file; each row is what differs from the sample."""
    file = RuleFile(date(2026, 11, 1), tuple(ROW | row for row in rows))
    return rule_set([("provinces/44", file)], {"HW": Source("样例", "Sample")})


def about(rules: RuleSet, on: date = ON, **facts: Any) -> list[str]:
    """The ids of the rules about an enterprise in Guangdong."""
    told: TypeFacts = msgspec.structs.replace(enterprise().facts, **{"region": "440305"} | facts)
    return [rule.id for rule in rules.about(told, on)]


def test_a_plain_rule_is_taken() -> None:
    assert [rule.id for rule in book({}).rules] == ["CN-44.sample"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": " "}, "has no id"),
        ({"provinces": ["99"]}, "unknown province 99"),
        ({"provinces": ["440000"]}, "unknown province 440000"),
        ({"check": "moon_is_full"}, "unknown predicate moon_is_full"),
        ({"material": "M99"}, "unknown material M99"),
        ({"material": ""}, r"unknown material \(none\)"),
        ({"instead_of": "M98"}, "unknown material M98"),
        ({"requirement": ""}, "whether it is required"),
        ({"source": ["XX"]}, "unknown source XX"),
        ({"source": []}, "names no source"),
        ({"params": {"count": 3}}, r"parameters \['count'\], not \[\]"),
        ({"check": "domains_at_least"}, r"parameters \[\], not \['count'\]"),
        ({"check": "domains_at_least", "params": {"count": "four"}}, "wrong count: Expected `int`"),
        ({"check": "domains_at_least", "params": {"count": 0}}, "wrong count: Expected `int` >= 1"),
        ({"check": "told", "params": {"target": "site.colour"}}, "unknown target site.colour"),
        (NAMED | {"params": {"unless": "M99"}}, "unknown material M99"),
        (WORDY | {"params": WORDS | {"words": []}}, "wrong words"),
        (WORDY | {"params": WORDS | {"words": ["(a+)+$"]}}, r"the expression '\(a\+\)\+\$'"),
        (WORDY | {"params": WORDS | {"words": ["买.*卖"]}}, "list plain words"),
        (WORDY | {"params": WORDS | {"words": ["——"]}}, "list plain words"),
        (WORDY | {"params": WORDS | {"place": "end"}}, "wrong place"),
        ({"note_zh": "另说"}, "a note in one language only"),
        ({"check": "states_pre_approval"}, "asks states_pre_approval of no website"),
        ({"message_en": ""}, "no words in one of the languages"),
        ({"message_en": "From {count}"}, r"tells what nobody knows: \['count'\]"),
        ({"applies": {"types": ["SECOND"], "nature": ["unit"]}}, "unknown type of filing SECOND"),
        ({"applies": {"types": ["ADD"], "nature": ["unit"]}}, "unknown type of filing ADD"),
        ({"applies": {"types": [], "nature": ["unit"]}}, "is about no type of filing"),
        ({"applies": {"types": ["FIRST"], "nature": []}}, "is about no nature"),
        ({"valid_from": "2026-02-01", "valid_to": "2026-01-31"}, "ends before it begins"),
        ({"needs": ["CN.nowhere"]}, "needs the unknown rule CN.nowhere"),
        ({"replaces": ["CN.nowhere"]}, "replaces the unknown rule CN.nowhere"),
        ({"needs": ["CN-44.sample"]}, "needs in a circle: CN-44.sample -> CN-44.sample"),
        (WARNS | {"code": "R-PER-99"}, "unknown code R-PER-99"),
        (WARNS | {"code": ""}, r"unknown code \(none\)"),
        (WARNS | {"fix_en": " "}, "how to mend it"),
        (WARNS | {"material": "M11"}, "asks for no scan"),
        ({"confidence": "sure"}, "Invalid enum value 'sure'"),
        ({"requirement": "perhaps"}, "Invalid enum value 'perhaps'"),
        ({"applies": {"types": ["FIRST"], "nature": ["company"]}}, "Invalid enum value 'company'"),
        ({"valid_from": "yesterday"}, "Invalid RFC3339"),
        ({"typo": 1}, "unknown field `typo`"),
    ],
)
def test_a_rule_that_cannot_be_used_is_refused_by_its_file_and_id(
    changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(BadRule, match=why) as refused:
        book(changes)
    told = str(refused.value)
    assert told.startswith("provinces/44: rule ")
    assert changes.get("id", "CN-44.sample") in told


def test_an_id_may_stand_again_for_other_days() -> None:
    rules = book(
        {"valid_from": "2026-01-01", "message_zh": "新", "message_en": "new"},
        {"valid_to": "2025-12-31", "message_zh": "旧", "message_en": "old"},
    )
    assert [each.message_en for each in rules.versions("CN-44.sample")] == ["old", "new"]
    assert rules.rule("CN-44.sample").message_en == "new"
    assert rules.rule("CN-44.sample", date(2025, 12, 31)).message_en == "old"
    assert [rule.message_en for rule in rules.rules if rule.in_force(date(2026, 1, 1))] == ["new"]
    assert len({rule.version for rule in rules.rules}) == 2
    with pytest.raises(BadRule, match="stands twice for the same days"):
        book({"valid_from": "2026-01-01"}, {"valid_to": "2026-01-01"})
    with pytest.raises(BadRule, match="stands twice for the same days"):
        book({}, {"valid_from": "2026-01-01"})


def test_a_rule_that_ended_is_unknown_on_a_later_day() -> None:
    ended = book({"valid_to": "2025-12-31"})
    with pytest.raises(KeyError):
        ended.rule("CN-44.sample", date(2026, 1, 1))


def test_rules_that_need_one_another_in_a_circle_are_refused() -> None:
    for relation in ("needs", "replaces"):
        with pytest.raises(BadRule, match=f"{relation} in a circle: a -> b -> c -> a"):
            book(
                {"id": "a", relation: ["b"]},
                {"id": "b", relation: ["c"]},
                {"id": "c", relation: ["a"]},
            )


def test_a_province_replaces_the_rule_of_the_country() -> None:
    country: dict[str, Any] = {"id": "CN.sample", "provinces": []}
    own = {"replaces": ["CN.sample"], "valid_from": "2026-01-01"}
    rules = book(country, own)
    assert about(rules) == ["CN-44.sample"]
    assert about(rules, region="110105") == ["CN.sample"]
    assert about(rules, date(2025, 12, 31)) == ["CN.sample"]


def test_what_is_itself_replaced_replaces_nothing() -> None:
    rules = book({"id": "a"}, {"id": "b", "replaces": ["a"]}, {"id": "c", "replaces": ["b"]})
    assert about(rules) == ["a", "c"]


def test_a_star_stands_for_the_types_that_begin_so() -> None:
    rule = book({"applies": {"types": ["ADD_*", "FIRST"], "nature": ["unit"]}}).rules[0]
    assert rule.applies.types == (
        "ADD_SITE_LOCAL",
        "ADD_SITE_EXT",
        "ADD_ACCESS_LOCAL",
        "ADD_ACCESS_EXT",
        "FIRST",
    )


def test_words_tell_the_parameters_and_what_was_found_once() -> None:
    rule = book(
        {
            "check": "total_sites_at_least",
            "params": {"count": 2},
            "message_zh": "从 {count} 个起，现有 {found} 个",
            "message_en": "From {count}, now {found}",
        }
    ).rules[0]
    sample = enterprise()
    case = Case(sample.facts, sample.subject, sample.sites, ON)
    answer = rule.ask(case)
    assert isinstance(answer, tuple)
    assert rule.words("en", answer[0]) == "From 2, now 2"
    assert rule.words("zh_CN", answer[0]) == "从 2 个起，现有 2 个"
    nested = msgspec.structs.replace(answer[0], evidence={"found": ["{count}", "b"]})
    assert rule.words("en", nested) == "From 2, now {count}, b"


def test_a_version_of_the_book_differs_with_its_content() -> None:
    assert book({}) == book({})
    assert book({}) != book({"message_en": "Another"})
    assert book({}).version.startswith("2026-11-01-")


@pytest.mark.parametrize("rule", built_in().rules, ids=lambda rule: rule.id)
def test_every_rule_says_why_in_both_languages_and_where_it_was_read(rule: Rule) -> None:
    assert not rule.words("zh").isascii()
    assert rule.words("en") != rule.words("zh")
    sources = built_in().sources
    assert all(sources[key].label("en") and sources[key].label("zh") for key in rule.source)
    head = rule.id.split(".")[0]
    assert head == "CN" or rule.provinces == (head.removeprefix("CN-"),)


def test_every_predicate_is_used() -> None:
    assert {rule.check for rule in built_in().rules} == PREDICATES.keys()
