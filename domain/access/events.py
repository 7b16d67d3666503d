"""What was looked at, looked for and erased.

Stored for ever: a field is never renamed, removed or reused.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec


class ValueRevealed(msgspec.Struct, frozen=True):
    """Somebody saw the full value behind a mask, for a stated reason.

    ``version`` is that of the filing whose value it was, 0 for the newest at that time.
    """

    filing: str
    target: str
    reason: str
    at: datetime
    version: int = 0


class ScanViewed(msgspec.Struct, frozen=True):
    """Somebody looked at a scan or a photo."""

    filing: str
    material: str
    slot: str
    at: datetime


class FilingsSearched(msgspec.Struct, frozen=True):
    """An auditor looked for filings or events.

    ``by`` says by what kinds of values, ``digest`` is a keyed digest of what was typed (so
    that a suspicion can be checked and nothing can be read), ``found`` how many there were.
    """

    by: tuple[str, ...]
    digest: str
    found: int
    at: datetime


class PersonErased(msgspec.Struct, frozen=True):
    """The personal data of a person in this filing were erased for good, for a legal reason."""

    filing: str
    person: str
    reason: str
    at: datetime


class SheetPrinted(msgspec.Struct, frozen=True):
    """Somebody who works here got a website's verification sheet, on which names stand in full.

    With ``completed`` the provider's part was filled in from the review.
    """

    filing: str
    site: str
    completed: bool
    at: datetime


AccessEvent: TypeAlias = ValueRevealed | ScanViewed | FilingsSearched | PersonErased | SheetPrinted
