"""The rules that hold now, and the changes that rule editors make to them."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection

from domain.refusal import NotFound
from domain.rulebook import decide as deciding
from domain.rulebook.commands import RulebookCommand
from domain.rulebook.events import RulebookEvent
from domain.rulebook.state import Rulebook, replay
from domain.rules.changes import changed
from domain.rules.rule import Source
from domain.rules.rule_files import Book, built_in, repository, rule_set
from domain.rules.rule_set import RuleSet
from projections import rule_changes
from projections.rule_changes import ProposalRow, ReviewRow
from use_cases.desk import Desk

STREAM: Final = "rulebook"


class Edition(NamedTuple):
    """The rules as files have them, and as a set that was checked."""

    book: Book
    rules: RuleSet


_MERGED: Final[dict[tuple[str, ...], Edition]] = {}
"""The rules by the published proposals that made them; no two proposals share an id, so that
databases of one process do not disturb each other. Only the last is kept."""

_PROPOSED: Final[dict[tuple[str, ...], Edition]] = {}
"""The same with one more proposal at the end, which is not published. Only the last is kept."""


def current(desk: Desk) -> RuleSet:
    """All rules in all their versions: those of the program and what was published since."""
    with desk.unit.reading() as connection:
        return current_in(connection)


def current_in(connection: Connection) -> RuleSet:
    """The same, within a reading that has begun."""
    return edition_in(connection).rules


def edition(desk: Desk) -> Edition:
    """The rules of now with the files that they would stand in."""
    with desk.unit.reading() as connection:
        return edition_in(connection)


def edition_in(connection: Connection) -> Edition:
    """The same, within a reading that has begun."""
    ids = rule_changes.published_ids(connection)
    if not ids:
        return Edition(repository(), built_in())
    return _MERGED.get(ids) or _kept(_MERGED, ids, _merged(connection, ids))


def around(connection: Connection, published: ProposalRow) -> tuple[Edition, Edition]:
    """The rules right before and right after that proposal was published."""
    ids = rule_changes.published_ids(connection)
    before = _merged(connection, ids[: ids.index(published.id)])
    after = _put_in(before, published)
    return _checked(before), _checked(after)


def with_proposal(connection: Connection, proposal: ProposalRow) -> Edition:
    """The rules as they would be. Raises BadRule where the proposal no longer fits them."""
    key = (*rule_changes.published_ids(connection), proposal.id)
    if (known := _PROPOSED.get(key)) is not None:
        return known
    return _kept(_PROPOSED, key, _put_in(edition_in(connection).book, proposal))


def proposals(desk: Desk, status: str) -> list[ProposalRow]:
    """The proposals of that status, the newest first."""
    with desk.unit.reading() as connection:
        return rule_changes.listed(connection, status)


def proposal(connection: Connection, key: str) -> ProposalRow:
    """One proposal. Raises NotFound."""
    found = rule_changes.some(connection, [key])
    if not found:
        raise NotFound
    return found[0]


def reviews(desk: Desk) -> dict[str, ReviewRow]:
    """When rules were last compared with their sources after the program came, by rule."""
    with desk.unit.reading() as connection:
        return rule_changes.reviews(connection)


def handle(desk: Desk, command: RulebookCommand) -> bool:
    """Propose, publish, decline or note a review; whether anything was written. Raises the
    refusals of ``domain.rulebook`` and NotPermitted."""

    def decide(command: RulebookCommand, book: Rulebook) -> list[RulebookEvent]:
        return deciding.decide(command, book, repository())

    return desk.unit.handle(command, STREAM, replay, decide)


def _merged(connection: Connection, ids: tuple[str, ...]) -> Book:
    book = repository()
    for proposal in rule_changes.some(connection, ids):
        book = _put_in(book, proposal)
    return book


def _put_in(book: Book, proposal: ProposalRow) -> Book:
    sources = {key: Source(zh, en) for key, (zh, en) in proposal.sources.items()}
    return changed(book, proposal.rows, sources)


def _kept(kept: dict[tuple[str, ...], Edition], key: tuple[str, ...], book: Book) -> Edition:
    """Keeps this one only. A rule that cannot be used raises BadRule."""
    made = _checked(book)
    kept.clear()
    kept[key] = made
    return made


def _checked(book: Book) -> Edition:
    return Edition(book, rule_set(book.files, book.sources))
