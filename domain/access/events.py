"""What was looked at. Stored for ever: a field is never renamed, removed or reused."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec


class ValueRevealed(msgspec.Struct, frozen=True):
    """Somebody saw the full value behind a mask, for a stated reason."""

    filing: str
    target: str
    reason: str
    at: datetime


class ScanViewed(msgspec.Struct, frozen=True):
    """Somebody looked at a scan or a photo."""

    filing: str
    material: str
    slot: str
    at: datetime


AccessEvent: TypeAlias = ValueRevealed | ScanViewed
