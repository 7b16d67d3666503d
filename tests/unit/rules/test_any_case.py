"""Any filing and any rule book give an answer, always the same, and never a personal value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.personal import Personal
from domain.reference import provinces
from domain.rules.answers import CANNOT_TELL
from domain.rules.case import Case, Known
from domain.rules.findings import Findings, find
from domain.rules.rule_files import built_in
from domain.rules.rule_set import RuleSet
from tests.unit.rules.filings import filing
from tests.unit.rules.test_rule_cases import ROWS

WHERE = [f"{code[:2]} {nature}" for code in provinces.by_code for nature in ("unit", "individual")]
CHANGES = sorted({change.strip() for _, changes, _ in ROWS for change in changes.split(";")})
TEXTS = st.text(max_size=40)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A filing of any place with any of the changes of the tables and any words in it."""
    changes = draw(st.lists(st.sampled_from(CHANGES), max_size=6))
    made = filing(draw(st.sampled_from(WHERE)), ";".join(changes))
    if draw(st.booleans()):
        made.site(name=draw(TEXTS), remark=draw(TEXTS), domains=tuple(draw(st.lists(TEXTS))))
    if draw(st.booleans()):
        made.known = {}
    return made.case()


@st.composite
def books(draw: st.DrawFn) -> RuleSet:
    """Some of the rules of the book: each stands or falls for itself."""
    rules = built_in().rules
    kept = draw(st.sets(st.integers(0, len(rules) - 1)))
    some = tuple(rules[place] for place in sorted(kept))
    return RuleSet("some", some, built_in().sources, built_in().reviewed_on)


@given(cases(), books())
@settings(deadline=None)
def test_any_filing_and_any_rules_give_one_answer(case: Case, rules: RuleSet) -> None:
    found = find(case, rules)
    assert isinstance(found, Findings)
    assert find(case, rules) == found


@given(cases())
@settings(deadline=None)
def test_no_answer_tells_a_personal_value(case: Case) -> None:
    secret = [text for text in _personal(case) if len(text) > 3]
    for rule in built_in().about(case.facts, case.on):
        for each, answer in rule.answers(case):
            shown = "" if answer is CANNOT_TELL else repr([(h.target, h.evidence) for h in answer])
            stated = repr((each.subject.name, [(s.name, s.domains) for s in each.sites]))
            assert not [text for text in secret if text in shown and text not in stated]


def test_every_rule_answers_to_a_filing_of_which_nothing_is_known() -> None:
    for where in WHERE:
        case = msgspec.structs.replace(
            filing(where, "").case(), domains={}, accesses={}, known=Known(), materials=frozenset()
        )
        for rule in built_in().rules:
            for _, answer in rule.answers(case):
                assert answer is CANNOT_TELL or isinstance(answer, tuple)


def _personal(value: Any) -> Iterator[str]:
    """The plaintexts of all personal values in a struct."""
    if isinstance(value, Personal):
        yield value.text or ""
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _personal(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _personal(each)
