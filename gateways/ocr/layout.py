"""Finding the fields of a certificate among the lines of text that were read from it.

The labels are those printed on the certificates: of the identity card as in GA 461, of the licence
as in the form of the State Administration for Market Regulation since 2019.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from gateways.ocr.port import Kind, ReadField


class Line(msgspec.Struct, frozen=True):
    """One piece of text as a reader finds it; ``left``, ``top`` and ``height`` in pixels,
    ``confidence`` from 0 to 1."""

    text: str
    left: float
    top: float
    height: float
    confidence: float


class _Row(msgspec.Struct, frozen=True):
    """The pieces that stand side by side, joined; ``starts`` are where each begins."""

    text: str
    starts: frozenset[int]
    confidence: float


class _Labelled(msgspec.Struct, frozen=True):
    """What stands behind a label."""

    text: str
    confidence: float


LONG_TERM: Final = "long_term"
_SPACE: Final = re.compile(r"\s+")
_ID: Final = re.compile(r"[1-9]\d{16}[\dXx]")
_CREDIT: Final = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_SPAN: Final = re.compile(
    r"\d{4}[.．]?\d{2}[.．]?\d{2}[-—－~至](?:(\d{4})[.．]?(\d{2})[.．]?(\d{2})|长期)"
)
_UNTIL: Final = re.compile(r"(?:至|-|^)(?:(\d{4})年(\d{1,2})月(\d{1,2})日|长期)$")
_SAME_ROW: Final = 0.6
"""The share of a piece's height by which those of one row may differ."""
_FRONT_LABELS: Final = ("姓名", "性别", "民族", "出生", "住址", "公民身份号码")
_LICENCE_LABELS: Final = (
    "名称",
    "类型",
    "法定代表人",
    "经营者",
    "经营范围",
    "注册资本",
    "成立日期",
    "营业期限",
    "住所",
    "经营场所",
    "登记机关",
)


def fields(lines: Sequence[Line], kind: Kind) -> tuple[ReadField, ...]:
    """The fields of a certificate of that kind."""
    rows = _rows(lines)
    found = {"licence": _licence, "id_front": _id_front, "id_back": _id_back}[kind](rows)
    return tuple(field for field in found if field.text)


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """The pieces by rows from the top, each row from the left: a printed label and what was
    filled in behind it are often two pieces, and the letters of a wide label one each."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top):
        last = groups[-1] if groups else []
        if last and line.top - last[0].top < last[0].height * _SAME_ROW:
            last.append(line)
        else:
            groups.append([line])
    return [_joined(sorted(group, key=lambda line: line.left)) for group in groups]


def _joined(pieces: Sequence[Line]) -> _Row:
    text, starts = "", set()
    for piece in pieces:
        starts.add(len(text))
        text += _SPACE.sub("", piece.text)
    return _Row(text, frozenset(starts), min(piece.confidence for piece in pieces))


def _id_front(rows: Sequence[_Row]) -> Iterator[ReadField]:
    behind = _behind(rows, _FRONT_LABELS, runs_on="住址")
    yield from _field("name", behind.get("姓名"))
    yield from _field("address", behind.get("住址"))
    yield from _first("certificate_number", _ID, rows)


def _id_back(rows: Sequence[_Row]) -> Iterator[ReadField]:
    for row in rows:
        span = _SPAN.search(row.text)
        if span is not None:
            yield from _end(span.groups(), row.confidence)
            return


def _licence(rows: Sequence[_Row]) -> Iterator[ReadField]:
    behind = _behind(rows, _LICENCE_LABELS)
    yield from _first("certificate_number", _CREDIT, rows)
    yield from _field("name", behind.get("名称"))
    yield from _field("legal_representative", behind.get("法定代表人"))
    yield from _field("address", behind.get("住所"))
    term = behind.get("营业期限")
    until = _UNTIL.search(term.text) if term else None
    if term and until is not None:
        yield from _end(until.groups(), term.confidence)


def _field(name: str, value: _Labelled | None) -> Iterator[ReadField]:
    if value is not None:
        yield ReadField(name, value.text, value.confidence)


def _first(name: str, pattern: re.Pattern[str], rows: Sequence[_Row]) -> Iterator[ReadField]:
    for row in rows:
        number = pattern.search(row.text.upper())
        if number is not None:
            yield ReadField(name, number[0], row.confidence)
            return


def _behind(rows: Sequence[_Row], labels: Sequence[str], runs_on: str = "") -> dict[str, _Labelled]:
    """What stands behind each label in its row. Only ``runs_on`` goes on in rows without one."""
    found: dict[str, _Labelled] = {}
    last = ""
    for row in rows:
        places = sorted(
            (start, label)
            for label in labels
            for start in row.starts
            if row.text.startswith(label, start)
        )
        if not places and last == runs_on and last in found:
            more = found[last].text + row.text
            found[last] = _Labelled(more, min(found[last].confidence, row.confidence))
        ends = [start for start, _label in places[1:]] + [len(row.text)]
        for (start, label), end in zip(places, ends, strict=False):
            value = row.text[start + len(label) : end].lstrip("：:")
            found.setdefault(label, _Labelled(value, row.confidence))
            last = label
    return found


def _end(parts: Sequence[str | None], confidence: float) -> Iterator[ReadField]:
    """The day of the three parts, or no end where there are none."""
    year, month, day = parts
    if year is None or month is None or day is None:
        yield ReadField("valid_to", LONG_TERM, confidence)
        return
    try:
        end = date(int(year), int(month), int(day))
    except ValueError:
        return
    yield ReadField("valid_to", end.isoformat(), confidence)
