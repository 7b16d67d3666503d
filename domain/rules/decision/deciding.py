"""The decision: the table asked for each domain, and the answers put together.

Pure: the same facts and the same table give the same answer, and any facts give one.
"""

from __future__ import annotations

from domain.rules.decision import combining
from domain.rules.decision.answer import STOP, UNDECIDED, Answer, Decision
from domain.rules.decision.facts import Facts
from domain.rules.decision.table import Case, DecisionTable, Row, Words


def decide_type(facts: Facts, table: DecisionTable) -> Decision:
    """What is needed for these domains."""
    answers = {domain: decide_domain(facts, domain, table) for domain in facts.domains}
    if not answers:
        missing = _undecided(table.words.unknown, 0, ("domains",))
        return combining.together({"": missing}, table)
    return combining.together(answers, table)


def decide_domain(facts: Facts, domain: str, table: DecisionTable) -> Answer:
    """What the table says of one domain: the first row that matches.

    A row that cannot be told ends the search, as it might have been the one. A stop stands
    as it is; a kind of filing is only answered from facts that do not contradict each other.
    """
    for row in table.rows:
        case, unknown = _match(row, facts, domain, table)
        if case is not None:
            return _answer(row, case, facts, domain, table)
        if unknown:
            return _contradicted(row, facts, domain, table) or _undecided(
                table.words.unknown, row.row, unknown
            )
    return _contradicted(None, facts, domain, table) or _undecided(table.words.unknown, 0, ())


def _match(
    row: Row, facts: Facts, domain: str, table: DecisionTable
) -> tuple[Case | None, tuple[str, ...]]:
    """The case that holds; or else the facts for want of which one might."""
    missing: list[str] = []
    for case in row.cases:
        unknown: list[str] = []
        for name in case.when:
            holds = table.holds(name, facts, domain)
            if holds is False:
                break
            if holds is None:
                unknown.append(table.condition(name).fact)
        else:
            if not unknown:
                return case, ()
            missing += unknown
    return None, tuple(dict.fromkeys(missing))


def _answer(row: Row, case: Case, facts: Facts, domain: str, table: DecisionTable) -> Answer:
    if case.outcome != STOP:
        contradicted = _contradicted(row, facts, domain, table)
        if contradicted is not None:
            return contradicted
    return Answer(
        outcome=case.outcome,
        row=row.row,
        reason_zh=case.reason_zh,
        reason_en=case.reason_en,
        advice_zh=case.advice_zh,
        advice_en=case.advice_en,
        warning=row.warning,
    )


def _contradicted(
    row: Row | None, facts: Facts, domain: str, table: DecisionTable
) -> Answer | None:
    """That facts contradict each other on which an answer by this row, or by none, rests."""
    for found in table.contradictions:
        if row is not None and row.row not in found.rows:
            continue
        if all(table.holds(name, facts, domain) is True for name in found.when):
            return _undecided(found, row.row if row else 0, ())
    return None


def _undecided(words: Words, row: int, unknown: tuple[str, ...]) -> Answer:
    return Answer(
        outcome=UNDECIDED,
        row=row,
        reason_zh=words.reason_zh,
        reason_en=words.reason_en,
        advice_zh=words.advice_zh,
        advice_en=words.advice_en,
        unknown=unknown,
    )
