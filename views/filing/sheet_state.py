"""What the place of a verification sheet tells about the one that is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from views import sheet_words


@dataclass(frozen=True)
class SheetState:
    """Whether the sheet is the right one, in words, and what to do where it is not known."""

    good: bool
    words: Any
    advice: Any = ""


def sheet_state(filing: Filing, slot: str) -> SheetState | None:
    """What is known of the sheet in the slot; None for an empty slot, another material, or a
    scan of before the codes were read."""
    material = filing.materials.get(slot)
    if material is None:
        return None
    if is_overtaken(filing, slot):
        return SheetState(False, sheet_words.OVERTAKEN)
    if material.sheet:
        return SheetState(True, sheet_words.RECOGNISED)
    for verdict in material.verdicts:
        if verdict.check in sheet_words.SENTENCES:
            return SheetState(False, sheet_words.sentence(verdict), sheet_words.advice(verdict))
    return None
