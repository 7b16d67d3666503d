"""Ranges as an operator types them, or as a CSV file brings them: one a line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

import msgspec

from domain.pools.ranges import IpRange, NotARange, read_range
from domain.pools.refusals import BadLine, LinesRefused, NoRanges, TooManyRanges

MOST_LINES: Final = 20_000
MOST_TOLD: Final = 20
LONGEST_NOTE: Final = 100
_LONGEST_LINE: Final = 1000
_HEADS: Final = frozenset({"range", "cidr", "ip", "地址段", "网段"})


class Line(msgspec.Struct, frozen=True):
    """A range with the number of its line, from 1, and the note behind it."""

    number: int
    range: IpRange
    note: str = ""


def read_lines(text: str) -> tuple[Line, ...]:
    """The ranges of a text: ``range`` or ``range,note`` a line; a head line, empty lines and
    those that begin with # are skipped.

    Raises LinesRefused with the lines that are no ranges, NoRanges or TooManyRanges.
    """
    lines: list[Line] = []
    wrong: list[BadLine] = []
    for number, cells in _rows(text):
        if number == 1 and cells[0].strip().lower() in _HEADS:
            continue
        if len(lines) + len(wrong) >= MOST_LINES:
            raise TooManyRanges(most=MOST_LINES)
        try:
            note = cells[1].strip()[:LONGEST_NOTE] if len(cells) > 1 else ""
            lines.append(Line(number, read_range(cells[0]), note))
        except NotARange as error:
            wrong.append(BadLine(number, error.reason, cells[0].strip()[:60]))
    if wrong:
        raise LinesRefused(lines=tuple(wrong[:MOST_TOLD]))
    if not lines:
        raise NoRanges
    return tuple(lines)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of the lines that say something."""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            # One row a line: a quotation mark left open must not swallow the lines below it. Cut,
            # because the reader of CSV gives up at a cell of 131,072 characters.
            short = line[:_LONGEST_LINE].replace("\0", "").replace("，", ",")
            yield number, next(csv.reader([short]))
