"""When rules are to be compared with their sources again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from domain.rules.rule_files import Book

REVIEW_AFTER: Final = timedelta(days=180)
"""Bureaus change their rules without notice. How often to look is our own choice."""


def reviewed_on(book: Book, noted: Mapping[str, date]) -> dict[str, date]:
    """The day of each rule's last review, by id: that of its file, or a later one that an
    editor noted."""
    days: dict[str, date] = {}
    for _name, file in book.files:
        for row in file.items:
            days[row["id"]] = max(file.reviewed_on, noted.get(row["id"], date.min))
    return days


def is_overdue(reviewed: date, today: date) -> bool:
    """Whether a rule that was reviewed then is to be looked at again."""
    return today - reviewed > REVIEW_AFTER
