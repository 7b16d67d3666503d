"""Which filing is needed: the table of cases, and what holds for any facts."""

from __future__ import annotations

import itertools
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reference import provinces
from domain.rules import decision
from domain.rules.decision import Answer, Decision, Facts
from domain.rules.decision.deciding import decide_domain
from domain.rules.decision.table import BadTable, DecisionTable
from tests.unit.rules.decision_cases import Expected, cases, facts

TABLE: Final = decision.built_in()
CASES: Final = cases()
KINDS: Final = {
    "FIRST",
    "ADD_SITE_LOCAL",
    "ADD_SITE_EXT",
    "ADD_ACCESS_LOCAL",
    "ADD_ACCESS_EXT",
    "CLAIM",
}


@pytest.mark.parametrize(
    ("known", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_the_answer_of_the_table(known: Facts, expected: Expected) -> None:
    answer = decision.decide_type(known, TABLE)
    assert (answer.outcome, answer.row) == (expected.outcome, expected.row)
    assert answer.rule_version == TABLE.version
    assert answer.reason_zh
    assert answer.reason_en
    if answer.outcome == "UNDECIDED":
        assert _missing(answer) == expected.rest
    elif answer.outcome == "SPLIT":
        assert _orders(answer) == expected.rest
    elif answer.outcome == "STOP":
        assert answer.orders == ()
    else:
        assert [(each.type, each.domains) for each in answer.orders] == [
            (answer.outcome, known.domains)
        ]
        assert answer.warnings == ((12,) if expected.rest == "warns" else ())


def _missing(answer: Decision) -> str:
    if answer.unknown:
        return ",".join(answer.unknown)
    return "contradiction" if "互相矛盾" in answer.reason_zh else "?"


def _orders(answer: Decision) -> str:
    return "; ".join(
        f"{each.type} {' '.join(name.removesuffix('.cn') for name in each.domains)}"
        for each in answer.orders
    )


def test_there_are_many_cases_and_each_stands_once() -> None:
    lines = [" ".join(sorted(line.partition("->")[0].split())) for line, _, _ in CASES]
    assert len(lines) >= 150
    assert len(lines) == len(set(lines))


def test_each_row_and_each_of_its_cases_is_hit() -> None:
    hit = set()
    for _, known, _ in CASES:
        for domain in known.domains:
            answer = decide_domain(known, domain, TABLE)
            hit.add((answer.row, answer.outcome, answer.reason_zh))
    for row in TABLE.rows:
        for case in row.cases:
            assert (row.row, case.outcome, case.reason_zh) in hit


def test_each_contradiction_is_hit() -> None:
    told = {
        decide_domain(known, domain, TABLE).reason_zh
        for _, known, _ in CASES
        for domain in known.domains
    }
    assert {each.reason_zh for each in TABLE.contradictions} <= told


def test_a_province_is_only_named_that_there_is() -> None:
    named = TABLE.conditions["province_adds_to_empty_subject"].any_of
    assert {f"{code}0000" for code in named} <= set(provinces.by_code)
    assert len(named) == len(set(named)) == 11


def test_a_stop_of_one_domain_names_it_and_says_that_others_can_go_on() -> None:
    answer = decision.decide_type(facts(["a:", "b:filed+other"]), TABLE)
    assert answer.reason_zh.startswith("b.cn：")
    assert "其余的域名" in answer.advice_zh
    assert answer.domains["a.cn"].outcome == "FIRST"


def test_the_answers_example_has_the_keys_that_were_agreed() -> None:
    told = msgspec.json.decode(msgspec.json.encode(decision.decide_type(facts([]), TABLE)))
    assert set(told) == {"outcome", "row", "rule_version", "reason_zh", "reason_en", "orders"}
    assert told["orders"] == [{"type": "FIRST", "domains": ["a.cn"]}]


def test_without_a_domain_nobody_can_tell() -> None:
    answer = decision.decide_type(msgspec.structs.replace(facts([]), domains=()), TABLE)
    assert (answer.outcome, answer.unknown) == ("UNDECIDED", ("domains",))


WHOSE: Final = st.sampled_from(["this_account", "other_account", "unknown", None])
HERE: Final = WHOSE | st.just("no_account")
OWNER: Final = st.sampled_from(["same", "other", "unknown", None])
YES_NO: Final = st.sampled_from([True, False, "unknown"])
NUMBER: Final = st.sampled_from(["京ICP备12345678号", "unknown", None])
NAMES: Final = ("a.cn", "b.cn", "c.cn", "d.cn")


def any_facts(least: int = 0) -> st.SearchStrategy[Facts]:
    """Any facts, those that contradict each other too; ``least`` domains at least."""
    at_ministry = st.builds(
        decision.DomainAtMinistry, number=NUMBER, owner=OWNER, access_here=YES_NO
    ) | st.just("unknown")
    return st.builds(
        Facts,
        nature=st.sampled_from([4, 5]),
        region=st.sampled_from(sorted(provinces.by_code)),
        certificate=st.just(decision.Certificate(1, "91110105MA0000015F")),
        domains=st.lists(st.sampled_from(NAMES), unique=True, min_size=least).map(tuple),
        account_subject=OWNER,
        subject_here=HERE,
        subject_at_ministry=NUMBER,
        live_sites=st.sampled_from([0, 1, 7, "unknown"]),
        same_name_other_certificate=YES_NO,
        domains_at_ministry=st.dictionaries(st.sampled_from(NAMES), at_ministry)
        | st.just("unknown"),
        open_orders=st.builds(
            decision.OpenOrders,
            subject=WHOSE,
            domains=st.dictionaries(st.sampled_from(NAMES), WHOSE) | st.just("unknown"),
        ),
        blacklisted=st.builds(
            decision.Blacklisted,
            subject=YES_NO,
            domains=st.lists(st.sampled_from(NAMES)).map(tuple) | st.just("unknown"),
        ),
    )


@given(any_facts())
def test_any_facts_give_exactly_one_answer(known: Facts) -> None:
    answer = decision.decide_type(known, TABLE)
    assert answer.outcome in {*KINDS, "STOP", "SPLIT", "UNDECIDED"}
    placed = list(itertools.chain.from_iterable(order.domains for order in answer.orders))
    if answer.outcome in {"STOP", "UNDECIDED"}:
        assert placed == []
    else:
        assert sorted(placed) == sorted(known.domains)
        assert (len(answer.orders) > 1) == (answer.outcome == "SPLIT")
    assert answer == decision.decide_type(known, TABLE)


@given(any_facts(least=1))
def test_another_domain_never_makes_a_stop_go_on(known: Facts) -> None:
    one = msgspec.structs.replace(known, domains=known.domains[:1])
    if decision.decide_type(one, TABLE).outcome == "STOP":
        assert decision.decide_type(known, TABLE).outcome == "STOP"


@given(any_facts(least=1))
def test_what_is_unknown_never_makes_another_kind_of_it(known: Facts) -> None:
    """Losing a fact leads to the same kind or to none: nobody guesses."""
    whole = decision.decide_type(known, TABLE)
    lost: tuple[dict[str, Any], ...] = (
        {"subject_here": "unknown"},
        {"live_sites": "unknown"},
        {"subject_at_ministry": "unknown"},
        {"domains_at_ministry": "unknown"},
        {"open_orders": decision.OpenOrders()},
        {"blacklisted": decision.Blacklisted()},
    )
    for missing in lost:
        part = decision.decide_type(msgspec.structs.replace(known, **missing), TABLE)
        if part.outcome in KINDS | {"SPLIT"} and whole.outcome in KINDS | {"SPLIT"}:
            assert part.orders == whole.orders


@given(any_facts(least=1))
def test_the_row_that_matched_is_explained_as_the_one_that_holds(known: Facts) -> None:
    domain = known.domains[0]
    answer: Answer = decide_domain(known, domain, TABLE)
    seen = decision.explain(known, domain, TABLE)
    assert [each.row.row for each in seen] == [row.row for row in TABLE.rows]
    if answer.outcome != "UNDECIDED":
        assert next(each for each in seen if each.holds is True).row.row == answer.row


def _broken(**changes: Any) -> dict[str, Any]:
    return msgspec.to_builtins(TABLE) | changes


def test_a_table_that_names_what_there_is_not_is_refused() -> None:
    told = msgspec.to_builtins(TABLE)
    told["rows"][0]["cases"][0]["when"] = ["no_such_condition"]
    with pytest.raises(msgspec.ValidationError, match="no condition no_such_condition"):
        msgspec.convert(told, DecisionTable)
    with pytest.raises(msgspec.ValidationError, match="rising numbers"):
        msgspec.convert(_broken(rows=[*told["rows"][1:], told["rows"][1]]), DecisionTable)
    told = msgspec.to_builtins(TABLE)
    told["conditions"]["domain_filed"]["fact"] = "weather"
    with pytest.raises((BadTable, msgspec.ValidationError), match="no fact weather"):
        msgspec.convert(told, DecisionTable)
