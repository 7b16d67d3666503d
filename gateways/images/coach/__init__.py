"""What is wrong with a scan, so that its owner can mend it before a reviewer sees it.

Each check looks at one picture and gives the facts of what it found, or None. What follows from
them, and from where on, stands in ``thresholds.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PIL import Image

from domain.filing.facts import Verdict
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

_in_use: Thresholds = load()


def use(own: Path | None) -> None:
    """Judge by an operator's thresholds from now on. Raises BadThresholds."""
    global _in_use
    _in_use = load(own)


def judge(picture: Image.Image, material: str) -> tuple[Verdict, ...]:
    """All that the checks find wrong with an upright RGB picture, for the code of a material."""
    sight = Sight(picture)
    found: list[Verdict] = []
    for name, check in CHECKS.items():
        rule = _in_use.rule(name, material)
        facts = rule and check(sight, rule.numbers)
        if rule is not None and facts is not None:
            found.append(Verdict(check=name, level=rule.level, facts=dict(facts)))
    return tuple(found)
