"""By how much the lines of a text are askew."""

from __future__ import annotations

from typing import Final

import numpy as np

from gateways.images.coach.pixels import Pixels

_STEP: Final = 0.5
_MOST_POINTS: Final = 16_000
_DARKER: Final = 30
_CLEAR: Final = 1.25
"""How much better than the usual angle the best one must be to be believed."""


def tilt_of_lines(grey: Pixels, most: float) -> float | None:
    """Degrees clockwise, up to ``most`` either way; None where nothing lies in lines.

    Seen along its lines a text is all ink and gaps, so the sums along that direction differ
    most from each other.
    """
    points = _ink(grey)
    if len(points[0]) < 500:
        return None
    angles = np.arange(-most, most + _STEP / 2, _STEP)
    clear = np.array([_clearness(points, angle, max(grey.shape)) for angle in angles])
    best = int(np.argmax(clear))
    if clear[best] < _CLEAR * np.median(clear) or best in (0, len(angles) - 1):
        return None
    return float(angles[best])


def _ink(grey: Pixels) -> tuple[Pixels, Pixels]:
    """Columns and rows of pixels that are darker than the paper, so many at most."""
    paper = float(np.percentile(grey, 80))
    rows, columns = np.nonzero(grey < paper - _DARKER)
    every = max(1, len(rows) // _MOST_POINTS)
    # A stride would fall into step with the rows of the picture.
    chosen = np.random.default_rng(0).permutation(len(rows))[::every] if every > 1 else slice(None)
    return columns[chosen], rows[chosen]


def _clearness(points: tuple[Pixels, Pixels], angle: float, side: int) -> float:
    """How unlike each other the sums along this direction are, and those across it."""
    columns, rows = points
    turn = np.radians(angle)
    along = rows * np.cos(turn) - columns * np.sin(turn)
    across = columns * np.cos(turn) + rows * np.sin(turn)
    total = 0.0
    for place in (along, across):
        sums = np.bincount((place + side).astype(np.int64), minlength=3 * side)
        total += float((sums.astype(np.float64) ** 2).sum())
    return total
