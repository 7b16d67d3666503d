"""Drawn examples of scans: a good one, and what goes wrong most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from views.filing.slot_words import EXAMPLES


@dataclass(frozen=True)
class Example:
    """A drawn example: the address of the drawing, what it shows, whether it is a good one."""

    src: str
    caption: Any
    good: bool


def examples(drawing: str, side: str = "") -> tuple[Example, ...]:
    """The drawings of that kind (``domain.reference.materials.Drawing``); of a card, those of its
    front where no side is told."""
    name = f"card-{side or 'front'}" if drawing == "card" else drawing
    return tuple(
        Example(url_for("static", filename=f"examples/{name}-{state}.svg"), words, not number)
        for number, (state, words) in enumerate(EXAMPLES.items())
    )
