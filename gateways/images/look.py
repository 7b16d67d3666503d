"""How a picture looks, in 256 bits: pictures that look the same differ in few of them."""

from __future__ import annotations

from typing import Final

import numpy as np
from PIL import Image

_SIDE: Final = 64
_LOWEST: Final = 16
"""Sum of the two frequencies from which they are used. Coarser ones tell a form from a portrait,
and not one filled-in form from another."""
_BITS: Final = 256


def _waves() -> np.ndarray:
    """The discrete cosine transform (type II) of _SIDE samples: a row for each frequency."""
    steps = np.arange(_SIDE)
    return np.cos(np.pi * np.outer(steps, 2 * steps + 1) / (2 * _SIDE))


def _frequencies() -> tuple[np.ndarray, np.ndarray]:
    """The frequencies down and across of each bit, from the lowest up.

    They are dealt out in turns to the sixteen bands of sixteen bits, so that each band has of
    all: a change in one corner of a picture changes a bit of most bands.
    """
    pairs = [(down, across) for down in range(1, _SIDE) for across in range(1, _SIDE)]
    rising = sorted((pair for pair in pairs if sum(pair) >= _LOWEST), key=lambda pair: sum(pair))
    used = rising[:_BITS]
    dealt = [used[place * 16 + band] for band in range(16) for place in range(16)]
    return np.array([down for down, _ in dealt]), np.array([across for _, across in dealt])


_WAVES: Final = _waves()
_DOWN, _ACROSS = _frequencies()


def look(picture: Image.Image) -> str:
    """The perceptual hash of a picture, as 64 hexadecimal digits.

    A bit is the sign of one of 256 middling frequencies of the picture, made 64 by 64 pixels
    small. It stays what it is when the picture is saved again, scaled, or made a little lighter;
    another scan of the same page, turned by half a degree, is another picture.
    """
    small = picture.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
    heights = _WAVES @ np.asarray(small, dtype=np.float64) @ _WAVES.T
    bits = heights[_DOWN, _ACROSS] > 0
    return np.packbits(bits).tobytes().hex()
