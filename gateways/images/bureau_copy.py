"""The copy that goes to the bureau: as legible as the ministry's size limit allows."""

from __future__ import annotations

import io
from typing import Final, NamedTuple

from PIL import Image

_BEST_QUALITY: Final = 88
_LEAST_QUALITY: Final = 45
_STEP: Final = 0.97
_SMALLEST_SIDE: Final = 64


class BureauJpeg(NamedTuple):
    """A JPEG, its size in pixels and the quality (1 to 95) it was written with."""

    data: bytes
    width: int
    height: int
    quality: int


def bureau_copy(picture: Image.Image, limit: int) -> BureauJpeg:
    """The picture as a JPEG of at most ``limit`` bytes.

    Small letters suffer more from lost pixels than from a coarser JPEG, up to a point: so the
    scale stays as large as it can at the least quality, and what is left of the limit goes
    into quality.
    """
    scale = 1.0
    while True:
        scaled = _scaled(picture, scale)
        least = _jpeg(scaled, _LEAST_QUALITY)
        if len(least) <= limit or max(scaled.size) <= _SMALLEST_SIDE:
            return _best_quality(scaled, least, limit)
        # The size of a JPEG grows a little slower than its area.
        scale *= min((limit / len(least)) ** 0.5, 1.0) * _STEP


def _best_quality(scaled: Image.Image, least: bytes, limit: int) -> BureauJpeg:
    best, quality = least, _LEAST_QUALITY
    low, high = _LEAST_QUALITY + 1, _BEST_QUALITY
    while low <= high:
        middle = (low + high) // 2
        tried = _jpeg(scaled, middle)
        if len(tried) <= limit:
            best, quality, low = tried, middle, middle + 1
        else:
            high = middle - 1
    return BureauJpeg(best, scaled.width, scaled.height, quality)


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
