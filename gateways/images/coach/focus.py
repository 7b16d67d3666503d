"""Blur: contours that rise over many pixels instead of one or two."""

from __future__ import annotations

from collections.abc import Mapping

from gateways.images.coach.sight import Sight


def blur(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """How sharp the picture's contours are, where that is too little."""
    found = sight.sharpness
    if found is None or found >= limits["least_sharpness"]:
        return None
    return {"sharpness": round(found, 3), "least": limits["least_sharpness"]}
