"""Where code needs to know a province's way, it says what the rules tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from domain.filing.facts import INDIVIDUAL
from domain.reference import provinces
from domain.reference.loading import read
from domain.rules import sheets
from domain.rules.rule_files import built_in
from tests.unit.rules.filings import filing

ON = date(2026, 11, 26)
PROVINCES = sorted(code[:2] for code in provinces.by_code)


@pytest.mark.parametrize("nature", ["unit", "individual"])
@pytest.mark.parametrize("province", PROVINCES)
def test_the_sheet_that_is_printed_is_the_one_that_the_rules_name(
    province: str, nature: str
) -> None:
    made = filing(f"{province} {nature}", "domains=2")
    case = made.case()
    about = {rule.check: rule for rule in built_in().about(case.facts, ON)}
    told = about["sheet_form"].params["form"] if "sheet_form" in about else "N"
    assert sheets.form_for(case.facts, 2) == told
    sheet = sheets.sheet(case.facts, case.subject, case.sites[0], case.sites)
    individual = case.facts.nature == INDIVIDUAL
    assert sheet.fingerprint == (individual and "sheet_fingerprint" in about)


def test_all_provinces_say_who_may_be_responsible() -> None:
    for province in PROVINCES:
        facts = filing(f"{province} unit", "").facts
        ids = [rule.id for rule in built_in().about(facts, ON)]
        assert "CN.legal_representative" not in ids
        assert {f"CN-{province}.legal_representative", f"CN-{province}.may_authorise"} & set(ids)


def test_the_decision_lets_the_same_provinces_add_to_a_subject_without_websites() -> None:
    class Table(msgspec.Struct):
        conditions: dict[str, dict[str, Any]]

    decided = read("decision", Table).conditions["province_adds_to_empty_subject"]["any_of"]
    assert set(built_in().rule("CN.empty_subject_can_add").provinces) == set(decided)
