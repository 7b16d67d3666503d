"""How steep a picture's contours are: over one pixel or two, or over many."""

from __future__ import annotations

from typing import Final

import numpy as np

from gateways.images.coach.pixels import Pixels

_BLOCK: Final = 32
_CONTRAST: Final = 12.0
"""Standard deviation from which a block counts as holding text or another contour."""
_SHARPEST: Final = 80
"""Which percentile of the blocks speaks for the picture: most of a photo is no text."""


def sharpness(grey: Pixels) -> float | None:
    """0 (smooth) to about 1 (hard contours); None for a picture without contours.

    In each block the energy of the second differences (the Laplacian's two halves) is
    compared with that of the block's contrast. That ratio tells how steep contours are, whatever
    their number and however dark the picture; the variance of the Laplacian alone grows with
    both. The smaller half counts, for a moved camera blurs in one direction only. The border is
    left out: it has no neighbours.
    """
    rows = range(0, (grey.shape[0] - 2) // _BLOCK * _BLOCK, _BLOCK)
    if not rows or grey.shape[1] < _BLOCK + 2:
        return None
    # A row of blocks fits into a processor's cache, the whole picture does not.
    measured = [_measured(grey[top : top + _BLOCK + 2]) for top in rows]
    mean, square, across, down = (np.concatenate(parts) for parts in zip(*measured, strict=True))
    contrast = square - mean**2
    busy = contrast >= _CONTRAST**2
    if not busy.any():
        return None
    steep = np.minimum(across, down)[busy] / contrast[busy]
    return float(np.sqrt(np.percentile(steep, _SHARPEST)))


def _measured(strip: Pixels) -> tuple[Pixels, ...]:
    """Mean, mean square and both second differences of each block of one row of them, from a
    strip that is a pixel larger on every side."""
    inner = strip[1:-1, 1:-1]
    across = strip[1:-1, :-2] + strip[1:-1, 2:] - 2 * inner
    down = strip[:-2, 1:-1] + strip[2:, 1:-1] - 2 * inner
    return tuple(_blocks(values) for values in (inner, inner**2, across**2, down**2))


def _blocks(values: Pixels) -> Pixels:
    """The mean of each whole block."""
    height, width = (side // _BLOCK for side in values.shape)
    cut = values[: height * _BLOCK, : width * _BLOCK]
    return cut.reshape(height, _BLOCK, width, _BLOCK).mean(axis=(1, 3))
