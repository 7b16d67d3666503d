"""The rules that hold now, and the changes that rule editors make to them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from domain.rulebook import decide as deciding
from domain.rulebook.commands import RulebookCommand
from domain.rulebook.events import RulebookEvent
from domain.rulebook.state import Rulebook, replay
from domain.rules.changes import changed
from domain.rules.rule import Source
from domain.rules.rule_files import Book, built_in, repository, rule_set
from domain.rules.rule_set import RuleSet
from projections import rule_changes
from use_cases.desk import Desk

STREAM: Final = "rulebook"

_MERGED: Final[dict[tuple[str, ...], RuleSet]] = {}
"""The rules by the published proposals that made them; no two proposals share an id, so that
databases of one process do not disturb each other. Only the last is kept."""


def current(desk: Desk) -> RuleSet:
    """All rules in all their versions: those of the program and what was published since."""
    with desk.unit.reading() as connection:
        return current_in(connection)


def current_in(connection: Connection) -> RuleSet:
    """The same, within a reading that has begun."""
    ids = rule_changes.published_ids(connection)
    if not ids:
        return built_in()
    if ids not in _MERGED:
        merged = _merged(connection, ids)
        _MERGED.clear()
        _MERGED[ids] = rule_set(merged.files, merged.sources)
    return _MERGED[ids]


def handle(desk: Desk, command: RulebookCommand) -> bool:
    """Propose, publish, decline or note a review; whether anything was written. Raises the
    refusals of ``domain.rulebook`` and NotPermitted."""

    def decide(command: RulebookCommand, book: Rulebook) -> list[RulebookEvent]:
        return deciding.decide(command, book, repository())

    return desk.unit.handle(command, STREAM, replay, decide)


def _merged(connection: Connection, ids: tuple[str, ...]) -> Book:
    book = repository()
    for proposal in rule_changes.some(connection, ids):
        sources = {key: Source(zh, en) for key, (zh, en) in proposal.sources.items()}
        book = changed(book, proposal.rows, sources)
    return book
