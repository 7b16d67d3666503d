"""A watermark over the whole document: large pale strokes behind or over its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

_BLOCK: Final = 3
_CELLS: Final = 10
_CELL_SHARE: Final = 0.015
_REACH: Final = 4
"""How many blocks from a place that is two blocks broad a stroke still belongs to it."""


def watermark(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """Over how much of the document it is spread, where that is much."""
    sharp = sight.sharpness
    if sharp is not None and sharp < limits["least_sharpness"]:
        # In a blurred picture all text is large and pale.
        return None
    spread = spread_of_pale_strokes(sight, limits)
    return {"spread": round(spread, 2)} if spread >= limits["least_spread"] else None


def spread_of_pale_strokes(sight: Sight, limits: Mapping[str, float]) -> float:
    """The part of the document's cells (of a grid) that hold broad strokes of middle tone.

    A block of pixels counts if all of it is darker than the paper, none of it as dark as ink,
    and no ink near: text and lines are ink, and their edges lie beside it. It also has to be
    part of a stroke that is two blocks broad somewhere: thin lines a little out of focus are
    pale as well.
    """
    if min(sight.text.shape) < _BLOCK * _CELLS:
        return 0.0
    lightest, darkest = _blocks(sight.text.astype(np.uint8))
    paper = _paper(lightest)
    ink = darkest < limits["darkest"] * paper
    pale = _of_broad_strokes((lightest < limits["palest"] * paper) & ~_near(ink, 2))
    document = sight.document(pale.shape)
    rows, columns = np.nonzero(document)
    box = (slice(rows.min(), rows.max() + 1), slice(columns.min(), columns.max() + 1))
    return float((_cells(pale[box] & document[box])[1:-1, 1:-1] > _CELL_SHARE).mean())


def _blocks(grey: Pixels) -> tuple[Pixels, Pixels]:
    """The lightest and the darkest pixel of each block."""
    height, width = (side // _BLOCK * _BLOCK for side in grey.shape)
    steps = [(y, x) for y in range(_BLOCK) for x in range(_BLOCK)]
    parts = [grey[y:height:_BLOCK, x:width:_BLOCK] for y, x in steps]
    return np.maximum.reduce(parts), np.minimum.reduce(parts)


def _paper(light: Pixels) -> Pixels:
    """How light the paper is at each place: the lightest around, smoothed."""
    size = (light.shape[1], light.shape[0])
    coarse = Image.fromarray(light).reduce(6).filter(ImageFilter.MaxFilter(5))
    smooth = coarse.filter(ImageFilter.BoxBlur(3))
    return np.asarray(smooth.resize(size, Image.Resampling.BILINEAR), dtype=np.float32)


def _of_broad_strokes(pale: Pixels) -> Pixels:
    """What of the mask lies near four blocks of it that form a square."""
    squares = np.zeros_like(pale)
    squares[1:, 1:] = pale[1:, 1:] & pale[:-1, 1:] & pale[1:, :-1] & pale[:-1, :-1]
    return pale & _near(squares, _REACH)


def _near(mask: Pixels, blocks: int) -> Pixels:
    """The mask and all within so many blocks of it."""
    marked = Image.fromarray(mask.astype(np.uint8) * 255)
    # The mean of a square is above 0 where its maximum is, and many times as fast.
    return np.asarray(marked.filter(ImageFilter.BoxBlur(blocks))) > 0


def _cells(mask: Pixels) -> Pixels:
    """The part of each cell that is marked."""
    height, width = (max(1, side // _CELLS) for side in mask.shape)
    cut = mask[: height * _CELLS, : width * _CELLS]
    return cut.reshape(_CELLS, height, _CELLS, width).mean(axis=(1, 3))
