"""The rule book against tables of cases: where, what differs from a plain filing, what is found.

Each row of ``tables/*.txt`` names *all* rules of severity hard and warn that find something
(none: ``-``). It may also name rules that ask for a scan or tell something; ``!`` in front of a
rule says that it finds nothing, and ``?`` behind it that it cannot tell.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.reference import provinces, reasons
from domain.rules.answers import CANNOT_TELL, Answer, gathered
from domain.rules.case import Case
from domain.rules.predicates import PREDICATES
from domain.rules.rule import Rule
from domain.rules.rule_files import built_in
from tests.unit.rules.filings import filing

TABLES = Path(__file__).parent / "tables"
Row = tuple[str, str, tuple[str, ...]]


def rows() -> list[Row]:
    """The rows of all tables; lines without a ``|`` are headings."""
    found = []
    for path in sorted(TABLES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if "|" in line and not line.startswith("#"):
                where, changes, expected = (part.strip() for part in line.split("|"))
                found.append((where, changes, tuple(expected.split())))
    return found


ROWS = rows()


def answer(rule: Rule, case: Case) -> Answer:
    parts = [each for _, each in rule.answers(case)]
    hits = [hit for part in parts if part is not CANNOT_TELL for hit in part]
    return gathered([*hits, *(part for part in parts if part is CANNOT_TELL)])


def answers(where: str, changes: str) -> dict[str, tuple[Rule, Answer]]:
    case = filing(where, changes).case()
    return {rule.id: (rule, answer(rule, case)) for rule in built_in().about(case.facts, case.on)}


@pytest.mark.parametrize(("where", "changes", "expected"), ROWS)
def test_the_rules_find_what_the_row_says(
    where: str, changes: str, expected: tuple[str, ...]
) -> None:
    told = answers(where, changes)
    found = {key for key, (_, each) in told.items() if each is not CANNOT_TELL and each}
    objections = {key for key in found if told[key][0].severity in {"hard", "warn"}}
    named = {
        each for each in expected if not each.startswith(("!", "-")) and not each.endswith("?")
    }
    assert objections - named == set()
    assert named - found == set()
    assert {each[1:] for each in expected if each.startswith("!")} & found == set()
    unknown = {each[:-1] for each in expected if each.endswith("?")}
    assert {key for key in unknown if told[key][1] is not CANNOT_TELL} == set()


def test_there_are_enough_rows_and_none_twice() -> None:
    assert len(ROWS) >= 300
    assert len({row[:2] for row in ROWS}) == len(ROWS)


def test_every_province_rule_and_predicate_is_hit() -> None:
    hit = {each for *_, expected in ROWS for each in expected if not each.startswith(("!", "-"))}
    rules = {rule.id: rule for rule in built_in().rules}
    hit = {each for each in hit if not each.endswith("?")}
    # Every province says itself whether another person may be responsible.
    assert rules.keys() - hit == {"CN.legal_representative"}
    assert hit - rules.keys() == set()
    assert {rules[each].check for each in hit} == PREDICATES.keys()
    assert {where.split()[0] for where, *_ in ROWS} == {each[:2] for each in provinces.by_code}


def test_hits_stand_where_their_reason_may_and_their_words_are_filled_in() -> None:
    told: dict[str, set[str]] = {}
    for where, changes, _ in ROWS:
        for rule, each in answers(where, changes).values():
            for hit in each if each is not CANNOT_TELL else ():
                given = rule.params.keys() - set(rule.predicate.evidence)
                told.setdefault(rule.check, set()).update(hit.evidence.keys() - given)
                assert reasons.generic(hit.target) in reasons.TARGETS, rule.id
                if rule.code:
                    assert reasons.generic(hit.target) in reasons.reason(rule.code).targets, rule.id
                for language in ("zh", "en"):
                    assert "{" not in rule.words(language, hit) + rule.fix(language, hit)
                    assert rule.words(language, hit)
    assert told == {name: set(asked.evidence) for name, asked in PREDICATES.items()}
