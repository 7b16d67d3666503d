"""How words are looked for in what people write: whatever the width, spacing and script.

A text is folded to one width (NFKC) and lower case, without spaces, punctuation and invisible
characters, and traditional characters to the simplified ones. So ``論 · 壇`` holds ``论坛``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from domain.reference.traditional import SIMPLIFIED

_IGNORED: Final = frozenset({"P", "S", "Z", "C", "M"})
"""The first letters of Unicode's general categories that carry no meaning in a name."""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A text as words are compared in it."""
    wide = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return "".join(c for c in wide if unicodedata.category(c)[0] not in _IGNORED)


def held(text: str, words: Iterable[str]) -> list[str]:
    """The words that the text holds, in their order."""
    told, words = folded(text), tuple(words)
    if not told or _one_of(words).search(told) is None:
        return []
    return [word for word in words if folded(word) in told]


@lru_cache(maxsize=1024)
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Whether a folded text holds one of the words at all: most hold none, and one look for all
    words takes half the time. The words are literal, so nothing can blow up."""
    return re.compile("|".join(re.escape(folded(word)) for word in words))


def begun(text: str, words: Iterable[str]) -> list[str]:
    """The words that the text begins with, in their order."""
    told = folded(text)
    return [word for word in words if told.startswith(folded(word))]
