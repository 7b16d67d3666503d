"""A photo of a screen: its grid of dots and the camera's make patterns that repeat all over.

What is finer than the camera's dots comes back as coarser bands, in red and blue first, for a
sensor measures these at every fourth place only. So both are looked at: fine waves of light,
which are the dots themselves, and waves of colour, which are the moiré.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

_PATCH: Final = 256
"""Pixels of the picture itself: a reduced copy has lost the dots."""
_PLACES: Final = 3
_MARGIN: Final = 0.28
"""The part of the document before the middle of the first patch."""
_SHOWING: Final = 6
"""How many of the nine patches must show a pattern. Text and lines repeat in a few of them; a
screen fills the picture, but in some patches a face or a seal may hide it."""
_CANDIDATES: Final = 40
_REACH: Final = 12
_OWN: Final = 2
"""A wave's power spreads over this many waves on every side: there are no neighbours yet."""
_LIKE: Final = 0.9
"""Which of the neighbours, sorted by power, stands for them. Edges, and lines that wind, make
ridges on which a tenth of the neighbours or more are as strong as the strongest: no points."""
_STRONGEST: Final = 0.25
"""Nor is anything a screen's point that has others about as strong within its reach: text in rows
and columns as even as a computer sets them is a lattice of such points. The dots of a screen lie
too close for that. The strongest of many neighbours counts by this part, for it is strong in mere
noise."""
_FAINTEST: Final = (0.05 * (_PATCH / 2) ** 2 / 2) ** 2
"""The power of a wave of 0.05 levels. A drawing has hardly any noise, and next to none
everything stands out."""
_BLOCKS: Final = _PATCH // 8
"""Waves in a patch that are as long as a JPEG's blocks; with their parts they are its own."""


_HALF: Final = _PATCH // 2
_DOWN: Final = np.arange(-_HALF - _REACH, _HALF + _REACH)[:, None]
_ACROSS: Final = np.arange(-_REACH, _HALF + 1 + _REACH)[None, :]
_FINENESS: Final = np.hypot(_DOWN, _ACROSS).astype(np.float32)
"""Of each wave of a spectrum, by its numbers down and across in a patch."""
_OF_BLOCKS: Final = np.logical_and(*((waves + 1) % _BLOCKS <= 2 for waves in (_DOWN, _ACROSS)))


class Band:
    """Which waves are looked at, by how many of them there are in a patch, and how much their
    clearness (``weight``) tells."""

    def __init__(self, coarsest: int, finest: int, weight: float) -> None:
        inside = (np.maximum(np.abs(_DOWN), _ACROSS) <= finest) & (_ACROSS >= 0)
        self.places = np.flatnonzero(inside & (coarsest < _FINENESS) & ~_OF_BLOCKS)
        self.weight = weight


_LIGHT: Final = Band(coarsest=40, finest=127, weight=1.0)
"""Coarser waves of light are text, and lines printed against copying."""
_COLOUR: Final = Band(coarsest=8, finest=62, weight=1 / 12)
"""A JPEG stores colours at half the size: nothing finer in them is real. Coloured lines printed
against copying repeat too, if not as clearly as moiré: so colour has to be clearer than light."""

_STEPS: Final = np.arange(-_REACH, _REACH + 1)
_NEIGHBOURS: Final = np.array(
    [y * _ACROSS.size + x for y in _STEPS for x in _STEPS if max(abs(y), abs(x)) > _OWN]
)
"""How far they lie from a wave in a spectrum's numbers, row by row."""
_WINDOW: Final = np.outer(np.hanning(_PATCH), np.hanning(_PATCH)).astype(np.float32)


def screen(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """How far a repeating pattern stands out, where that is too far."""
    found = regularity(sight)
    if found is None or found < limits["least_regularity"]:
        return None
    return {"regularity": round(found, 1)}


def regularity(sight: Sight) -> float | None:
    """By how many times the clearest wave is stronger than those like it, in most of the
    patches; None for a picture too small to tell."""
    if min(sight.picture.size) < _PATCH * 2:
        return None
    clearest = sorted(
        max(_clearness(_power(values), band) for values, band in _seen(patch))
        for patch in _patches(sight)
    )
    return clearest[-_SHOWING]


def _patches(sight: Sight) -> Iterator[Pixels]:
    """Nine patches of the document's inner part, (height, width, 3): cloth has threads."""
    document = sight.document(sight.darkest.shape)
    rows, columns = (
        _places(document.any(axis=1 - axis), sight.picture.size[1 - axis]) for axis in (0, 1)
    )
    for top in rows:
        for left in columns:
            patch = sight.picture.crop((left, top, left + _PATCH, top + _PATCH))
            yield np.asarray(patch, dtype=np.float32)


def _places(document: Pixels, side: int) -> list[int]:
    """Where the patches begin on a side of so many pixels, along which the document lies."""
    first, last = np.flatnonzero(document)[[0, -1]] * (side / len(document))
    starts = np.linspace(first + (last - first) * _MARGIN, last - (last - first) * _MARGIN, _PLACES)
    return [min(max(0, int(start) - _PATCH // 2), side - _PATCH) for start in starts]


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
    """Of each wave, as ``_FINENESS`` has them, so that each has neighbours.

    What a wave of the left has, its opposite on the right has too. Beyond the finest waves there
    stand mirror images; they are taken for 0, lest a wave be its own neighbour.
    """
    waves = np.fft.rfft2(values * _WINDOW)
    half = waves.real**2 + waves.imag**2
    half = np.concatenate([half[_HALF:], half[:_HALF]])
    whole = np.zeros(_FINENESS.shape, dtype=half.dtype)
    whole[_REACH:-_REACH, _REACH:-_REACH] = half
    whole[_REACH, :_REACH] = half[0, _REACH:0:-1]
    whole[_REACH + 1 : -_REACH, :_REACH] = half[:0:-1, _REACH:0:-1]
    return whole


def _clearness(power: Pixels, band: Band) -> float:
    """The power of the clearest wave over that of its neighbours, weighed."""
    places = band.places[_highest(power).ravel()[band.places]]
    flat = power.ravel()
    # Text has a quarter of the power in waves twice as fine.
    counted = flat[places] * _FINENESS.ravel()[places] ** 2
    best = places[counted.argsort()[-_CANDIDATES:]]
    if not best.size:
        # A smooth drawing may have no wave that stands above those next to it.
        return 0.0
    return float((flat[best] / _usual(flat[best[:, None] + _NEIGHBOURS])).max()) * band.weight


def _highest(power: Pixels) -> Pixels:
    """Whether a wave is as strong as the eight next to it."""
    highest = power.copy()
    for axis in (0, 1):
        lines, before = np.moveaxis(highest, axis, 0), np.moveaxis(highest.copy(), axis, 0)
        np.maximum(lines[1:], before[:-1], out=lines[1:])
        np.maximum(lines[:-1], before[1:], out=lines[:-1])
    return power >= highest


def _usual(near: Pixels) -> Pixels:
    """What stands for the neighbours of each wave."""
    # Every third of them tells what is usual as well as all do.
    some = near[:, ::3]
    like = int(_LIKE * some.shape[1])
    usual = np.maximum(np.partition(some, like, axis=1)[:, like], _FAINTEST)
    return np.maximum(usual, _STRONGEST * near.max(axis=1))
