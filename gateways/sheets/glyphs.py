"""Which characters a font can show, from its table ``cmap`` (OpenType 1.9, format 12)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from pathlib import Path
from typing import BinaryIO, Final

_UNICODE_FULL: Final = (3, 10)
"""Platform and encoding of the table that holds all of Unicode."""


class Glyphs:
    """The characters of one font of a collection (``.ttc``)."""

    def __init__(self, collection: Path, number: int) -> None:
        with collection.open("rb") as file:
            groups = _groups(file, _table(file, number))
        self._starts = [start for start, _end in groups]
        self._ends = [end for _start, end in groups]

    def has(self, character: str) -> bool:
        """Whether the font shows every code point of the character."""
        return all(self._has(ord(point)) for point in character)

    def _has(self, point: int) -> bool:
        at = bisect_right(self._starts, point) - 1
        return at >= 0 and point <= self._ends[at]


def _read(file: BinaryIO, at: int, form: str) -> tuple[int, ...]:
    file.seek(at)
    return struct.unpack(form, file.read(struct.calcsize(form)))


def _table(file: BinaryIO, number: int) -> int:
    """Where the table ``cmap`` of that font begins."""
    (font,) = _read(file, 12 + 4 * number, ">I")
    (tables,) = _read(file, font + 4, ">H")
    for index in range(tables):
        file.seek(font + 12 + 16 * index)
        tag, _checksum, offset, _length = struct.unpack(">4sIII", file.read(16))
        if tag == b"cmap":
            return int(offset)
    raise ValueError("the font has no table cmap")


def _groups(file: BinaryIO, cmap: int) -> list[tuple[int, int]]:
    """First and last code point of each run of characters, rising."""
    (tables,) = _read(file, cmap + 2, ">H")
    for index in range(tables):
        platform, encoding, offset = _read(file, cmap + 4 + 8 * index, ">HHI")
        if (platform, encoding) == _UNICODE_FULL:
            (count,) = _read(file, cmap + offset + 12, ">I")
            runs = _read(file, cmap + offset + 16, f">{3 * count}I")
            return list(zip(runs[::3], runs[1::3], strict=True))
    raise ValueError("the font has no table for all of Unicode")
