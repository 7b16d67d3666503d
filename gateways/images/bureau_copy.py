"""The copy that goes to the bureau: as legible as the ministry's size limit allows.

What limits legibility was measured on drawn pages of Chinese text (2000 by 1500 pixels, letters
24, 40 and 64 pixels high, noise of three strengths, uneven light), each made to fit 100 kB at
several scales with the best quality that still fits. The figures are the structural similarity
to the noiseless page where there is ink (1 is the same):

    scale (quality)     1.0 (6-8)   0.7 (17-22)   0.6 (26-35)   0.5 (44-58)   0.4 (70-78)
    letters of 64 px      0.962        0.975         0.974         0.968         0.950
    letters of 40 px      0.938        0.949         0.941         0.919         0.868
    letters of 24 px      0.850        0.867         0.851         0.817         0.756

Lost pixels cost more than a coarse JPEG: small letters want the scale, and below a quality of
about 20 nothing is gained any more, while colours break into blocks. So the copy keeps the
largest scale that fits with a quality of 25, and what is left of the limit becomes quality.
"""

from __future__ import annotations

import io
import math
from typing import Final, NamedTuple

from PIL import Image

_LEAST_QUALITY: Final = 25
_BEST_QUALITY: Final = 88
"""Beyond it a JPEG grows and nobody sees why."""
_TRIES: Final = 3
_ENOUGH: Final = 0.93
"""Share of the limit from which a better quality is no longer looked for."""
_SHRINKING: Final = 1.5
"""The size of the JPEG of a document grows with the scale to this power."""
_REFINING: Final = 0.7
"""The same for the fineness of its quantisation, on first sight."""
_SMALLEST_SIDE: Final = 64


class BureauJpeg(NamedTuple):
    """A JPEG, its size in pixels and the quality (1 to 95) it was written with."""

    data: bytes
    width: int
    height: int
    quality: int


def bureau_copy(picture: Image.Image, limit: int) -> BureauJpeg:
    """The picture as a JPEG of at most ``limit`` bytes; the same for the same picture.

    A limit of less than about 1,000 bytes may be exceeded: there is no such JPEG.
    """
    scale, scaled = 1.0, picture
    least = _jpeg(scaled, _LEAST_QUALITY)
    while len(least) > limit and max(scaled.size) > _SMALLEST_SIDE:
        # A little smaller than what should fit: a second attempt costs more than it gains.
        scale *= 0.98 * (limit / len(least)) ** (1 / _SHRINKING)
        scaled = _scaled(picture, scale)
        least = _jpeg(scaled, _LEAST_QUALITY)
    data, quality = _refined(scaled, least, limit)
    return BureauJpeg(data, scaled.width, scaled.height, quality)


def _refined(scaled: Image.Image, least: bytes, limit: int) -> tuple[bytes, int]:
    """The JPEG of the best quality that fits, and the quality."""
    best, quality = least, _LEAST_QUALITY
    highest, power = _BEST_QUALITY, _REFINING
    for _try in range(_TRIES):
        if len(best) >= _ENOUGH * limit or quality >= highest:
            break
        fineness = _fineness(quality) * (0.97 * limit / len(best)) ** (1 / power)
        wanted = min(max(_quality(fineness), quality + 1), highest)
        tried = _jpeg(scaled, wanted)
        grown = math.log(len(tried) / len(best)) / math.log(_fineness(wanted) / _fineness(quality))
        power = max(grown, 0.2)
        if len(tried) <= limit:
            best, quality = tried, wanted
        else:
            highest = wanted - 1
    return best, quality


def _fineness(quality: int) -> float:
    """How fine the tables of the JPEG standard (annex K) are scaled by libjpeg; 1 is quality 50."""
    return quality / 50 if quality < 50 else 50 / (100 - quality)


def _quality(fineness: float) -> int:
    return math.floor(50 * fineness if fineness < 1 else 100 - 50 / fineness)


def _scaled(picture: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.HAMMING)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
