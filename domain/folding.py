"""Folding what people type into the one form that rules and look-ups compare."""

from __future__ import annotations

import unicodedata
from typing import Final

_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")


def fold(text: str) -> str:
    """Full-width characters as ASCII (NFKC), every dash a hyphen, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
