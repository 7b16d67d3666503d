"""Marks a scan with who looks at it and when, so that a photo of the screen names its source."""

from __future__ import annotations

import functools
import io
import math
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc
from PIL import Image, ImageDraw, ImageFont

from gateways.images.port import VIEW_SIDE

_FONT: Final = Path(noto_cjk_sans_otc.__file__).parent / "NotoSansCJK-Regular.ttc"
_SIMPLIFIED: Final = 2
"""The face with mainland forms in the collection."""

_SMALLEST: Final = 12
_PER_LINE: Final = 40
"""A letter is a fortieth of the long side high: legible on a screen, narrower than a field."""

_LARGEST: Final = VIEW_SIDE // _PER_LINE

_DEGREES: Final = 24
_OPACITY: Final = 64
"""Of 255: one sees the mark on white and on dark, and reads the scan through it."""

_GREY: Final = (110, 128, 128)
"""In YCbCr."""

_QUALITY: Final = 85


def marked(jpeg: bytes, text: str) -> bytes:
    """The picture (JPEG) with the text across all of it, as a JPEG of the same size.

    ``jpeg`` is a view or a bureau's copy: no other format is tried.
    """
    picture = Image.open(io.BytesIO(jpeg), formats=("JPEG",))
    # The colours stay as the JPEG has them: turning them to RGB and back takes a third longer.
    picture.draft("YCbCr", picture.size)
    picture.load()
    stamp = _stamp(text, max(_SMALLEST, max(picture.size) // _PER_LINE))
    for place in _places(picture.size, stamp.size):
        picture.paste(_GREY, place, stamp)
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _stamp(text: str, height: int) -> Image.Image:
    """The slanted text as a mask, cut to its bounds."""
    font = _font()
    left, top, right, bottom = font.getbbox(text)
    large = Image.new("L", (math.ceil(right - left) + 2, math.ceil(bottom - top) + 2))
    ImageDraw.Draw(large).text((1 - left, 1 - top), text, fill=_OPACITY, font=font)
    width, depth = (max(1, round(side * height / _LARGEST)) for side in large.size)
    flat = large.resize((width, depth), Image.Resampling.BICUBIC, reducing_gap=2)
    return flat.rotate(_DEGREES, Image.Resampling.BICUBIC, expand=True)


def _places(size: tuple[int, int], stamp: tuple[int, int]) -> list[tuple[int, int]]:
    """Where the stamps' upper left corners lie: rows half a step apart, over the edges too."""
    across, down = stamp[0] + stamp[1] // 2, stamp[1] + stamp[1] // 2
    rows = range(-stamp[1] // 2, size[1], down)
    return [
        (x, y)
        for number, y in enumerate(rows)
        for x in range(-(across // 2) * (number % 2), size[0], across)
    ]


@functools.cache
def _font() -> ImageFont.FreeTypeFont:
    """The typeface in the largest size: all others are made from it. It is read into memory and
    shared by all confined processes, which can open no file."""
    return ImageFont.truetype(io.BytesIO(_FONT.read_bytes()), _LARGEST, index=_SIMPLIFIED)
