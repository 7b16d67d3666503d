"""The image coach: what it finds wrong with a picture, on pictures made for one defect each."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw, ImageFilter

from domain.filing.facts import Level, Verdict
from gateways.images import coach


def page(size: tuple[int, int] = (1600, 1200), seal: bool = True) -> Image.Image:
    """A sheet with rows of strokes as fine as text, and a red seal."""
    image = Image.new("RGB", size, (248, 246, 240))
    pen = ImageDraw.Draw(image)
    for top in range(120, size[1] - 120, 60):
        for left in range(140, size[0] - 140, 28):
            pen.rectangle((left, top, left + 16, top + 22), outline=(40, 40, 44), width=3)
            pen.line((left, top + 11, left + 16, top + 11), fill=(40, 40, 44), width=2)
    if seal:
        pen.ellipse((1000, 700, 1240, 940), outline=(200, 40, 40), width=9)
    return image


def checks(picture: Image.Image, material: str = "M01") -> dict[str, Verdict]:
    return {verdict.check: verdict for verdict in coach.judge(picture, material)}


def test_nothing_is_wrong_with_a_clean_page() -> None:
    assert checks(page()) == {}


def test_a_grey_page_is_refused() -> None:
    found = checks(page().convert("L").convert("RGB"))
    assert found["no_colour"].level is Level.REFUSE


@pytest.mark.parametrize("material", ["M05", "M10", "M11"])
def test_a_sheet_or_letter_in_black_is_not_refused(material: str) -> None:
    found = checks(page(seal=False).convert("L").convert("RGB"), material)
    assert found["no_colour"].level is Level.WARN


def test_a_blurred_page_is_told_how_sharp_it_should_be() -> None:
    found = checks(page().filter(ImageFilter.GaussianBlur(5)))
    assert found["blur"].level is Level.WARN
    assert found["blur"].facts["sharpness"] < found["blur"].facts["least"]


def test_an_even_picture_is_not_called_blurred() -> None:
    assert "blur" not in checks(Image.new("RGB", (900, 700), (200, 60, 40)))
