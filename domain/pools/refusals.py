"""The rules that a change of the pools can break."""

from __future__ import annotations

import msgspec

from domain.refusal import Refusal


class BadLine(msgspec.Struct, frozen=True):
    """What is wrong with a line: its number from 1, a reason of ``NotARange``, ``overlaps`` or
    ``no_such_column``, the text, and for an overlap the other range."""

    line: int
    reason: str
    text: str
    other: str = ""


class LinesRefused(Refusal):
    """Some lines are no ranges or overlap (fact: ``lines``, the first of them as BadLine)."""


class NoRanges(Refusal):
    """There is no line with a range."""


class TooManyRanges(Refusal):
    """More lines than one import takes (fact: ``most``)."""


class ReasonNeeded(Refusal):
    """A change of the pools needs a reason of at least ``least`` characters, at most ``most``."""
