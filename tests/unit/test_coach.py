"""The image coach: what it finds wrong with a picture, on pictures made for one defect each.

How often it is right on many drawn scans is what ``python -m benchmarks.coach`` measures.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from domain.filing.facts import Level, Verdict
from gateways.images import coach

PAPER = (248, 246, 236)
INK = (40, 40, 44)


def page(size: tuple[int, int] = (1600, 1200), seal: bool = True) -> Image.Image:
    """A sheet with rows of strokes as fine as text, unlike each other, and a red seal."""
    chance = np.random.default_rng(5)
    image = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(image)
    for top in range(120, size[1] - 120, 60):
        for left in range(140, size[0] - 140, 28):
            x, y = left + int(chance.integers(0, 7)), top + int(chance.integers(0, 5))
            width, height = (int(side) for side in chance.integers(9, 20, 2))
            pen.rectangle((x, y, x + width, y + height), outline=INK, width=3)
            pen.line((x, y + height // 2, x + width, y + height // 2), fill=INK, width=2)
    if seal:
        pen.ellipse((size[0] - 600, 700, size[0] - 360, 940), outline=(200, 40, 40), width=9)
    return image


def on_desk(
    sheet: Image.Image, share: float = 0.8, tilt: float = 0.0, shift: float = 0.0
) -> Image.Image:
    """The sheet on a green desk of its own size: ``share`` of its width, ``tilt`` in degrees
    clockwise, moved to the right by ``shift`` of the width."""
    desk = Image.new("RGB", sheet.size, (60, 90, 70))
    size = (int(sheet.width * share), int(sheet.height * share))
    small = sheet.resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    small = small.rotate(-tilt, Image.Resampling.BICUBIC, expand=True)
    left = (desk.width - small.width) // 2 + int(shift * desk.width)
    desk.paste(small, (left, (desk.height - small.height) // 2), small)
    return desk


def screened(sheet: Image.Image) -> Image.Image:
    """The sheet as a camera sees it on a screen with stripes of red, green and blue dots."""
    seen = np.asarray(sheet, dtype=np.float32).copy()
    y, x = np.mgrid[: sheet.height, : sheet.width]
    for channel in range(3):
        seen[:, :, channel] *= 1 + 0.3 * np.cos(2 * np.pi * ((x + 0.05 * y) / 2.2 - channel / 3))
    return Image.fromarray(seen.clip(0, 255).astype(np.uint8))


def reflecting(sheet: Image.Image) -> Image.Image:
    """The sheet, not quite white, with a lamp's reflection on it."""
    dimmed = sheet.point(lambda level: int(level * 0.8))
    lamp = Image.new("L", sheet.size, 0)
    ImageDraw.Draw(lamp).ellipse((600, 400, 900, 620), fill=255)
    dimmed.paste((255, 255, 255), (0, 0), lamp.filter(ImageFilter.GaussianBlur(5)))
    return dimmed


def overprinted(sheet: Image.Image) -> Image.Image:
    """The sheet under broad pale stripes."""
    layer = Image.new("L", sheet.size, 0)
    pen = ImageDraw.Draw(layer)
    for start in np.cumsum(np.random.default_rng(3).integers(80, 140, 26)) - 1200:
        pen.line((int(start), 1200, int(start) + 1200, 0), fill=70, width=18)
    sheet.paste((84, 84, 86), (0, 0), layer)
    return sheet


def checks(picture: Image.Image, material: str = "M01") -> dict[str, Verdict]:
    """What the coach says of the picture, with a camera's noise on it if it has colours."""
    if np.asarray(picture).std(axis=2).any():
        grain = np.random.default_rng(2).normal(0, 1.5, (picture.height, picture.width, 3))
        noisy = np.asarray(picture) + grain
        picture = Image.fromarray(noisy.clip(0, 255).astype(np.uint8))
    return {verdict.check: verdict for verdict in coach.judge(picture, material)}


@pytest.mark.parametrize("picture", [page, lambda: on_desk(page()), lambda: page((1200, 1600))])
def test_nothing_is_wrong_with_a_clean_page(picture: Callable[[], Image.Image]) -> None:
    assert checks(picture()) == {}


@pytest.mark.parametrize(
    ("check", "picture", "facts"),
    [
        ("no_colour", lambda: page().convert("L").convert("RGB"), {"share"}),
        ("resolution", lambda: page().resize((800, 600)), {"side", "least"}),
        ("blur", lambda: page().filter(ImageFilter.GaussianBlur(5)), {"sharpness", "least"}),
        ("dark", lambda: page().point(lambda level: level // 4), {"light", "least"}),
        ("glare", lambda: reflecting(page()), {"share"}),
        ("background", lambda: on_desk(page((3000, 2200)), share=0.35), {"share", "least"}),
        ("cut", lambda: on_desk(page(), shift=0.2), {"sides", "part"}),
        ("skew", lambda: on_desk(page(), share=0.7, tilt=9), {"angle", "turn"}),
        ("screen", lambda: screened(page()), {"regularity"}),
        ("watermark", lambda: overprinted(page()), {"spread"}),
    ],
)
def test_each_defect_is_found_and_nothing_else(
    check: str, picture: Callable[[], Image.Image], facts: set[str]
) -> None:
    found = checks(picture())
    assert found.keys() == {check}
    assert set(found[check].facts) == facts


def test_only_the_cause_is_told_of_what_looks_like_two_defects() -> None:
    nearly_black = checks(page().point(lambda level: level // 20))
    assert nearly_black.keys() == {"dark"}
    assert nearly_black["dark"].level is Level.REFUSE
    assert checks(page().point(lambda level: level // 20), "M05")["dark"].level is Level.WARN
    assert checks(overprinted(reflecting(page()))).keys() == {"glare"}


def test_only_a_picture_without_colour_is_refused() -> None:
    assert checks(page().convert("L").convert("RGB"))["no_colour"].level is Level.REFUSE
    assert checks(page().filter(ImageFilter.GaussianBlur(5)))["blur"].level is Level.WARN


@pytest.mark.parametrize("material", ["M05", "M10", "M11"])
def test_a_sheet_or_letter_in_black_is_not_refused(material: str) -> None:
    found = checks(page(seal=False).convert("L").convert("RGB"), material)
    assert found["no_colour"].level is Level.WARN


def test_a_card_may_be_smaller_than_a_sheet() -> None:
    small = page().resize((800, 600))
    assert "resolution" in checks(small, "M01")
    assert "resolution" not in checks(small, "M02")


@pytest.mark.parametrize("tilt", [-12.0, -6.0, 6.0, 12.0])
@pytest.mark.parametrize("scan", [True, False])
def test_the_turn_that_straightens_a_document_is_told(tilt: float, scan: bool) -> None:
    if scan:
        turned = page().rotate(-tilt, Image.Resampling.BICUBIC, fillcolor=PAPER)
    else:
        turned = on_desk(page(), share=0.6, tilt=tilt)
    facts = checks(turned)["skew"].facts
    assert facts["angle"] == pytest.approx(tilt, abs=1.0)
    assert facts["turn"] == -float(facts["angle"])


def test_the_side_beyond_which_a_document_goes_on_is_told() -> None:
    assert checks(on_desk(page(), shift=0.2))["cut"].facts["sides"] == "right"
    assert checks(on_desk(page(), shift=-0.2))["cut"].facts["sides"] == "left"


def test_a_portrait_is_not_measured_as_a_document() -> None:
    askew = on_desk(page(), share=0.6, tilt=12)
    of_documents = {"background", "cut", "skew", "watermark"}
    assert of_documents & checks(askew, "M01").keys()
    assert not of_documents & checks(askew, "M06").keys()


@pytest.mark.parametrize("size", [(600, 100), (100, 600), (620, 610), (1, 1), (4096, 120)])
def test_any_size_is_judged(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    for picture in (Image.fromarray(noise), Image.new("RGB", size), Image.new("RGB", size, PAPER)):
        for verdict in coach.judge(picture, ""):
            numbers = [fact for fact in verdict.facts.values() if isinstance(fact, float)]
            assert np.isfinite(numbers).all()


def test_an_even_picture_is_not_called_blurred() -> None:
    assert "blur" not in checks(Image.new("RGB", (900, 700), (200, 60, 40)))
