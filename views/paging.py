"""Numbers in addresses that say where a list goes on."""

from __future__ import annotations

from typing import Final

_LARGEST: Final = 2**63 - 1
"""The largest number of a row in either database."""


def row_number(text: str) -> int:
    """For ``request.args.get(…, type=row_number)``. Raises ValueError for what numbers no row."""
    number = int(text)
    if not 0 <= number <= _LARGEST:
        raise ValueError(text)
    return number
