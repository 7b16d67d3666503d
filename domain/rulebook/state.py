"""What stands of the rule editors' changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, assert_never

import msgspec

from domain.rulebook.events import (
    ProposalDeclined,
    ProposalPublished,
    RulebookEvent,
    RulesProposed,
    RulesReviewed,
)


class Proposal(msgspec.Struct, frozen=True):
    """Proposed versions of rules, and the account that proposed them."""

    author: str
    rows: tuple[dict[str, Any], ...]
    sources: dict[str, tuple[str, str]]
    status: Literal["open", "published", "declined"] = "open"


class Rulebook(msgspec.Struct, frozen=True):
    """All proposals by id, and the published ones in their order. ``version`` counts events."""

    version: int = 0
    proposals: dict[str, Proposal] = {}
    published: tuple[str, ...] = ()


def evolve(book: Rulebook, event: RulebookEvent) -> Rulebook:
    """The state after one more event."""
    book = msgspec.structs.replace(book, version=book.version + 1)
    match event:
        case RulesProposed():
            return _with(book, event.proposal, Proposal(event.author, event.rows, event.sources))
        case ProposalPublished(proposal=proposal):
            published = (*book.published, proposal)
            book = msgspec.structs.replace(book, published=published)
            return _decided(book, proposal, "published")
        case ProposalDeclined(proposal=proposal):
            return _decided(book, proposal, "declined")
        case RulesReviewed():
            return book
        case _:
            assert_never(event)


def replay(events: Iterable[RulebookEvent]) -> Rulebook:
    """The state after the events."""
    book = Rulebook()
    for event in events:
        book = evolve(book, event)
    return book


def _with(book: Rulebook, key: str, proposal: Proposal) -> Rulebook:
    return msgspec.structs.replace(book, proposals=book.proposals | {key: proposal})


def _decided(book: Rulebook, key: str, status: Literal["published", "declined"]) -> Rulebook:
    proposal = msgspec.structs.replace(book.proposals[key], status=status)
    return _with(book, key, proposal)
