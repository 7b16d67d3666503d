"""How the first review of each filing ended: passed, or sent back to the applicant.

A filing that was taken back and handed in again counts once, with the first decision.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Column, Connection, Index, Integer, Table, Text, case, func, select

from domain.filing import events as e
from domain.filing.facts import TypeFacts
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import metadata

first_reviews: Final = Table(
    "first_reviews",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("nature", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("passed", Boolean),
    Index("ix_first_reviews_kind", "kind", "nature", "province", "passed"),
)


class Chances(NamedTuple):
    """Of so many ``cases`` that were decided, how many ``passed`` at once."""

    passed: int
    cases: int


def project(recorded: Recorded, tables: Tables) -> None:
    """Notes what the filing is, and how the first review of it ended."""
    match recorded.event:
        case e.TypeDetermined(facts=facts):
            _note(tables, recorded.stream, facts)
        case e.InitialPassed():
            _decide(tables, recorded.stream, passed=True)
        case e.FixRequested() | e.Rejected():
            _decide(tables, recorded.stream, passed=False)


def _note(tables: Tables, stream: str, facts: TypeFacts) -> None:
    before = tables[first_reviews].get(stream)
    row: dict[str, Any] = {"stream": stream, "kind": facts.outcome, "nature": facts.nature}
    row["province"] = facts.region[:2]
    tables[first_reviews].put(row | {"passed": before["passed"] if before else None})


def _decide(tables: Tables, stream: str, *, passed: bool) -> None:
    row = tables[first_reviews].get(stream)
    if row is not None and row["passed"] is None:
        tables[first_reviews].put(row | {"passed": passed})


PROJECTION: Final = Projection(
    name="first_reviews",
    tables=(first_reviews,),
    project=project,
    names=frozenset(
        {
            "filing.type_determined",
            "filing.initial_passed",
            "filing.fix_requested",
            "filing.rejected",
        }
    ),
)


def chances(connection: Connection, kind: str, nature: int, province: str) -> Chances:
    """How filings of that kind by subjects of that nature in that province (the first two digits
    of the region's code) came through their first review."""
    table = first_reviews.c
    passed = func.sum(case((table.passed.is_(True), 1), else_=0))
    query = select(passed, func.count()).where(
        table.kind == kind,
        table.nature == nature,
        table.province == province,
        table.passed.is_not(None),
    )
    found, cases = connection.execute(query).one()
    return Chances(int(found or 0), cases)
