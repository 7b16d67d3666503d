"""The image coach's numbers, and an operator's own over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.filing.facts import Level
from domain.reference.materials import materials
from gateways.images.coach import CHECKS
from gateways.images.thresholds import BadThresholds, load
from settings import Settings, UnsafeSettings
from wiring import image_workshop


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "coach.toml"


@pytest.mark.parametrize("check", CHECKS)
def test_each_check_has_a_rule_for_each_material(check: str) -> None:
    thresholds = load()
    for material in materials():
        rule = thresholds.rule(check, material.code)
        assert rule is None or rule.numbers


def test_only_missing_colour_refuses() -> None:
    refusing = {
        check
        for check in CHECKS
        for material in materials()
        if (rule := load().rule(check, material.code)) and rule.level is Level.REFUSE
    }
    assert refusing == {"no_colour"}


def test_an_operators_numbers_take_the_place_of_ours(own: Path) -> None:
    own.write_text('[blur]\nleast_sharpness = 0.3\nM02.level = "refuse"\n[skew]\nlevel = "off"\n')
    thresholds = load(own)
    blur, card = thresholds.rule("blur", "M01"), thresholds.rule("blur", "M02")
    assert blur is not None
    assert card is not None
    assert (blur.level, blur.numbers) == (Level.WARN, {"least_sharpness": 0.3})
    assert (card.level, card.numbers) == (Level.REFUSE, {"least_sharpness": 0.3})
    assert thresholds.rule("skew", "M01") is None
    assert thresholds.rule("dark", "M01") == load().rule("dark", "M01")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[blurr]\nlevel = 'off'", "blurr is no check; there are no_colour, resolution, blur"),
        ("[blur]\nleast = 3", "blur has no least; it has level, least_sharpness"),
        ("[blur]\nM02.least = 3", "blur.M02 has no least"),
        ("[blur]\nlevel = 'stop'", "blur.level is one of warn, refuse, off"),
        ("[blur]\nlevel = ['warn']", "blur.level is one of"),
        ("[blur]\nleast_sharpness = 'much'", "blur.least_sharpness must be a number"),
        ("[blur]\nleast_sharpness = true", "blur.least_sharpness must be a number"),
        ("[blur]\nleast_sharpness = nan", "blur.least_sharpness must be a number"),
        ("[blur]\nM02 = 3", "blur has no M02"),
        ("[blur]\nM99.level = 'off'", "blur.M99: there is no material M99"),
        ("blur = 3", "write [blur] with its keys below it"),
        ("[blur", "is no TOML"),
    ],
)
def test_a_file_that_means_nothing_is_refused_in_one_sentence(
    own: Path, text: str, said: str
) -> None:
    own.write_text(text)
    with pytest.raises(BadThresholds) as refused:
        load(own)
    assert said in str(refused.value)
    assert str(refused.value).startswith(f"COACH_FILE {own}")
    assert "\n" not in str(refused.value)


def test_the_program_does_not_start_with_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSettings, match=r"cannot be read \(No such file"):
        image_workshop(Settings(coach_file=tmp_path / "none.toml"))
