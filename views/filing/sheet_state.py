"""What the place of a verification sheet tells about the one that is in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from views import sheet_words


@dataclass(frozen=True)
class SheetState:
    """Whether the sheet is the right one, in words."""

    good: bool
    words: Any


def sheet_state(filing: Filing, slot: str) -> SheetState | None:
    """What is known of the sheet in the slot; None for an empty slot, another material, and a
    scan whose code was not read: that one has a verdict."""
    material = filing.materials.get(slot)
    if material is None:
        return None
    if is_overtaken(filing, slot):
        return SheetState(False, sheet_words.OVERTAKEN)
    return SheetState(True, sheet_words.RECOGNISED) if material.sheet else None
