"""Changes to a book of rules: what the files say, with new versions of rules put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import msgspec

from domain.rules.rule import Rule, Source
from domain.rules.rule_files import Book, RuleFile, parsed

CHANGES: Final = "changes"
"""The name of the file in which rules stand that no file has."""

Row = dict[str, Any]


class HeldAlready(ValueError):
    """A change would alter what held on a past day; says of which ``rule`` and which ``day``."""

    def __init__(self, rule: str, day: date | None) -> None:
        super().__init__(f"rule {rule} held on {day or 'every past day'}")
        self.rule = rule
        self.day = day


def changed(book: Book, rows: Iterable[Row], sources: Mapping[str, Source]) -> Book:
    """The book with these versions of rules.

    A row with the id and the first day of a version that is there takes its place. Any other is
    a new version: the one that would still hold on its first day ends on the day before.
    Whether the rules can be used is not checked here, but the rows are read: raises BadRule.
    """
    files = {name: list(file.items) for name, file in book.files}
    for row in rows:
        _put(files, row)
    days = {name: file.reviewed_on for name, file in book.files}
    latest = max(days.values(), default=date.min)
    merged = tuple(
        (name, RuleFile(days.get(name, latest), tuple(items))) for name, items in files.items()
    )
    return Book(merged, {**book.sources, **sources})


def ensure_future(book: Book, rows: Iterable[Row], today: date) -> None:
    """A version begins today or later, and one that has begun may only end, today or later.

    Raises HeldAlready, or BadRule for a row that cannot be read.
    """
    present = {_place(row): parsed(row, name) for name, file in book.files for row in file.items}
    for row in rows:
        rule = parsed(row, CHANGES)
        before = present.get(_place(row))
        if rule.valid_from is not None and rule.valid_from >= today:
            continue
        if before is None or not _only_ends(before, rule, today):
            raise HeldAlready(rule.id, rule.valid_from)


def _only_ends(before: Rule, after: Rule, today: date) -> bool:
    still_holds = before.valid_to is None or before.valid_to >= today
    ends_ahead = after.valid_to is None or after.valid_to >= today
    return (
        still_holds and ends_ahead and msgspec.structs.replace(before, valid_to=None)
        == msgspec.structs.replace(after, valid_to=None)
    )  # fmt: skip


def _put(files: dict[str, list[Row]], row: Row) -> None:
    new = parsed(row, CHANGES)
    home = CHANGES
    for name, items in files.items():
        for number, each in enumerate(items):
            if each.get("id") != new.id:
                continue
            home = name
            if _place(each) == _place(row):
                items[number] = row
                return
            items[number] = _ended(each, new)
    files.setdefault(home, []).append(row)


def _ended(row: Row, new: Rule) -> Row:
    """The row, ending before the new version begins if it would hold then."""
    old = parsed(row, CHANGES)
    if new.valid_from is None or (old.valid_from or date.min) >= new.valid_from:
        return row
    if old.valid_to is not None and old.valid_to < new.valid_from:
        return row
    return row | {"valid_to": (new.valid_from - timedelta(days=1)).isoformat()}


def _place(row: Row) -> tuple[Any, Any]:
    """What tells a version from all others: the id and the first day."""
    return row.get("id"), row.get("valid_from")
