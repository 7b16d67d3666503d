"""A broken field rule, told by its code; views turn codes into sentences."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """``field`` as the form names it (``responsible.mobile``), ``code`` of the broken rule,
    ``facts`` for the sentence (a limit, a kind of error), never personal."""

    field: str
    code: str
    facts: dict[str, Any] = {}


def text_problem(field: str, value: str, *, least: int, most: int) -> list[Problem]:
    """Problems of a text: ``required``, ``too_short``, ``too_long`` (characters) or
    ``unprintable`` (control characters, emoji and private characters)."""
    if not value.strip():
        return [Problem(field, "required")] if least else []
    if len(value) > most:
        return [Problem(field, "too_long", {"most": most})]
    if len(value) < least:
        return [Problem(field, "too_short", {"least": least})]
    if not is_plain_text(value):
        return [Problem(field, "unprintable")]
    return []


_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d\u20e3\U000e0000-\U000e007f]")


def is_plain_text(value: str) -> bool:
    """Whether the text holds only characters that a certificate could show."""
    if _EMOJI.search(value):
        return False
    return all(
        unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"} or character in "\r\n"
        for character in value
    )


_CHINESE = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f\U00030000-\U000323af]"
)


def chinese_characters(value: str) -> int:
    """How many Chinese characters the text has, rare ones included."""
    return len(_CHINESE.findall(value))
