"""The perceptual hash: what is the same picture, and what only looks alike."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import combinations

import pytest
from PIL import Image, ImageEnhance

from domain.filing.duplicates import SAME, SAME_BACK
from gateways.images.look import look
from tests.drawn_papers import card_back, card_front, licence


def saved(picture: Image.Image, quality: int) -> Image.Image:
    """The picture after a JPEG of that quality."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def scaled(picture: Image.Image, factor: float) -> Image.Image:
    return picture.resize(tuple(round(side * factor) for side in picture.size))


def laid(picture: Image.Image, angle: float) -> Image.Image:
    """The paper on a scanner's glass, a little turned."""
    width, height = picture.size
    glass = Image.new("RGB", (width * 106 // 100, height * 106 // 100), "white")
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    glass.paste(turned, (width * 3 // 100, height * 3 // 100))
    return glass


def alike(one: Image.Image, other: Image.Image) -> int:
    """How many of the sixteen bands are equal."""
    left, right = look(one), look(other)
    return sum(left[place : place + 4] == right[place : place + 4] for place in range(0, 64, 4))


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "a JPEG of quality 40": lambda picture: saved(picture, 40),
    "70 percent": lambda picture: scaled(picture, 0.7),
    "160 percent": lambda picture: scaled(picture, 1.6),
    "lighter": lambda picture: ImageEnhance.Brightness(picture).enhance(1.08),
    "darker": lambda picture: ImageEnhance.Brightness(picture).enhance(0.85),
    "all at once": lambda picture: saved(
        ImageEnhance.Brightness(scaled(picture, 0.8)).enhance(1.05), 80
    ),
}


def test_a_hash_has_256_bits() -> None:
    told = look(card_front(1))
    assert len(told) == 64
    assert int(told, 16) > 0


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("draw", [card_front, card_back, licence])
def test_a_picture_that_was_changed_a_little_is_the_same(draw, change) -> None:
    for seed in range(3):
        picture = draw(seed)
        assert alike(picture, CHANGES[change](picture)) >= SAME


@pytest.mark.parametrize("draw", [card_front, licence])
def test_two_papers_of_one_layout_are_not_the_same(draw) -> None:
    papers = [draw(seed) for seed in range(10)]
    assert max(alike(one, other) for one, other in combinations(papers, 2)) < SAME


def test_the_backs_of_two_cards_are_not_the_same_once_they_were_scanned() -> None:
    scans = [laid(card_back(seed), (seed - 4) * 0.2) for seed in range(9)]
    assert max(alike(one, other) for one, other in combinations(scans, 2)) < SAME_BACK


def test_a_picture_of_one_colour_has_a_hash_too() -> None:
    assert len(look(Image.new("RGB", (640, 400), "white"))) == 64
