"""Words are found whatever the width, the spacing and the script, and quickly in any text."""

from __future__ import annotations

import time
import unicodedata

import pytest

from domain.reference.traditional import SIMPLIFIED
from domain.rules.rule_files import built_in
from domain.rules.words import begun, folded, held


@pytest.mark.parametrize(
    "text",
    [
        "论坛",
        "論壇",
        "论 坛",
        "论　坛",
        "论·坛",
        "论\u200b坛",
        "我的论-坛",
        "《论坛》",
        "论.坛",
        "论＿坛",
    ],
)
def test_a_word_is_found_in_any_dress(text: str) -> None:
    assert held(text, ["论坛", "社区"]) == ["论坛"]


@pytest.mark.parametrize("text", ["", "论及天坛", "坛论", "壇", "LT"])
def test_its_neighbours_are_not(text: str) -> None:
    assert held(text, ["论坛"]) == []


@pytest.mark.parametrize("text", ["bbs", "BBS", "ＢＢＳ", "B B S", "ｂＢs", "b.b.s"])
def test_latin_words_are_found_in_any_case_and_width(text: str) -> None:
    assert held(f"读书{text}", ["BBS"]) == ["BBS"]


def test_the_words_are_told_as_the_rule_has_them_and_in_its_order() -> None:
    assert held("社區和論壇", ["论坛", "社区"]) == ["论坛", "社区"]
    assert begun(" 中國示例", ["中国", "示例"]) == ["中国"]
    assert begun("示例中国", ["中国"]) == []


def test_radicals_and_compatibility_characters_are_the_plain_ones() -> None:
    assert folded("⼈民") == "人民"
    assert folded("㈱示例") == folded("(株)示例")


def test_each_pair_is_one_character_for_another_of_the_same_script() -> None:
    for code, simplified in SIMPLIFIED.items():
        assert len(simplified) == 1
        assert chr(code) != simplified
        assert unicodedata.name(chr(code)).startswith("CJK UNIFIED IDEOGRAPH")
        assert ord(simplified) not in SIMPLIFIED


def test_no_word_of_a_rule_is_written_in_traditional_characters() -> None:
    words = {w for rule in built_in().rules for w in rule.params.get("words", ())}
    assert {word for word in words if word.translate(SIMPLIFIED) != word} == set()


def test_a_text_that_blows_up_expressions_is_read_in_no_time() -> None:
    """``(a+)+$`` on this takes centuries; as a word it is refused, and plain words are quick."""
    begin = time.perf_counter()
    for length in (200, 2000):
        assert held("a" * length + "!", ["aaaaaaaaab", "论坛"]) == []
    assert time.perf_counter() - begin < 0.5
