"""Limits beside the fields: the numbers stand in the rules, and differ with the province."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.filing.facts import Subject, TypeFacts
from domain.rules import limits, subject_rules, website_rules
from domain.rules.rule_files import built_in
from tests.unit.rules.filings import Filing, filing
from tests.unit.rules.test_rule_files import WARNS, book

ON = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("where", "role", "years"),
    [
        ("11 individual", "responsible", 18),
        ("36 individual", "responsible", 16),
        ("37 individual", "responsible", 17),
        ("44 individual", "responsible", 18),
        ("44 unit", "responsible", 16),
        ("44 unit", "site_person", 16),
        ("53 unit", "responsible", 16),
    ],
)
def test_the_least_age_differs_with_the_province(where: str, role: limits.Role, years: int) -> None:
    rules = built_in().about(filing(where, "").facts, ON)
    assert limits.least_age(rules, role) == years


def subject_problems(made: Filing) -> set[tuple[str, int]]:
    found = subject_rules.check(made.subject, told(made), ON, built_in())
    return {(each.code, each.facts["least"]) for each in found if each.code == "too_young"}


def told(made: Filing) -> TypeFacts:
    return made.facts


@pytest.mark.parametrize(
    ("where", "age", "problems"),
    [
        ("36 individual", 16, set()),
        ("36 individual", 15, {("too_young", 16)}),
        ("11 individual", 17, {("too_young", 18)}),
        ("11 individual", 18, set()),
    ],
)
def test_a_form_refuses_whom_the_province_finds_too_young(
    where: str, age: int, problems: set[tuple[str, int]]
) -> None:
    assert subject_problems(filing(where, f"age={age}")) == problems


def test_contents_are_limited_for_individuals_only() -> None:
    unit, individual = filing("54 unit", "contents=8"), filing("54 individual", "contents=8")
    codes = [
        [each.code for each in website_rules.check(made.sites[0], told(made), ON, built_in())]
        for made in (unit, individual)
    ]
    assert "not_for_individuals" not in codes[0]
    assert "not_for_individuals" in codes[1]


def test_a_rule_that_only_warns_limits_nothing() -> None:
    age: dict[str, Any] = WARNS | {
        "check": "person_younger_than",
        "params": {"role": "any", "years": 40},
    }
    facts = filing("44 unit", "").facts
    assert limits.least_age(book(age).about(facts, ON), "responsible") == 0
    strict = book(age | {"severity": "hard"})
    assert limits.least_age(strict.about(facts, ON), "responsible") == 40
    subject: Subject = filing("44 unit", "age=39").subject
    found = subject_rules.check(subject, facts, ON, strict)
    assert [each.code for each in found if each.code == "too_young"] == ["too_young"]


def test_limits_are_none_where_no_rule_gives_one() -> None:
    assert limits.least_chinese(()) == 0
    assert limits.allowed_contents(()) is None
