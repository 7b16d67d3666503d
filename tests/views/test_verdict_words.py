"""Every check of the image coach is told in both languages: what is wrong, and what to do."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask_babel import force_locale

from domain.filing.facts import Level, Verdict
from gateways.images.coach import CHECKS
from views.verdict_words import advice_of, words_of

FACTS: dict[str, dict[str, float | str]] = {
    "no_colour": {"share": 0.0001},
    "resolution": {"side": 640, "least": 1000},
    "blur": {"sharpness": 0.08, "least": 0.17},
    "dark": {"light": 60, "least": 95},
    "glare": {"share": 0.054},
    "background": {"share": 0.118, "least": 0.25},
    "cut": {"sides": "top left", "part": 0.6},
    "skew": {"angle": -7.5, "turn": 7.5},
    "screen": {"regularity": 80.0},
    "watermark": {"spread": 0.8},
}
"""As each check gives them; tests/unit/test_coach.py compares the names."""

TOLD = {
    "resolution": ("640", "1000"),
    "glare": ("5%",),
    "background": ("12%",),
    "skew": ("7.5",),
}
CHINESE = re.compile("[\u4e00-\u9fff]")


def said(app: Flask, verdict: Verdict, language: str) -> tuple[str, str]:
    with app.test_request_context(), force_locale(language):
        return words_of(verdict), advice_of(verdict)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("check", CHECKS)
def test_each_check_says_what_is_wrong_and_what_to_do(app: Flask, check: str, level: Level) -> None:
    verdict = Verdict(check, level, FACTS[check])
    unknown = said(app, Verdict("unheard_of", level), "zh")
    for language in ("zh", "en"):
        words, advice = said(app, verdict, language)
        assert words
        assert advice
        assert (words, advice) != unknown
        assert "%(" not in words
        assert bool(CHINESE.search(words + advice)) == (language == "zh")
        for told in TOLD.get(check, ()):
            assert told in words


def test_the_sides_beyond_which_a_document_goes_on_are_named(app: Flask) -> None:
    verdict = Verdict("cut", Level.WARN, FACTS["cut"])
    assert "上边、左边" in said(app, verdict, "zh")[0]
    assert "top, left" in said(app, verdict, "en")[0]


def test_a_letter_in_black_is_not_called_useless(app: Flask) -> None:
    refused, warned = (
        said(app, Verdict("no_colour", level), "zh")[0] for level in (Level.REFUSE, Level.WARN)
    )
    assert "不能使用" in refused
    assert "不能使用" not in warned
