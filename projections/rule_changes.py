"""The changes of the rules that editors proposed, and when rules were last reviewed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import JSON, Column, Connection, Date, Index, Integer, Table, Text, select

from domain.rulebook import events as e
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

rule_proposals: Final = Table(
    "rule_proposals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("proposed_at", UtcTime, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", UtcTime),
    Column("answer", Text, nullable=False),
    Column("rule_set", Text, nullable=False),
    Column("place", Integer, nullable=False),
    Index("ix_rule_proposals_status_place", "status", "place"),
)
rule_reviews: Final = Table(
    "rule_reviews",
    metadata,
    Column("rule", Text, primary_key=True),
    Column("reviewed_on", Date, nullable=False),
    Column("reviewed_by", Text, nullable=False),
    Column("note", Text, nullable=False),
)

OPEN: Final = "open"
PUBLISHED: Final = "published"
DECLINED: Final = "declined"


class ProposalRow(msgspec.Struct, frozen=True):
    """A proposal as lists show it. ``place`` is the position in the log at which its status came
    about: published changes take effect in that order. ``answer`` is why it was declined,
    ``rule_set`` the version of all rules that its publishing made."""

    id: str
    status: str
    author: str
    reason: str
    rows: tuple[dict[str, Any], ...]
    sources: dict[str, tuple[str, str]]
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    answer: str
    rule_set: str
    place: int


class ReviewRow(msgspec.Struct, frozen=True):
    """When a rule was last compared with its sources, by whom, and what was noted."""

    rule: str
    reviewed_on: date
    reviewed_by: str
    note: str


def project(recorded: Recorded, tables: Tables) -> None:
    """Keeps one row a proposal and one a rule that was reviewed."""
    event: Any = recorded.event
    match event:
        case e.RulesProposed():
            tables[rule_proposals].put(_proposed(recorded, event))
        case e.ProposalPublished(rule_set=rule_set):
            _decide(recorded, tables, status=PUBLISHED, rule_set=rule_set)
        case e.ProposalDeclined(reason=reason):
            _decide(recorded, tables, status=DECLINED, answer=reason)
        case e.RulesReviewed():
            for rule in event.rules:
                tables[rule_reviews].put(
                    {
                        "rule": rule,
                        "reviewed_on": event.on,
                        "reviewed_by": recorded.actor.id,
                        "note": event.note,
                    }
                )


def _proposed(recorded: Recorded, event: e.RulesProposed) -> dict[str, Any]:
    return {
        "id": event.proposal,
        "status": OPEN,
        "author": event.author,
        "reason": event.reason,
        "rows": list(event.rows),
        "sources": {key: list(names) for key, names in event.sources.items()},
        "proposed_at": recorded.time,
        "decided_by": "",
        "decided_at": None,
        "answer": "",
        "rule_set": "",
        "place": recorded.position,
    }


def _decide(recorded: Recorded, tables: Tables, **changes: Any) -> None:
    event: Any = recorded.event
    row = tables[rule_proposals].get(event.proposal)
    if row is not None:
        decision = {"decided_by": recorded.actor.id, "decided_at": recorded.time}
        place = {"place": recorded.position}
        tables[rule_proposals].put(row | decision | place | changes)


PROJECTION: Final = Projection(
    name="rule_changes",
    tables=(rule_proposals, rule_reviews),
    project=project,
    names=frozenset(
        {"rulebook.proposed", "rulebook.published", "rulebook.declined", "rulebook.reviewed"}
    ),
)


def published_ids(connection: Connection) -> tuple[str, ...]:
    """The ids of the published proposals, in the order in which they take effect."""
    table = rule_proposals.c
    query = select(table.id).where(table.status == PUBLISHED).order_by(table.place)
    return tuple(connection.scalars(query))


def some(connection: Connection, ids: Collection[str]) -> list[ProposalRow]:
    """These proposals, in the order of their places."""
    query = select(rule_proposals).where(rule_proposals.c.id.in_(ids))
    return _rows(connection, query.order_by(rule_proposals.c.place))


def listed(connection: Connection, status: str, limit: int = 50) -> list[ProposalRow]:
    """The proposals of that status, the newest first."""
    query = select(rule_proposals).where(rule_proposals.c.status == status)
    return _rows(connection, query.order_by(rule_proposals.c.place.desc()).limit(limit))


def reviews(connection: Connection) -> dict[str, ReviewRow]:
    """The last review of every rule that was reviewed, by its id."""
    found = connection.execute(select(rule_reviews)).mappings()
    return {row["rule"]: ReviewRow(**row) for row in found}


def _rows(connection: Connection, query: Any) -> list[ProposalRow]:
    found = connection.execute(query).mappings()
    # Names that had to be quoted (``rows``) come as a class of their own, which msgspec takes for
    # no text.
    plain = ({str(name): value for name, value in row.items()} for row in found)
    return [msgspec.convert(row, ProposalRow) for row in plain]
