"""Wishes to see what is masked, to search, and to erase."""

from __future__ import annotations

from typing import TypeAlias

from domain.command import Command


class RevealValue(Command, frozen=True):
    """See the full value of a field; ``version`` 0 is the newest."""

    filing: str
    target: str
    reason: str
    version: int = 0


class ViewScan(Command, frozen=True):
    """See a scan or a photo."""

    filing: str
    material: str
    slot: str


class PrintSheet(Command, frozen=True):
    """Get a website's verification sheet as a PDF; see ``SheetPrinted``."""

    filing: str
    site: str
    completed: bool


class SearchFilings(Command, frozen=True):
    """Look for filings or events; see ``FilingsSearched``."""

    by: tuple[str, ...]
    digest: str
    found: int


class ErasePerson(Command, frozen=True):
    """Erase what is personal to a person in a filing."""

    filing: str
    person: str
    reason: str


AccessCommand: TypeAlias = RevealValue | ViewScan | PrintSheet | SearchFilings | ErasePerson
