"""The scans that a filing is asked for, as the guide shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from domain.guide.asked import AskedMaterial
from domain.reference.materials import material
from gateways.images.port import MAX_BYTES
from views.drawn_examples import Example, examples
from views.guide.reader import Guidebook
from views.guide.rule_lines import RuleLine, rule_line
from views.guide.sheet import SampleLink
from views.guide.words import NEEDS, PER
from views.language import language, listed

_MEBIBYTE: Final = 1024 * 1024
_SHEET: Final = "M05"


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
    drawings: tuple[Example, ...]
    samples: tuple[SampleLink, ...]
    asked: tuple[RuleLine, ...]


def material_line(
    asked: AskedMaterial, book: Guidebook, samples: tuple[SampleLink, ...]
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
        drawings=examples(kind.drawing),
        samples=samples if kind.code == _SHEET else (),
        asked=tuple(rule_line(rule, book) for rule in asked.rules),
    )


def _instead(asked: AskedMaterial) -> str:
    names = [material(code).label(language()) for code in asked.stands_in_for]
    return _("可以代替%(what)s", what=listed(names)) if names else ""
