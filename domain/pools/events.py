"""What happened to the provider's address pools.

Stored for ever: a field is never renamed, removed or reused. Who did it stands in the envelope.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec


class PoolRange(msgspec.Struct, frozen=True):
    """A range of the pools: first and last address in canonical text, and a note."""

    id: str
    first: str
    last: str
    note: str = ""


class RangesAdded(msgspec.Struct, frozen=True):
    """The operator added ranges, for the ``reason`` given. ``source`` is ``typed`` or the word
    ``file`` for an import."""

    ranges: tuple[PoolRange, ...]
    reason: str
    source: str
    at: datetime


class RangeRemoved(msgspec.Struct, frozen=True):
    """The operator took a range out: new accesses there are refused from now on."""

    range: str
    reason: str
    at: datetime


PoolEvent: TypeAlias = RangesAdded | RangeRemoved
