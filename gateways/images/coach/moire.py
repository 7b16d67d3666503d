"""A photo of a screen: its grid of dots and the camera's make a pattern that repeats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

_PATCH: Final = 256
_PLACES: Final = 3
_COARSEST: Final = 18
"""Waves in a patch. Coarser ones are light, colours and the layout of the page."""
_FINEST: Final = 62
"""A JPEG stores colours at half the size: nothing finer in them is real."""
_CANDIDATES: Final = 40
_NEAR: Final = 7
_FAINTEST: Final = _PLACES**2 * (0.05 * (_PATCH / 2) ** 2 / 2) ** 2
"""The power of a wave of 0.05 levels. A drawing has hardly any noise, and next to none
everything stands out."""
_STEPS: Final = [step for step in range(-_NEAR, _NEAR + 1) if abs(step) > 2]
"""Where a peak's neighbours are; those beside it belong to it."""


def screen(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """How far the strongest repeating pattern stands out, where that is too far."""
    found = regularity(sight)
    if found is None or found < limits["least_regularity"]:
        return None
    return {"regularity": round(found, 1)}


def regularity(sight: Sight) -> float | None:
    """The strongest wave's power over that of its like, in colour; None if too small.

    Colour tells it: text and lines repeat too, but they are grey, while the dots of a screen
    are red, green and blue. The spectra of nine patches are added up, so that what only one
    of them shows counts little.
    """
    picture = sight.picture
    if min(picture.size) < _PATCH * 2:
        return None
    window = np.outer(np.hanning(_PATCH), np.hanning(_PATCH)).astype(np.float32)
    power = np.zeros((2, _PATCH, _PATCH // 2 + 1))
    for corner in _corners(picture.size):
        patch = picture.crop((*corner, corner[0] + _PATCH, corner[1] + _PATCH))
        red, green, blue = np.moveaxis(np.asarray(patch, dtype=np.float32), 2, 0)
        light = green - green.mean()
        for index, tint in enumerate((red - green, blue - green)):
            colour = _without(light, tint - tint.mean())
            power[index] += np.abs(np.fft.rfft2(colour * window)) ** 2
    return max(_stands_out(each) for each in power)


def _without(light: Pixels, tint: Pixels) -> Pixels:
    """The tint that does not follow from the light: black text takes a yellow paper's away."""
    return tint - light * (float((tint * light).sum()) / max(1.0, float((light * light).sum())))


def _corners(size: tuple[int, int]) -> list[tuple[int, int]]:
    """Upper left corners of the patches, over the inner part of the picture."""
    across, down = (
        [int(side * share - _PATCH / 2) for share in np.linspace(0.3, 0.7, _PLACES)]
        for side in size
    )
    return [(max(0, x), max(0, y)) for y in down for x in across]


def _stands_out(power: Pixels) -> float:
    """The power of the clearest peak over that of the waves near it.

    Edges of text and frames make ridges: there the neighbours along the ridge are as strong.
    A screen makes points. So the stronger of the neighbours along and across counts.
    """
    # The middle is the even picture; columns to the left of it mirror those to the right.
    whole = np.fft.fftshift(np.concatenate([power, _mirrored(power)], axis=1))
    middle = _PATCH // 2
    cut = slice(middle - _FINEST - _NEAR, middle + _FINEST + _NEAR + 1)
    near = whole[cut, cut]
    rows, columns = np.ogrid[: near.shape[0], : near.shape[1]]
    centre = near.shape[0] // 2
    reach = np.maximum(np.abs(rows - centre), np.abs(columns - centre))
    fineness = np.hypot(rows - centre, columns - centre)
    counted = np.where((fineness >= _COARSEST) & (reach <= _FINEST), near * fineness, 0)
    best = np.argpartition(counted.ravel(), -_CANDIDATES)[-_CANDIDATES:]
    peaks = best[counted.ravel()[best] > 0]
    if not peaks.size:
        return 0.0
    return float(_over_neighbours(near, *np.divmod(peaks, near.shape[1])).max())


def _mirrored(power: Pixels) -> Pixels:
    """The columns that a spectrum of real numbers leaves out."""
    return np.roll(power[::-1, 1:-1][:, ::-1], 1, axis=0)


def _over_neighbours(power: Pixels, rows: Pixels, columns: Pixels) -> Pixels:
    along = np.median([power[rows, columns + step] for step in _STEPS], axis=0)
    across = np.median([power[rows + step, columns] for step in _STEPS], axis=0)
    return power[rows, columns] / np.maximum(np.maximum(along, across), _FAINTEST)
