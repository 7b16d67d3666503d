"""Which format a file has, by its first bytes alone: its name may say anything."""

from __future__ import annotations

from typing import Final

_MARKS: Final = ((b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"%PDF-", "PDF"))
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
)
"""ISO/IEC 23008-12, annex B: the brands of pictures, which follow the word ``ftyp``."""


def format_of(data: bytes) -> str | None:
    """JPEG, PNG, PDF or HEIF, or None for anything else."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return "HEIF"
    return None
