"""The decision table as data: conditions, rows and contradictions, checked when they are read.

It lies in ``domain/reference/decision.json``. A row has cases; a case holds where all its
conditions do. ``not `` before a condition turns it round.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from domain.reference.loading import in_language, read
from domain.rules.decision.facts import UNKNOWN, Facts
from domain.rules.decision.readings import READINGS, Value

NOT: Final = "not "
TypeName = Literal[
    "FIRST", "ADD_SITE_LOCAL", "ADD_SITE_EXT", "ADD_ACCESS_LOCAL", "ADD_ACCESS_EXT", "CLAIM"
]


class BadTable(ValueError):
    """The table contradicts itself or names what there is not; the message says where."""


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fact compared with values: it is ``any_of`` these, or ``none_of`` these."""

    fact: str
    zh: str
    en: str
    not_zh: str
    not_en: str
    any_of: tuple[Value, ...] = ()
    none_of: tuple[Value, ...] = ()

    def holds(self, facts: Facts, domain: str) -> bool | None:
        """Whether it holds for that domain; None where the fact is unknown."""
        value = READINGS[self.fact](facts, domain)
        if value == UNKNOWN:
            return None
        return value in self.any_of if self.any_of else value not in self.none_of


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why the answer is what it is, and what the applicant can do."""

    reason_zh: str
    reason_en: str
    advice_zh: str = ""
    advice_en: str = ""


class Case(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way in which a row matches, and its outcome: a kind of filing or STOP."""

    when: tuple[str, ...]
    outcome: TypeName | Literal["STOP"]


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the table. ``warning``: its answer stands, and a reviewer has to look."""

    row: int
    name_zh: str
    name_en: str
    cases: tuple[Case, ...]
    source: str
    warning: bool = False

    def label(self, language: str) -> str:
        """What the row is about, in that language."""
        return in_language(language, self.name_zh, self.name_en)


class Contradiction(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Facts that cannot all be true. Answers by one of ``rows`` would rest on them."""

    when: tuple[str, ...]
    rows: tuple[int, ...]


class CommonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for what no single row says: a fact is missing, the domains need several filings,
    the other domains can go on."""

    unknown: Words
    split: Words
    others: Words


class DecisionTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole table, under the version that is stored with each decision."""

    version: str
    source: str
    conditions: dict[str, Condition]
    rows: tuple[Row, ...]
    contradictions: tuple[Contradiction, ...]
    words: CommonWords

    def __post_init__(self) -> None:
        for problem in _problems(self):
            raise BadTable(problem)

    def holds(self, name: str, facts: Facts, domain: str) -> bool | None:
        """Whether a condition, or the contrary of one, holds; None where nobody can tell."""
        if not name.startswith(NOT):
            return self.conditions[name].holds(facts, domain)
        found = self.condition(name).holds(facts, domain)
        return None if found is None else not found

    def condition(self, name: str) -> Condition:
        """The condition of that name, with or without ``not ``."""
        return self.conditions[name.removeprefix(NOT)]

    def condition_label(self, name: str, language: str) -> str:
        """A condition, or the contrary of one, in words."""
        condition = self.condition(name)
        if name.startswith(NOT):
            return in_language(language, condition.not_zh, condition.not_en)
        return in_language(language, condition.zh, condition.en)

    def row(self, number: int) -> Row | None:
        """The row with that number; None for 0, where no row was reached."""
        return next((row for row in self.rows if row.row == number), None)


def _problems(table: DecisionTable) -> Iterator[str]:
    numbers = [row.row for row in table.rows]
    if numbers != sorted(set(numbers)):
        yield "rows must have rising numbers, each once"
    for name, condition in table.conditions.items():
        if condition.fact not in READINGS:
            yield f"condition {name}: no fact {condition.fact}"
        if bool(condition.any_of) == bool(condition.none_of):
            yield f"condition {name}: state any_of or none_of"
    for place, when in _uses(table):
        for name in when:
            if name.removeprefix(NOT) not in table.conditions:
                yield f"{place}: no condition {name}"


def _uses(table: DecisionTable) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in table.rows:
        for case in row.cases:
            yield f"row {row.row}", case.when
    for found in table.contradictions:
        yield "contradiction", found.when


@functools.cache
def built_in() -> DecisionTable:
    """The table of the repository."""
    return read("decision", DecisionTable)
