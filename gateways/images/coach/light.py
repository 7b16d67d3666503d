"""Too little light, or so much of it in one place that the text there is gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from gateways.images.coach.pixels import Pixels
from gateways.images.coach.sight import Sight

_PATCH: Final = 9
"""Side in pixels of the smallest patch that counts, of a picture of 480."""
_AROUND: Final = 16


def dark(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """The brightness of the document's lighter parts, where it is too low."""
    inside = sight.lightest[sight.document(sight.lightest.shape)]
    light = float(np.percentile(inside, 90))
    if light >= limits["least_light"]:
        return None
    return {"light": round(light), "least": limits["least_light"]}


def glare(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """The part of the document that is blown out.

    A reflection is much lighter than the paper around it. Paper that is itself nearly white,
    or that light falls on from one side, is not: nothing is lost there.
    """
    darkest = sight.darkest
    document = sight.document(darkest.shape)
    if float(np.median(darkest[document])) > limits["most_around"]:
        return None
    blown = _patches((darkest >= limits["blown_from"]) & document)
    share = float(blown.sum() / document.sum())
    if share < limits["least_share"]:
        return None
    around = _grown(blown, _AROUND) & ~_grown(blown, _AROUND // 2) & document
    if not around.any() or float(np.median(darkest[around])) > limits["most_around"]:
        return None
    return {"share": round(share, 3)}


def _patches(mask: Pixels) -> Pixels:
    """The mask without all that is narrower than a patch."""
    return _grown(~_grown(~mask, _PATCH // 2), _PATCH // 2)


def _grown(mask: Pixels, by: int) -> Pixels:
    """The mask with ``by`` pixels more on every side."""
    for axis in (0, 1):
        sums = np.cumsum(
            np.pad(mask, [(by + 1, by) if a == axis else (0, 0) for a in (0, 1)]), axis
        )
        window = 2 * by + 1
        mask = (
            (sums[window:] - sums[:-window])
            if axis == 0
            else (sums[:, window:] - sums[:, :-window])
        ) > 0
    return mask
