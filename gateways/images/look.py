"""How a picture looks, in 256 bits: pictures that look the same differ in few of them."""

from __future__ import annotations

from typing import Final

from PIL import Image

_ROWS: Final = 16
_STEPS: Final = 16


def look(picture: Image.Image) -> str:
    """The difference hash of a picture, as 64 hexadecimal digits.

    A bit says whether a cell of a 16 by 17 raster is brighter than its left neighbour.
    """
    grey = picture.convert("L").resize((_STEPS + 1, _ROWS), Image.Resampling.BOX)
    cells = grey.tobytes()
    bits = 0
    for row in range(_ROWS):
        start = row * (_STEPS + 1)
        for step in range(_STEPS):
            bits = bits << 1 | (cells[start + step + 1] > cells[start + step])
    return f"{bits:064x}"
