"""The scans that a filing is asked for, as the guide shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import url_for
from flask_babel import gettext as _

from domain.guide.asked import AskedMaterial
from domain.reference.materials import material
from domain.rules.rule_set import RuleSet
from gateways.images.port import MAX_BYTES
from views.filing.slot_words import EXAMPLES
from views.guide.rule_lines import RuleLine, rule_line
from views.guide.sheet import SampleLink
from views.guide.words import NEEDS, PER
from views.language import language, listed

_MEBIBYTE: Final = 1024 * 1024
_SHEET: Final = "M05"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn example: the address of the drawing, what it shows, whether it is a good one."""

    src: str
    caption: Any
    good: bool


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One material in words. ``limit`` is in MB (1024 * 1024 bytes)."""

    code: str
    title: str
    need: Any
    colour: str
    why: str
    rules: str
    bad: str
    per: Any
    limit: int
    may_be_pdf: bool
    instead: str
    drawings: tuple[Drawing, ...]
    samples: tuple[SampleLink, ...]
    asked: tuple[RuleLine, ...]


def material_line(
    asked: AskedMaterial, rules: RuleSet, samples: tuple[SampleLink, ...]
) -> MaterialLine:
    """A material in the reader's language, with the rules that ask for it. ``samples`` are those
    of the verification sheet."""
    kind = material(asked.code)
    need, colour = NEEDS[asked.need]
    return MaterialLine(
        code=kind.code,
        title=kind.label(language()),
        need=need,
        colour=colour,
        why=kind.why(language()),
        rules=kind.rules(language()),
        bad=kind.bad(language()),
        per=PER[asked.rules[0].asked_per],
        limit=min(kind.accept_bytes, MAX_BYTES) // _MEBIBYTE,
        may_be_pdf=kind.may_be_pdf,
        instead=_instead(asked),
        drawings=_drawings(kind.drawing),
        samples=samples if kind.code == _SHEET else (),
        asked=tuple(rule_line(rule, rules) for rule in asked.rules),
    )


def _instead(asked: AskedMaterial) -> str:
    names = [material(code).label(language()) for code in asked.stands_in_for]
    return _("可以代替%(what)s", what=listed(names)) if names else ""


def _drawings(drawing: str) -> tuple[Drawing, ...]:
    """The drawings that fit the material: a good one, then what goes wrong most."""
    name = f"{drawing}-front" if drawing == "card" else drawing
    return tuple(
        Drawing(url_for("static", filename=f"examples/{name}-{state}.svg"), words, not number)
        for number, (state, words) in enumerate(EXAMPLES.items())
    )
