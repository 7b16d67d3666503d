"""Grey instead of colour: the law asks for a colour scan of the original."""

from __future__ import annotations

from collections.abc import Mapping

from gateways.images.coach.sight import Sight


def no_colour(sight: Sight, least: Mapping[str, float]) -> dict[str, float] | None:
    """The share of coloured pixels, where it is too small."""
    spread = sight.lightest - sight.darkest
    share = float((spread >= least["coloured_from"]).mean())
    return {"share": round(share, 6)} if share < least["least_share"] else None
