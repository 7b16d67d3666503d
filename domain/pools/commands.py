"""What may be asked of the address pools."""

from __future__ import annotations

from typing import TypeAlias

from domain.command import Command
from domain.pools.reading import Line


class AddRanges(Command, frozen=True, kw_only=True):
    """Add the ranges of these lines, all or none."""

    lines: tuple[Line, ...]
    reason: str
    source: str = "typed"


class RemoveRange(Command, frozen=True, kw_only=True):
    """Take a range out."""

    range: str
    reason: str


PoolCommand: TypeAlias = AddRanges | RemoveRange
