"""What a change of the rules does to one filing, asked narrowly, is what asking everything tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.filing.drafting import case_of
from domain.rules.case import Case
from domain.rules.changes import changed
from domain.rules.effects import Comparison, Effect, such_as
from domain.rules.faults import FAULTS
from domain.rules.findings import find
from domain.rules.rule_files import built_in, repository, rule_set
from tests.published_rules import OF_READING
from tests.unit.filing.samples import individual
from tests.unit.filing.stories import Story
from views.rulebook import fault_words

ON = date(2026, 12, 1)
ROWS = {row["id"]: row for _name, file in repository().files for row in file.items}


def sample_case() -> Case:
    case = case_of(Story(individual()).completed().filing)
    assert case is not None
    return case


def compared(*rows: dict[str, Any]) -> Comparison:
    book = changed(repository(), rows, {})
    return Comparison(built_in(), rule_set(book.files, book.sources))


def of_44(**changes: Any) -> dict[str, Any]:
    return ROWS["CN-44.age_individual"] | changes


def test_the_same_rules_change_nothing() -> None:
    case = sample_case()
    assert not compared().effect(case)
    assert not compared().touches(such_as(case.facts, ON))


def test_another_province_is_not_even_asked() -> None:
    comparison = compared(ROWS["CN-65.own_province_only"] | {"message_zh": "新的说法"})
    assert not comparison.touches(such_as(sample_case().facts, ON))


def test_a_stricter_rule_finds_more_and_matters() -> None:
    effect = compared(of_44(params={"role": "any", "years": 90})).effect(sample_case())
    assert [each.rule for each in effect.come] == ["CN-44.age_individual"]
    assert effect.matters
    assert effect.rules == ("CN-44.age_individual",)


def test_a_new_rule_that_only_tells_does_not_matter() -> None:
    effect = compared(OF_READING | {"severity": "info"}).effect(sample_case())
    assert effect.come
    assert not effect.matters


def test_other_words_for_the_same_are_shown_and_do_not_matter() -> None:
    first = compared(of_44(params={"role": "any", "years": 90}))
    row = of_44(params={"role": "any", "years": 90}, message_zh="新的说法")
    effect = Comparison(first.after, compared(row).after).effect(sample_case())
    ((before, after),) = effect.other
    assert (before.message_zh != after.message_zh, after.message_zh) == (True, "新的说法")
    assert not effect.matters


def test_a_rule_that_ends_lets_the_one_that_it_replaced_hold_again() -> None:
    comparison = compared(of_44(valid_to="2026-01-01"))
    such = such_as(sample_case().facts, ON)
    assert "CN.age" in {rule.id for rule in comparison.after.about_such(*such)}
    assert comparison.touches(such)


CHANGES = [
    of_44(params={"role": "any", "years": 90}),
    of_44(valid_to="2026-01-01"),
    OF_READING,
    OF_READING | {"needs": ["CN-44.age_individual"]},
    ROWS["CN-44.residence_proof"] | {"valid_to": "2026-01-01"},
    ROWS["CN.emergency_differs"] | {"severity": "warn"},
]


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: str(row["id"]))
def test_asking_some_rules_tells_what_asking_all_tells(row: dict[str, Any]) -> None:
    comparison, case = compared(row), sample_case()
    before = {(each.rule, each.target) for each in find(case, comparison.before).items}
    after = {(each.rule, each.target) for each in find(case, comparison.after).items}
    effect: Effect = comparison.effect(case)
    assert {(each.rule, each.target) for each in effect.come} == after - before
    assert {(each.rule, each.target) for each in effect.go} == before - after


def test_every_fault_of_a_rule_has_words_for_readers() -> None:
    assert fault_words.FAULTS.keys() == FAULTS.keys()
