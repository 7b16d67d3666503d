"""The catalogue of reasons: complete, in both languages, pointing at real things."""

from __future__ import annotations

import re

import pytest

from domain.reference import reasons, tables
from domain.reference.loading import UnknownCode
from domain.reference.reasons import TARGETS, Reason

ALL = reasons.reasons()


def test_the_catalogue_has_its_59_reasons() -> None:
    assert len(ALL) == 59
    assert len({row.code for row in ALL}) == 59


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.code)
def test_a_reason_speaks_both_languages(row: Reason) -> None:
    for text in (row.zh, row.advice_zh):
        assert re.search(r"[\u4e00-\u9fff]{4}", text)
    assert row.advice_zh.endswith("。")
    for text in (row.en, row.advice_en):
        assert re.match(r"[A-Z]", text)
    assert row.advice_en.endswith(".")
    assert row.label("zh_CN") == row.zh
    assert row.advice("en") == row.advice_en


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.code)
def test_a_reason_points_at_things_that_exist(row: Reason) -> None:
    assert row.targets
    assert set(row.targets) <= TARGETS
    assert len(set(row.targets)) == len(row.targets)
    assert set(row.blocks_at) <= set(row.targets)


@pytest.mark.parametrize("row", [row for row in ALL if row.bureau_codes], ids=lambda row: row.code)
def test_a_bureau_code_is_in_the_table_of_results(row: Reason) -> None:
    for code in row.bureau_codes:
        assert tables.result_code(code).action != "ok"
        assert row in reasons.reasons_for_bureau_code(code)
    assert "B" in row.stages


def test_only_the_malformed_report_is_kept_from_applicants() -> None:
    assert [row.code for row in ALL if not row.visible] == ["R-SYS-02"]


def test_what_cannot_be_mended_inside_a_filing_is_a_blocker() -> None:
    blockers = {row.code for row in ALL if row.severity == "blocker"}
    assert blockers == {
        "R-SUB-02",
        "R-SUB-05",
        "R-SUB-06",
        "R-SUB-07",
        "R-SUB-09",
        "R-DOM-06",
        "R-DOM-08",
        "R-SYS-01",
    }


def test_a_wrong_number_blocks_at_the_subject_and_can_be_mended_at_a_person() -> None:
    wrong_number = reasons.reason("R-SUB-02")
    assert wrong_number.severity_at("subject.certificate_number") == "blocker"
    assert wrong_number.severity_at("site:4f2a.person.certificate_number") == "fix"
    assert reasons.reason("R-DOM-06").severity_at("site:4f2a.domains") == "blocker"
    assert reasons.reason("R-SITE-01").severity_at("site:4f2a.name") == "fix"


@pytest.mark.parametrize(
    ("target", "form"),
    [
        ("site:4f2a.name", "site.name"),
        ("site:4f2a.person.mobile", "site.person.mobile"),
        ("access:4f2a.ips", "access.ips"),
        ("material:M05:4f2a", "material:M05"),
        ("material:M05", "material:M05"),
        ("subject.name", "subject.name"),
        ("site.name", "site.name"),
        ("order", "order"),
    ],
)
def test_a_target_loses_its_ids(target: str, form: str) -> None:
    assert reasons.generic(target) == form
    assert form in TARGETS


def test_reasons_are_found_by_target() -> None:
    codes = {row.code for row in reasons.reasons_for("site:4f2a.home_url")}
    assert codes == {"R-SITE-06"}
    sheet = {row.code for row in reasons.reasons_for("material:M05:4f2a")}
    assert {"R-SHEET-01", "R-SHEET-02", "R-SHEET-03", "R-MAT-01"} <= sheet


def test_an_unknown_code_is_named() -> None:
    assert not reasons.known("R-NONE-01")
    assert reasons.reasons_for_bureau_code(1001) == ()
    with pytest.raises(UnknownCode, match="R-NONE-01"):
        reasons.reason("R-NONE-01")
