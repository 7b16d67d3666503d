"""A photo of a screen: its grid of dots and the camera's make patterns that repeat all over.

What is finer than the camera's dots comes back as coarser bands, in red and blue first, for a
sensor measures these at every fourth place only. So both are looked at: fine waves of light,
which are the dots themselves, and waves of colour, which are the moiré.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from PIL import Image

from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

_PATCH: Final = 256
"""Pixels of the picture itself: a reduced copy has lost the dots."""
_PLACES: Final = 3
_SHOWING: Final = 6
"""How many of the nine patches must show a pattern. Text and lines repeat in a few of them; a
screen fills the picture, but in some patches a face or a seal may hide it."""
_CANDIDATES: Final = 12
_REACH: Final = 7
_OWN: Final = 2
"""A wave's power spreads over this many waves on every side: there are no neighbours yet."""
_LIKE: Final = 0.9
"""Which of the neighbours, sorted by power, stands for them. Edges, and lines that wind, make
ridges on which a tenth of the neighbours or more are as strong as the strongest: no points."""
_FAINTEST: Final = (0.05 * (_PATCH / 2) ** 2 / 2) ** 2
"""The power of a wave of 0.05 levels. A drawing has hardly any noise, and next to none
everything stands out."""
_BLOCKS: Final = _PATCH // 8
"""Waves in a patch that are as long as a JPEG's blocks; with their parts they are its own."""


_DOWN: Final = np.fft.fftfreq(_PATCH, 1 / _PATCH).astype(int)[:, None]
_ACROSS: Final = np.arange(_PATCH // 2 + 1)[None, :]
_FINENESS: Final = np.hypot(_DOWN, _ACROSS).astype(np.float32)
_OF_BLOCKS: Final = np.logical_and(
    *((waves + 1) % _BLOCKS <= 2 for waves in (np.abs(_DOWN), _ACROSS))
)


class Band:
    """Which waves are looked at, by how many of them there are in a patch, and how much their
    clearness (``weight``) tells."""

    def __init__(self, coarsest: int, finest: int, weight: float) -> None:
        inside = (np.maximum(np.abs(_DOWN), _ACROSS) <= finest) & (coarsest < _FINENESS)
        self.places = np.flatnonzero(inside & ~_OF_BLOCKS)
        self.fineness = _FINENESS.ravel()[self.places]
        self.weight = weight


_LIGHT: Final = Band(coarsest=40, finest=127, weight=1.0)
"""Coarser waves of light are text, and lines printed against copying."""
_COLOUR: Final = Band(coarsest=8, finest=62, weight=0.125)
"""A JPEG stores colours at half the size: nothing finer in them is real. Coloured lines printed
against copying repeat too, if not as clearly as moiré: so colour has to be clearer than light."""

_STEPS: Final = np.arange(-_REACH, _REACH + 1)
_NEIGHBOURS: Final = np.array(
    [(y, x) for y in _STEPS for x in _STEPS if max(abs(y), abs(x)) > _OWN]
).T
_WINDOW: Final = np.outer(np.hanning(_PATCH), np.hanning(_PATCH)).astype(np.float32)


def screen(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """How far a repeating pattern stands out, where that is too far."""
    found = regularity(sight.picture)
    if found is None or found < limits["least_regularity"]:
        return None
    return {"regularity": round(found, 1)}


def regularity(picture: Image.Image) -> float | None:
    """By how many times the clearest wave is stronger than those like it, in most of the
    patches; None for a picture too small to tell."""
    if min(picture.size) < _PATCH * 2:
        return None
    clearest = sorted(
        max(_clearness(_power(values), band) for values, band in _seen(patch))
        for patch in _patches(picture)
    )
    return clearest[-_SHOWING]


def _patches(picture: Image.Image) -> Iterator[Pixels]:
    """Nine patches of the inner part, (height, width, 3)."""
    columns, rows = (
        [int(side * share - _PATCH / 2) for share in np.linspace(0.3, 0.7, _PLACES)]
        for side in picture.size
    )
    for top in rows:
        for left in columns:
            patch = picture.crop((left, top, left + _PATCH, top + _PATCH))
            yield np.asarray(patch, dtype=np.float32)


def _seen(patch: Pixels) -> Iterator[tuple[Pixels, Band]]:
    """Light, and two differences of colour as far as they do not follow from it: black text
    takes a yellow paper's colour away."""
    red, green, blue = (patch[:, :, colour] for colour in range(3))
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    light -= light.mean()
    yield light, _LIGHT
    busy = max(1.0, float(np.vdot(light, light)))
    for tint in (red - green, blue - green):
        tint -= tint.mean()
        yield tint - light * (float(np.vdot(tint, light)) / busy), _COLOUR


def _power(values: Pixels) -> Pixels:
    """Of each wave, by its number down (negative ones last) and across (half of them)."""
    waves = np.fft.rfft2(values * _WINDOW)
    return waves.real**2 + waves.imag**2


def _clearness(power: Pixels, band: Band) -> float:
    """The power of the clearest wave over that of its neighbours, weighed."""
    # The finer the waves, the weaker they all are.
    counted = power.ravel()[band.places] * band.fineness
    best = band.places[np.argpartition(counted, -_CANDIDATES)[-_CANDIDATES:]]
    rows, columns = np.divmod(best, power.shape[1])
    near = _at(power, rows[:, None] + _NEIGHBOURS[0], columns[:, None] + _NEIGHBOURS[1])
    like = int(_LIKE * near.shape[1])
    usual = np.partition(near, like, axis=1)[:, like]
    return float((power[rows, columns] / np.maximum(usual, _FAINTEST)).max()) * band.weight


def _at(power: Pixels, rows: Pixels, columns: Pixels) -> Pixels:
    """The power there, also where the spectrum of real numbers leaves a wave out: its mirror
    image is as strong."""
    columns = (columns + _PATCH // 2) % _PATCH - _PATCH // 2
    mirrored = columns < 0
    return power[np.where(mirrored, -rows, rows) % _PATCH, np.abs(columns)]
