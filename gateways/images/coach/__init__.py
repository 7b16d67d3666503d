"""What is wrong with a scan, so that its owner can mend it before a reviewer sees it.

Each check looks at one picture and gives the facts of what it found, or None. What follows from
them, and from where on, stands in ``thresholds.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PIL import Image

from domain.filing.facts import Level, Verdict
from gateways.images.coach.colour import no_colour
from gateways.images.coach.focus import blur
from gateways.images.coach.framing import background, cut, resolution, skew
from gateways.images.coach.light import dark, glare
from gateways.images.coach.moire import screen
from gateways.images.coach.overprint import watermark
from gateways.images.coach.sight import Sight
from gateways.images.thresholds import Thresholds, load

__all__ = ["CHECKS", "judge", "use"]

Check = Callable[[Sight, Mapping[str, float]], Mapping[str, float | str] | None]

CHECKS: Final[dict[str, Check]] = {
    "no_colour": no_colour,
    "resolution": resolution,
    "blur": blur,
    "dark": dark,
    "glare": glare,
    "background": background,
    "cut": cut,
    "skew": skew,
    "screen": screen,
    "watermark": watermark,
}
"""By the name that verdicts and thresholds have."""

CAUSES: Final[dict[str, tuple[str, ...]]] = {
    "no_colour": ("dark",),
    "watermark": ("dark", "glare", "screen"),
}
"""Which defects look like another one as well: in the dark nothing has colours and all ink is
pale; the edge of a reflection, and the bands on a photographed screen, are broad and pale."""

_in_use: Thresholds = load()


def use(own: Path | None) -> None:
    """Judge by an operator's thresholds from now on. Raises BadThresholds."""
    global _in_use
    _in_use = load(own)


def judge(picture: Image.Image, material: str) -> tuple[Verdict, ...]:
    """All that the checks find wrong with an upright RGB picture, for the code of a material.

    What another defect of the picture explains is left out, and that one is as grave as both.
    """
    sight = Sight(picture)
    found: list[Verdict] = []
    for name, check in CHECKS.items():
        rule = _in_use.rule(name, material)
        facts = rule and check(sight, rule.numbers)
        if rule is not None and facts is not None:
            found.append(Verdict(check=name, level=rule.level, facts=dict(facts)))
    return _causes(found)


def _causes(found: list[Verdict]) -> tuple[Verdict, ...]:
    by_name = {verdict.check: verdict for verdict in found}
    for name, causes in CAUSES.items():
        cause = next((by_name[each] for each in causes if each in by_name), None)
        if name in by_name and cause is not None:
            followed = by_name.pop(name)
            if followed.level is Level.REFUSE:
                by_name[cause.check] = replace(cause, level=Level.REFUSE)
    return tuple(by_name.values())
