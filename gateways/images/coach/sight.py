"""One picture in the sizes in which the checks look at it; each is made when first asked for."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[Any]
TEXT_SIDE: Final = 1600
SMALL_SIDE: Final = 480


class Sight:
    """An upright RGB picture. Arrays are (height, width) or (height, width, 3), 0 to 255."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture

    @cached_property
    def text(self) -> Pixels:
        """Grey, with a long side of at most TEXT_SIDE pixels: text is judged here (float32)."""
        grey = self.picture.convert("L")
        longest = max(grey.size)
        if longest > TEXT_SIDE:
            width, height = (max(1, side * TEXT_SIDE // longest) for side in grey.size)
            grey = grey.resize((width, height), Image.Resampling.BILINEAR)
        return np.asarray(grey, dtype=np.float32)

    @cached_property
    def small(self) -> Pixels:
        """Coloured, with a long side of at most SMALL_SIDE pixels (int16: differences fit)."""
        picture = self.picture
        longest = max(picture.size)
        if longest > SMALL_SIDE:
            # Averaging whole blocks first is many times as fast as resizing from the full size.
            factor = max(1, math.floor(longest / SMALL_SIDE))
            picture = picture.reduce(factor)
            picture.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.BILINEAR)
        return np.asarray(picture, dtype=np.int16)
