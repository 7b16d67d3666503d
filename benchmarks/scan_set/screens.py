"""A screen before the camera: its dots, and what a sensor with one colour for each place makes
of them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.scan_set.ink import Random

Field = NDArray[Any]

_ROWS: Final = 0.7
"""Contrast of the gaps between rows of dots over that of the stripes of their colours."""
_WIDEST_LEAN: Final = 0.03


class Grid:
    """Where the camera sees a screen's dots: about ``pitch`` pixels apart, turned, and nearer to
    each other on one side of the photo, since nobody holds a telephone quite level."""

    def __init__(self, size: tuple[int, int], random: Random) -> None:
        self._size = size
        self._pitch = float(random.uniform(1.25, 4.0))
        self._turn = np.radians(float(random.uniform(-6, 6)))
        self._lean = float(random.uniform(-_WIDEST_LEAN, _WIDEST_LEAN))

    def light(self, colour: int, contrast: float, start: int, step: int) -> Field:
        """By what the dots multiply the light of red (0), green (1) or blue (2), at every
        ``step``-th pixel from ``start`` in both directions."""
        width, height = self._size
        x = np.arange(start, width, step, dtype=np.float32)[None, :] - width / 2
        y = np.arange(start, height, step, dtype=np.float32)[:, None] - height / 2
        wave = 2 * np.pi / self._pitch * (1 + self._lean * (x / width + y / height))
        along = x * np.cos(self._turn) + y * np.sin(self._turn)
        across = y * np.cos(self._turn) - x * np.sin(self._turn)
        stripes = np.cos(along * wave - 2 * np.pi * colour / 3)
        return (1 + contrast * stripes) * (1 + contrast * _ROWS * np.cos(across * wave))


def from_screen(scene: Field, contrast: float, random: Random) -> Field:
    """The scene as a camera sees it on a screen whose stripes have this contrast at the sensor.

    A sensor measures red and blue at every second pixel of every second row only. So stripes
    that are finer than four pixels return in these colours as coarser, coloured bands: moiré.
    Green is measured twice as often, and guessed so well between that it is taken as whole.
    """
    height, width = scene.shape[:2]
    grid = Grid((width, height), random)
    for colour, start in ((0, 0), (2, 1)):
        measured = Image.fromarray(grid.light(colour, contrast, start, 2))
        scene[:, :, colour] *= measured.resize((width, height), Image.Resampling.BILINEAR)
    scene[:, :, 1] *= grid.light(1, contrast, 0, 1)
    return scene
