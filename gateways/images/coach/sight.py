"""One picture in the sizes in which the checks look at it; each is made when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from PIL import Image, ImageChops

from gateways.images.coach import outline, sharpness
from gateways.images.coach.outline import Outline
from gateways.images.coach.pixels import Pixels

TEXT_SIDE: Final = 1600
SMALL_SIDE: Final = 480


class Sight:
    """An upright RGB picture. Arrays are (height, width) or (height, width, 3), 0 to 255."""

    def __init__(self, picture: Image.Image) -> None:
        self.picture = picture

    @cached_property
    def _halved(self) -> Image.Image:
        """The picture, or half of it where all that is made of it is smaller yet: to average
        whole blocks first is many times as fast as to resize from the full size."""
        return self.picture.reduce(2) if max(self.picture.size) >= 2 * TEXT_SIDE else self.picture

    @cached_property
    def text(self) -> Pixels:
        """Grey, with a long side of at most TEXT_SIDE pixels: text is judged here (float32)."""
        grey = self._halved.convert("L")
        longest = max(grey.size)
        if longest > TEXT_SIDE:
            width, height = (max(1, side * TEXT_SIDE // longest) for side in grey.size)
            grey = grey.resize((width, height), Image.Resampling.BILINEAR)
        return np.asarray(grey, dtype=np.float32)

    @cached_property
    def sharpness(self) -> float | None:
        """Of the text: 0 to about 1, or None where there are no contours."""
        return sharpness.sharpness(self.text)

    @cached_property
    def small(self) -> Image.Image:
        """Coloured, with a long side of at most SMALL_SIDE pixels."""
        picture = self._halved
        longest = max(picture.size)
        if longest > SMALL_SIDE:
            picture = picture.reduce(max(1, longest // SMALL_SIDE))
            picture.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.BILINEAR)
        return picture

    @cached_property
    def lightest(self) -> Pixels:
        """The strongest of each small pixel's three colours (uint8)."""
        red, green, blue = self.small.split()
        return np.asarray(ImageChops.lighter(ImageChops.lighter(red, green), blue))

    @cached_property
    def darkest(self) -> Pixels:
        """The weakest of each small pixel's three colours (uint8)."""
        red, green, blue = self.small.split()
        return np.asarray(ImageChops.darker(ImageChops.darker(red, green), blue))

    @cached_property
    def middle(self) -> Pixels:
        """Grey, half as large as ``text`` (uint8): strokes of text are a pixel or two wide."""
        return np.asarray(Image.fromarray(self.text.astype(np.uint8)).reduce(2))

    @cached_property
    def outline(self) -> Outline | None:
        """The document's outline, or None where the picture shows nothing around it."""
        return outline.find(self.small)

    def document(self, shape: tuple[int, ...]) -> Pixels:
        """True where the document lies, in an array of this height and width."""
        if self.outline is None:
            return np.ones(shape[:2], dtype=bool)
        mask = Image.fromarray(self.outline.mask.astype(np.uint8))
        return np.asarray(mask.resize((shape[1], shape[0]), Image.Resampling.NEAREST)) > 0

    @cached_property
    def long_side(self) -> float:
        """Of the document, in the picture's pixels."""
        longest = max(self.picture.size)
        if self.outline is None:
            return float(longest)
        mask = self.outline.mask
        return min(longest, self.outline.long_side * longest / max(mask.shape))
