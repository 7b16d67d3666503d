"""ICP numbers: what people type, and what a bureau allocates."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import icp_numbers
from domain.icp_numbers import NotAnIcpNumber

VECTORS = json.loads(
    (Path(__file__).parent / "vectors" / "icp_numbers.json").read_text(encoding="utf-8")
)["vectors"]


@pytest.mark.parametrize("row", [row for row in VECTORS if row["ok"]], ids=lambda row: row["in"])
def test_a_good_number_is_normalised_and_named(row: dict[str, Any]) -> None:
    number = icp_numbers.parse(row["in"])
    assert (number.text, number.kind) == (row["normalised"], row["kind"])


@pytest.mark.parametrize(
    "row", [row for row in VECTORS if not row["ok"]], ids=lambda row: row["in"]
)
def test_a_wrong_number_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(NotAnIcpNumber):
        icp_numbers.parse(row["in"])


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("京ICP备12345678", "subject", "京ICP备12345678号"),
        ("京ICP备12345678-1", "website", "京ICP备12345678号-1"),
        ("京icp备 12345678 号-2a", "app", "京ICP备12345678号-2A"),
        ("京ICP备12345678号-3x", "mini_program", "京ICP备12345678号-3X"),
        ("京ICP备12345678号-4K", "quick_app", "京ICP备12345678号-4K"),
        ("粤B2-20090059", "licensed_subject_filing", "粤B2-20090059"),
        ("京ICP证030173", "icp_licence", "京ICP证030173号"),
        ("京公网安备 11000002000001号", "public_security_record", "京公网安备11000002000001号"),
    ],
)
def test_each_form_is_recognised(typed: str, kind: str, text: str) -> None:
    number = icp_numbers.parse(typed)
    assert (number.kind, number.text) == (kind, text)


def test_a_website_number_tells_its_subject_and_index() -> None:
    number = icp_numbers.parse("沪ICP备2021000001号-12")
    assert (number.prefix, number.subject, number.index) == ("沪", "沪ICP备2021000001号", 12)


def test_old_prefixes_are_taken_from_old_data_only() -> None:
    assert icp_numbers.parse("川ICP备12345678号", old_prefixes=True).prefix == "川"
    with pytest.raises(NotAnIcpNumber):
        icp_numbers.parse("川ICP备12345678号")


def test_numbers_are_allocated_with_a_four_digit_year() -> None:
    subject = icp_numbers.subject_number("京", 2026, 17)
    assert subject == "京ICP备2026000017号"
    assert icp_numbers.website_number(subject, 1) == "京ICP备2026000017号-1"
    assert icp_numbers.parse(icp_numbers.website_number(subject, 1)).kind == "website"


@pytest.mark.parametrize(
    "arguments", [("港", 2026, 1), ("", 2026, 1), ("京", 26, 1), ("京", 2026, 0)]
)
def test_no_number_is_allocated_outside_the_pattern(arguments: tuple[str, int, int]) -> None:
    with pytest.raises(ValueError, match=r"no bureau|do not fit"):
        icp_numbers.subject_number(*arguments)


@pytest.mark.parametrize(
    ("subject", "index"),
    [
        ("京ICP备2026000017号-1", 2),
        ("京ICP备2026000017号", 0),
        ("京公网安备11000002000001号", 1),
    ],
)
def test_a_website_number_hangs_on_a_subject_number(subject: str, index: int) -> None:
    with pytest.raises(ValueError, match=r"not a subject number|does not fit"):
        icp_numbers.website_number(subject, index)
