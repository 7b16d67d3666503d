"""What a reader is told when a command was refused: one text for each broken rule."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.refusal import Refusal
from views.account.refusal_words import WORDS as ACCOUNT

WORDS: Final[dict[type[Refusal], LazyString]] = {
    **ACCOUNT,
}
"""Each text may name the refusal's facts as ``%(name)s``."""

_FALLBACK: Final = _l("当前状态下不能进行这项操作。请刷新页面，查看最新进度后再试。")


def words_for(refusal: Refusal, default: object = _FALLBACK) -> object:
    """The text of the refusal's class, or of the nearest class above it, with its facts."""
    for cls in type(refusal).__mro__:
        words = WORDS.get(cls)
        if words is not None:
            return str(words) % refusal.facts if refusal.facts else words
    return default
