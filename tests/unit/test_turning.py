"""Pictures turned by any angle."""

from __future__ import annotations

from PIL import Image, ImageDraw

from gateways.images.coach import judge
from gateways.images.turning import turned

DESK = (120, 90, 70)


def document(angle: float) -> Image.Image:
    """A sheet with lines on a brown desk, turned on it by so many degrees."""
    sheet = Image.new("RGB", (1400, 900), (243, 238, 226))
    pencil = ImageDraw.Draw(sheet)
    for line in range(10):
        pencil.rectangle((90, 80 + 80 * line, 1300 - 40 * line, 104 + 80 * line), (40, 60, 110))
    sheet = sheet.convert("RGBA").rotate(-angle, Image.Resampling.BICUBIC, expand=True)
    picture = Image.new("RGB", (sheet.width + 200, sheet.height + 200), DESK)
    picture.paste(sheet, (100, 100), sheet)
    return picture


def test_the_new_corners_have_the_colour_of_the_edge() -> None:
    corner = turned(document(0), 10).getpixel((3, 3))
    assert isinstance(corner, tuple)
    assert max(abs(a - b) for a, b in zip(corner, DESK, strict=True)) <= 3


def test_what_the_coach_says_sets_a_document_straight() -> None:
    askew = document(7)
    (skew,) = (each for each in judge(askew, "M01") if each.check == "skew")
    straight = turned(askew, float(skew.facts["turn"]))
    assert not {"skew", "glare"} & {each.check for each in judge(straight, "M01")}


def test_quarters_keep_every_pixel() -> None:
    picture = document(3)
    assert turned(turned(picture, 90), 270).tobytes() == picture.tobytes()
    assert turned(picture, -90).size == picture.size[::-1]
