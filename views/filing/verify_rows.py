"""Why it is this row of the decision table, and what the other rows would need."""

from __future__ import annotations

from dataclasses import dataclass

from domain.rules import decision
from domain.rules.decision import DecisionTable, Facts, RowSeen
from domain.rules.decision.deciding import decide_domain
from views.filing.verify_words import shown
from views.language import language


@dataclass(frozen=True)
class Asked:
    """A condition in words; ``holds`` is None where nobody can tell."""

    text: str
    holds: bool | None


@dataclass(frozen=True)
class RowWords:
    """A row: its number, what it is about, its conditions, and where it comes from."""

    number: int
    title: str
    conditions: tuple[Asked, ...]
    source: str


@dataclass(frozen=True)
class Explained:
    """One domain: its answer in words, the row that gave it (None where none could be told),
    and the other rows with what they would need."""

    domain: str
    reason: str
    row: RowWords | None
    others: tuple[RowWords, ...]


def explained(facts: Facts, table: DecisionTable) -> tuple[Explained, ...]:
    """Every domain with its row."""
    return tuple(_domain(facts, domain, table) for domain in facts.domains)


def _domain(facts: Facts, domain: str, table: DecisionTable) -> Explained:
    answer = decide_domain(facts, domain, table)
    rows = {seen.row.row: _words(seen, table) for seen in decision.explain(facts, domain, table)}
    return Explained(
        domain=shown(domain),
        reason=answer.reason(language()),
        row=rows.get(answer.row),
        others=tuple(words for number, words in rows.items() if number != answer.row),
    )


def _words(seen: RowSeen, table: DecisionTable) -> RowWords:
    return RowWords(
        number=seen.row.row,
        title=seen.row.label(language()),
        conditions=tuple(
            Asked(table.condition_label(each.name, language()), each.holds)
            for each in seen.conditions
        ),
        source=seen.row.source,
    )
