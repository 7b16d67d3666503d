"""Servers as a CSV file of the provider's sales brings them: one a line, below a head line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec

from domain.hosting import server_rules
from domain.hosting.facts import Kind, Server
from domain.hosting.refusals import RowsRefused
from domain.reference import provinces
from domain.rules.problems import Problem

COLUMNS: Final = (
    "name",
    "kind",
    "addresses",
    "province",
    "prepaid",
    "bought_on",
    "bought_until",
    "owner",
)
MOST_ROWS: Final = 5000
_MOST_TOLD: Final = 20
_LONGEST_LINE: Final = 4000
_YES: Final = frozenset({"yes", "y", "true", "1", "是"})
_NO: Final = frozenset({"no", "n", "false", "0", "否"})


class BadRow(msgspec.Struct, frozen=True):
    """What is wrong with a row: the number of its line from 1, and the rule it breaks."""

    line: int
    problem: Problem


class ServerRow(msgspec.Struct, frozen=True):
    """A server of the file; ``owner`` is a contact, empty for nobody yet."""

    line: int
    server: Server
    owner: str


def read_servers(text: str, *, sites: int, codes: int, frees_quota: bool) -> tuple[ServerRow, ...]:
    """The servers of a CSV text with the columns COLUMNS; the other values are for all of them.

    ``province`` is a province's six-digit code, empty outside the mainland; ``addresses`` stand
    apart by spaces; days are written 2026-03-02. Raises RowsRefused with the rows that are wrong.
    """
    rows = _rows(text)
    head = [cell.strip() for cell in next(rows, (1, []))[1]]
    absent = [name for name in COLUMNS if name not in head]
    if absent:
        raise _refused(1, "columns_missing", columns=", ".join(absent))
    found: list[ServerRow] = []
    wrong: list[BadRow] = []
    terms = {"sites": sites, "codes": codes, "frees_quota": frees_quota}
    for line, cells in rows:
        if len(found) + len(wrong) >= MOST_ROWS:
            raise _refused(line, "too_many_rows", most=MOST_ROWS)
        row = dict.fromkeys(COLUMNS, "") | dict(zip(head, map(str.strip, cells), strict=False))
        server, problems = _read(row, terms)
        wrong += [BadRow(line, problem) for problem in problems]
        if server is not None and not problems:
            found.append(ServerRow(line, server, row["owner"]))
    if wrong:
        raise RowsRefused(rows=tuple(wrong[:_MOST_TOLD]))
    if not found:
        raise _refused(1, "no_rows")
    return tuple(found)


def _refused(line: int, code: str, **facts: object) -> RowsRefused:
    return RowsRefused(rows=(BadRow(line, Problem("server", code, facts)),))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of the lines that say something. One row a line, and none too long: the
    reader of CSV gives up at a cell of 131,072 characters."""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if line.strip():
            yield number, next(csv.reader([line[:_LONGEST_LINE].replace("\0", "")]))


def _read(cells: dict[str, str], terms: dict[str, Any]) -> tuple[Server | None, list[Problem]]:
    """The server of a row, or the columns that cannot be read."""
    values: dict[str, Any] = {
        "kind": cells["kind"] if cells["kind"] in set(Kind) else None,
        "place": _place(cells["province"]),
        "prepaid": _answer(cells["prepaid"]),
        "bought_on": _day(cells["bought_on"]),
        "bought_until": _day(cells["bought_until"]),
    }
    problems = [
        Problem(f"server.{name}", "cell_unreadable", {"column": name, "text": cells[column][:40]})
        for name, value in values.items()
        if value is None and (column := "province" if name == "place" else name)
    ]
    if problems:
        return None, problems
    addresses = tuple(cells["addresses"].split())
    server = Server(
        **values | {"kind": Kind(values["kind"])}, name=cells["name"], addresses=addresses, **terms
    )
    return server, server_rules.check(server)


def _place(code: str) -> int | None:
    if not code:
        return 0
    province = provinces.by_code.get(code.ljust(6, "0"))
    return province.server_location_id if province else None


def _answer(text: str) -> bool | None:
    lower = text.lower()
    return True if lower in _YES else False if lower in _NO else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
