"""Several domains: their answers put together into one, with the filings in their order."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import msgspec

from domain.rules.decision.answer import SPLIT, STOP, UNDECIDED, Answer, Decision, Order
from domain.rules.decision.table import DecisionTable, Words

PLACES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "ADD_ACCESS_LOCAL": 0,
        "ADD_ACCESS_EXT": 0,
        "ADD_SITE_LOCAL": 1,
        "ADD_SITE_EXT": 1,
        "FIRST": 2,
        "CLAIM": 3,
    }
)
"""Kinds with one place may stand in one filing; the places are the order of several. An access
goes first: it keeps its number, and with it the subject becomes known here."""


def together(answers: dict[str, Answer], table: DecisionTable) -> Decision:
    """One decision of the domains' answers; there is at least one.

    A stop outweighs a missing fact, and both outweigh the kinds of the other domains: nobody
    begins half of what they asked for without having said so.
    """
    for outcome in (STOP, UNDECIDED):
        concerned = [name for name, each in answers.items() if each.outcome == outcome]
        if concerned:
            return _held_up(concerned, answers, table)
    orders = _orders(answers)
    first = answers[orders[0].domains[0]]
    if len(orders) == 1:
        return _decision(first, answers, table, orders)
    said = _with_words(first, table.words.split, SPLIT)
    return _decision(said, answers, table, orders)


def _orders(answers: dict[str, Answer]) -> tuple[Order, ...]:
    found: dict[str, list[str]] = {}
    for name, answer in answers.items():
        found.setdefault(answer.outcome, []).append(name)
    kinds = sorted(found, key=PLACES.__getitem__)
    return tuple(Order(kind, tuple(found[kind])) for kind in kinds)


def _held_up(concerned: list[str], answers: dict[str, Answer], table: DecisionTable) -> Decision:
    first = answers[concerned[0]]
    if len(concerned) == len(answers):
        return _decision(first, answers, table)
    others = table.words.others
    go_on = all(each.outcome in PLACES for name, each in answers.items() if name not in concerned)
    names = ", ".join(concerned)
    said = msgspec.structs.replace(
        first,
        reason_zh=f"{names}：{first.reason_zh}",
        reason_en=f"{names}: {first.reason_en}",
        advice_zh=first.advice_zh + others.reason_zh * go_on,
        advice_en=f"{first.advice_en} {others.reason_en * go_on}".strip(),
    )
    return _decision(said, answers, table)


def _with_words(answer: Answer, words: Words, outcome: str) -> Answer:
    return msgspec.structs.replace(
        answer,
        outcome=outcome,
        reason_zh=words.reason_zh,
        reason_en=words.reason_en,
        advice_zh=words.advice_zh,
        advice_en=words.advice_en,
    )


def _decision(
    said: Answer,
    answers: dict[str, Answer],
    table: DecisionTable,
    orders: tuple[Order, ...] = (),
) -> Decision:
    return Decision(
        outcome=said.outcome,
        row=said.row,
        rule_version=table.version,
        reason_zh=said.reason_zh,
        reason_en=said.reason_en,
        orders=orders,
        advice_zh=said.advice_zh,
        advice_en=said.advice_en,
        warnings=tuple(sorted({each.row for each in answers.values() if each.warning})),
        unknown=tuple(dict.fromkeys(fact for each in answers.values() for fact in each.unknown)),
        domains=answers if len(answers) > 1 else {},
    )
