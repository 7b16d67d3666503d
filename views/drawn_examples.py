"""Drawn examples of scans: a good one, and what goes wrong most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import lazy_gettext as _l

EXAMPLES: Final[dict[str, Any]] = {
    "good": _l("合格：四角完整，文字清楚"),
    "cut": _l("不合格：缺角，没有拍全"),
    "glare": _l("不合格：反光遮住文字"),
    "blur": _l("不合格：模糊，看不清"),
}
"""What the drawn examples show, by the end of their file names; the first is the good one."""


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
