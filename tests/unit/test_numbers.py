"""Identity numbers against the vectors of the standards, and what people type."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from domain import numbers

TODAY = date(2026, 11, 24)
VECTORS = json.loads(
    (Path(__file__).parent / "vectors" / "identity_numbers.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['kind']} {row['value']}")
def test_every_vector_gets_its_answer(row: dict[str, Any]) -> None:
    assert numbers.check(row["kind"], row["value"], TODAY) == row.get("error")
    assert row["ok"] is ("error" not in row)


def test_an_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        numbers.check("library_card", "1", TODAY)


@pytest.mark.parametrize("kind", numbers.KINDS)
@pytest.mark.parametrize("value", ["", "😀" * 18, "１" * 18, "1" * 10_000, "110101199001010\n"])
def test_nonsense_is_refused_by_shape(kind: str, value: str) -> None:
    assert numbers.check(kind, value, TODAY) == "format"


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("ric", " 110105 19491231 002x ", "11010519491231002X"),
        ("ric", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("uscc", "91350100m000100y43", "91350100M000100Y43"),
        ("orgcode", "d2143569x", "D2143569-X"),
        ("orgcode", "D2143569－X", "D2143569-X"),
        ("orgcode", "D2143569–X", "D2143569-X"),
        ("hkmo_mainland_permit", "h 1234 5678", "H12345678"),
        ("mobile_cn", "+86 138-0013-8000", "13800138000"),
        ("mobile_cn", "００８６１３８００１３８０００", "13800138000"),
        ("landline_cn", "０１０－６２３４５６７８", "010-62345678"),
    ],
)
def test_what_people_type_is_folded_before_the_check(kind: str, typed: str, stored: str) -> None:
    assert numbers.normalise(kind, typed) == stored
    assert numbers.check(kind, stored, TODAY) is None


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("990101199001010015", "region"),
        ("110101202611250010", "date"),
        ("110101000001010010", "date"),
    ],
)
def test_an_identity_number_needs_a_real_place_and_day(value: str, error: str) -> None:
    assert numbers.check("ric", value, TODAY) == error


def test_a_birth_date_of_today_is_not_in_the_future() -> None:
    assert numbers.check("ric", "110105194912310021", date(1949, 12, 31)) == "checksum"
    assert numbers.check("ric", "11010519491231002X", date(1949, 12, 31)) is None
    assert numbers.check("ric", "11010519491231002X", date(1949, 12, 30)) == "date"


def test_residence_permits_stand_apart_by_where_the_holder_comes_from() -> None:
    assert numbers.check("hkmo_residence18", "810000199001010019", TODAY) is None
    assert numbers.check("hkmo_residence18", "830000199001010012", TODAY) == "region"
    assert numbers.check("taiwan_residence18", "830000199001010012", TODAY) is None
    assert numbers.check("taiwan_residence18", "11010519491231002X", TODAY) == "region"


def test_a_credit_code_needs_digits_for_its_region() -> None:
    assert numbers.check("uscc", "91ABCDEFM000100Y43", TODAY) == "region"


def test_age_counts_full_years() -> None:
    number = "110101200002290018"
    assert numbers.birth_date(number) == date(2000, 2, 29)
    assert numbers.age(number, date(2018, 2, 28)) == 17
    assert numbers.age(number, date(2018, 3, 1)) == 18
    assert numbers.age(number, date(2020, 2, 29)) == 20


@pytest.mark.parametrize("value", ["110101199002300014", "110105491231002", "E12345678"])
def test_there_is_no_birth_date_in_other_numbers(value: str) -> None:
    with pytest.raises(ValueError, match=r"identity number|day is out of range|day \d+ must be"):
        numbers.birth_date(value)
