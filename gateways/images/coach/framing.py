"""How the document lies in the frame: too small in it, cut off by it, askew."""

from __future__ import annotations

from collections.abc import Mapping

from gateways.images.coach.lines import tilt_of_lines
from gateways.images.coach.sight import Sight


def resolution(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """The document's long side in pixels, where that is too few for its text."""
    side = sight.long_side
    if side >= limits["least_side"]:
        return None
    return {"side": round(side), "least": limits["least_side"]}


def background(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """The part of the picture that the document covers, where that is too little."""
    if sight.outline is None or sight.outline.share >= limits["least_share"]:
        return None
    return {"share": round(sight.outline.share, 3), "least": limits["least_share"]}


def cut(sight: Sight, limits: Mapping[str, float]) -> dict[str, float | str] | None:
    """The sides of the frame (``top right``) beyond which the document goes on.

    A picture that shows the document only, on all four sides, is taken for a scan.
    """
    if sight.outline is None:
        return None
    beyond = {
        side: part for side, part in sight.outline.sides.items() if part > limits["most_touching"]
    }
    if not beyond:
        return None
    return {"sides": " ".join(beyond), "part": round(max(beyond.values()), 2)}


def skew(sight: Sight, limits: Mapping[str, float]) -> dict[str, float] | None:
    """``angle``: by how many degrees clockwise the document is askew; ``turn``: what would
    straighten it, as ``Wanted.turn`` takes it."""
    outline = sight.outline
    whole = outline is not None and max(outline.sides.values()) < 0.02
    angle = outline.tilt if outline is not None and whole else None
    if angle is None:
        angle = tilt_of_lines(sight.middle, limits["most_angle"] * 4)
    if angle is None or abs(angle) <= limits["most_angle"]:
        return None
    return {"angle": round(angle, 1), "turn": round(-angle, 1)}
