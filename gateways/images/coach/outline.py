"""Where the document lies in the picture: what stands out from the desk around it.

The desk is what the picture's edges show. Its colour is taken as a plane over the picture, for
light falls off, and its texture as a spread around that plane. Where the edges show nothing but
the document, as in a scan, there is no outline to be found, and none is invented.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from gateways.images.coach.pixels import Pixels

_SIDE: Final = 160
_RIM: Final = 3
"""Pixels at the edges (of a picture of _SIDE) that are taken for the desk."""
_LEAST_DIFFERENCE: Final = 0.09
"""As a part of the picture's brightest tones: in the dark all differences are smaller."""
_SPREADS: Final = 4.0
"""How many times the desk's own spread something differs that does not belong to it."""
_WIDEST_SPREAD: Final = 26.0
"""A rim that varies more than this is no desk."""
_FULL: Final = 0.75
"""How much of a document differs from the desk at least; of the lines of text on a sheet that
fills the frame much less does."""
_SQUARE: Final = 0.12
"""Sides that differ less than by about a tenth tell no direction."""
_ALIKE: Final = 0.86
"""How much a document and the rectangle that comes nearest have in common at least."""
_LEAST_SHARE: Final = 0.04
_SIDES: Final = ("top", "right", "bottom", "left")
_GUESSES: Final = (
    ("top", "right", "bottom", "left"),
    ("right", "bottom", "left"),
    ("top", "bottom", "left"),
    ("top", "right", "left"),
    ("top", "right", "bottom"),
    ("top", "bottom"),
    ("left", "right"),
    ("top", "right"),
    ("right", "bottom"),
    ("bottom", "left"),
    ("top", "left"),
)
"""Which sides may show desk all along, the likeliest first: a document that is cut off hides it
on one side, or on two."""


class Outline:
    """The document in the picture: ``mask`` is True where it lies.

    ``sides`` gives for each side of the frame the part along which the document touches it.
    ``long_side`` is in the mask's pixels; ``tilt`` in degrees clockwise, -45 to 45. Both are
    those of the rectangle whose area lies about its middle as the document's does; so a
    little perspective does no harm. ``tilt`` is None for something nearly square.
    """

    def __init__(self, mask: Pixels) -> None:
        self.mask = mask
        self.sides = _touched(mask)
        self.share = float(mask.mean())
        rows, columns = np.nonzero(mask)
        self._middle = (float(rows.mean()), float(columns.mean()))
        (xx, xy), (_, yy) = np.cov(columns, rows)
        apart = math.hypot(xx - yy, 2 * xy)
        self.long_side = math.sqrt(6 * (xx + yy + apart))
        self._short_side = math.sqrt(max(1.0, 6 * (xx + yy - apart)))
        self._turn = 0.5 * math.atan2(2 * xy, xx - yy)
        folded = (math.degrees(self._turn) + 45) % 90 - 45
        self.tilt = folded if apart > _SQUARE * (xx + yy) else None

    def is_sheet(self) -> bool:
        """Whether it is about a rectangle and the picture's middle lies in it; a seal or the
        lines of a text are not."""
        height, width = self.mask.shape
        rows, columns = np.ogrid[:height, :width]
        y, x = rows - self._middle[0], columns - self._middle[1]
        along = np.abs(x * math.cos(self._turn) + y * math.sin(self._turn))
        across = np.abs(y * math.cos(self._turn) - x * math.sin(self._turn))
        sheet = (along <= self.long_side / 2) & (across <= self._short_side / 2)
        alike = (sheet & self.mask).sum() / (sheet | self.mask).sum()
        return bool(alike >= _ALIKE and self.mask[height // 2, width // 2])


def find(small: Image.Image) -> Outline | None:
    """The outline in a coloured picture, or None where no desk can be told from a document."""
    scale = max(small.size) / _SIDE
    size = (max(1, round(small.width / scale)), max(1, round(small.height / scale)))
    reduced = small.resize(size, Image.Resampling.BOX)
    # Text and grain vanish in the median; a document's edge stays where it is.
    colours = np.asarray(reduced.filter(ImageFilter.MedianFilter(5)), dtype=np.float32)
    if min(colours.shape[:2]) < _SIDE // 4:
        return None
    height, width = colours.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    places = np.stack([np.ones_like(x), x / width - 0.5, y / height - 0.5], axis=2)
    least = _LEAST_DIFFERENCE * float(np.percentile(colours, 95))
    for sides in _GUESSES:
        mask = _standing_out(colours, places, sides, least)
        if mask is not None:
            found = Outline(mask)
            return found if found.is_sheet() else None
    return None


def _standing_out(
    colours: Pixels, places: Pixels, sides: tuple[str, ...], least: float
) -> Pixels | None:
    """What differs from a desk on these sides by ``least``, if that makes one solid thing in the
    middle."""
    rim = _rim(colours.shape[:2], sides)
    numbers, spread = _desk(colours[rim], places[rim])
    if spread > _WIDEST_SPREAD:
        return None
    away = np.abs(colours - places @ numbers).max(axis=2)
    mask = _solid(away > max(least, _SPREADS * spread))
    if mask is None:
        return None
    # The desk must be seen along the sides that were taken for it.
    touched = _touched(mask)
    clear = all(touched[side] < 0.04 for side in sides)
    hidden = all(touched[side] > 0.12 for side in set(_SIDES) - set(sides))
    return mask if clear and hidden else None


def _rim(shape: tuple[int, ...], sides: tuple[str, ...]) -> Pixels:
    rim = np.zeros(shape, dtype=bool)
    for side in sides:
        rim[_strip(side)] = True
    return rim


def _strip(side: str) -> tuple[slice, slice]:
    whole = slice(None)
    return {
        "top": (slice(None, _RIM), whole),
        "bottom": (slice(-_RIM, None), whole),
        "left": (whole, slice(None, _RIM)),
        "right": (whole, slice(-_RIM, None)),
    }[side]


def _desk(seen: Pixels, places: Pixels) -> tuple[Pixels, float]:
    """The planes (3 terms, 3 colours) of the desk's colours, and how much they vary there.

    They are fitted three times, each time without what lay far off: a pen on the desk.
    """
    used = np.ones(len(places), dtype=bool)
    for _ in range(3):
        kept = places[used]
        numbers = np.linalg.solve(kept.T @ kept, kept.T @ seen[used])
        away = np.abs(seen - places @ numbers).max(axis=1)
        spread = float(np.median(away)) * 1.4826
        used = away <= max(6.0, 2.5 * spread)
        if used.sum() < len(used) // 2:
            break
    return numbers, spread


def _solid(mask: Pixels) -> Pixels | None:
    """The one thing that holds the picture's middle, without its holes; None if there is none.

    Rows and columns are filled from their first to their last pixel: a sheet has no dents.
    """
    # Of a mask the mean tells the median, and is many times as fast.
    cleaned = Image.fromarray(mask.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(2))
    marked = np.asarray(cleaned) > 127
    if marked.sum() < 0.02 * marked.size:
        return None
    rows, columns = _longest_run(marked.mean(axis=1)), _longest_run(marked.mean(axis=0))
    kept = np.zeros_like(marked)
    kept[rows, columns] = marked[rows, columns]
    filled = _between(kept) & _between(kept.T).T
    if filled.sum() < _LEAST_SHARE * filled.size:
        return None
    full = kept.sum() / filled.sum()
    box = (rows.stop - rows.start) * (columns.stop - columns.start)
    if full < _FULL or filled.sum() / box < 0.5:
        return None
    return filled


def _longest_run(shares: Pixels) -> slice:
    """The longest run of rows (or columns) in which the thing covers something."""
    there = np.concatenate([[False], shares > 0.03, [False]])
    starts = np.flatnonzero(~there[:-1] & there[1:])
    ends = np.flatnonzero(there[:-1] & ~there[1:])
    if not starts.size:
        return slice(0, 0)
    longest = int(np.argmax(ends - starts))
    return slice(int(starts[longest]), int(ends[longest]))


def _between(mask: Pixels) -> Pixels:
    """In each row, all from the first to the last marked pixel."""
    return (
        np.logical_or.accumulate(mask, axis=1)
        & np.logical_or.accumulate(mask[:, ::-1], axis=1)[:, ::-1]
    )


def _touched(mask: Pixels) -> dict[str, float]:
    return {
        "top": float(mask[0].mean()),
        "right": float(mask[:, -1].mean()),
        "bottom": float(mask[-1].mean()),
        "left": float(mask[:, 0].mean()),
    }
