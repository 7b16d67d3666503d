"""Changes of the rules: proposed by one person, published by another, never about the past."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.command import derived_id
from domain.refusal import NotFound, NotPermitted, Refusal
from domain.roles import Actor, Role
from domain.rulebook.commands import (
    DeclineProposal,
    NoteReview,
    ProposeRules,
    PublishProposal,
    RulebookCommand,
)
from domain.rulebook.decide import MOST_ROWS, decide, rules_of
from domain.rulebook.events import ProposalPublished, RulebookEvent, RulesProposed, RulesReviewed
from domain.rulebook.refusals import (
    AlreadyDecided,
    NothingProposed,
    PastRule,
    ReasonNeeded,
    ReviewAhead,
    RuleNotUsable,
    SecondPersonNeeded,
)
from domain.rulebook.state import replay
from domain.rules.rule import Source
from domain.rules.rule_files import Book, RuleFile
from tests.unit.rules.test_rule_files import ROW

AT = datetime(2026, 11, 26, 2, tzinfo=UTC)
TODAY = date(2026, 11, 26)
AUTHOR = Actor("a" * 32, Role.RULE_EDITOR)
SECOND = Actor("b" * 32, Role.RULE_EDITOR)
BASE = ROW | {"id": "CN-44.letter", "valid_from": "2021-06-21"}
LATER = ROW | {"id": "CN-44.later", "valid_from": "2027-01-01"}
OVER = ROW | {"id": "CN-44.over", "valid_from": "2020-01-01", "valid_to": "2021-01-01"}
FILES = Book(
    (("provinces/44", RuleFile(date(2026, 11, 1), (BASE, LATER, OVER))),),
    {"HW": Source("样例", "Sample")},
)
NEW = BASE | {"valid_from": "2026-12-01", "message_zh": "新的说法"}


def propose(*rows: dict[str, Any], by: Actor = AUTHOR, **more: Any) -> ProposeRules:
    told = {"rows": rows, "sources": {}, "reason": "管局通知"} | more
    return ProposeRules(command_id="c1", actor=by, at=AT, **told)


def publish(by: Actor = SECOND, at: datetime = AT) -> PublishProposal:
    return PublishProposal(
        command_id="c2", actor=by, at=at, proposal=derived_id("c1", "proposal")
    )  # fmt: skip


def decline(by: Actor = SECOND, reason: str = "来源不符") -> DeclineProposal:
    return DeclineProposal(
        command_id="c3", actor=by, at=AT, proposal=derived_id("c1", "proposal"), reason=reason
    )


def review(*rules: str, on: date = TODAY) -> NoteReview:
    return NoteReview(command_id="c4", actor=AUTHOR, at=AT, rules=rules, on=on, note="核对无误")


def after(*commands: RulebookCommand) -> list[RulebookEvent]:
    events: list[RulebookEvent] = []
    for command in commands:
        events += decide(command, replay(events), FILES)
    return events


def test_what_is_proposed_changes_nothing_yet() -> None:
    events = after(propose(NEW))
    (event,) = events
    assert isinstance(event, RulesProposed)
    assert (event.author, event.reason) == (AUTHOR.id, "管局通知")
    rules = rules_of(replay(events), FILES)
    assert len(rules.versions("CN-44.letter")) == 1


def test_what_a_second_person_publishes_holds_from_its_day_on() -> None:
    events = after(propose(NEW), publish())
    rules = rules_of(replay(events), FILES)
    assert rules.rule("CN-44.letter", date(2026, 11, 30)).message_zh == "样例"
    assert rules.rule("CN-44.letter", date(2026, 12, 1)).message_zh == "新的说法"
    assert rules.versions("CN-44.letter")[0].valid_to == date(2026, 11, 30)
    published = events[-1]
    assert isinstance(published, ProposalPublished)
    assert published.rule_set == rules.version


def test_a_rule_may_end() -> None:
    rules = rules_of(
        replay(after(propose(BASE | {"valid_to": "2026-11-26"}), publish())), FILES
    )  # fmt: skip
    assert [rule.id for rule in rules.rules if rule.in_force(date(2026, 11, 27))] == []


def test_a_new_rule_may_cite_a_new_source() -> None:
    row = ROW | {"id": "CN-44.new", "valid_from": "2026-11-26", "source": ["NOTICE"]}
    events = after(propose(row, sources={"NOTICE": ("通知", "Notice")}), publish())
    assert rules_of(replay(events), FILES).sources["NOTICE"].en == "Notice"


def test_what_has_not_begun_may_be_altered() -> None:
    altered = LATER | {"message_zh": "改过"}
    rules = rules_of(replay(after(propose(altered), publish())), FILES)
    assert [rule.message_zh for rule in rules.versions("CN-44.later")] == ["改过"]


@pytest.mark.parametrize(
    "row",
    [
        BASE | {"message_zh": "改写过去"},
        BASE | {"valid_to": "2026-11-25"},
        BASE | {"valid_from": "2026-11-25"},
        OVER | {"valid_to": "2026-12-31"},
        ROW | {"id": "CN-44.new"},
        ROW | {"id": "CN-44.new", "valid_from": "2026-11-25"},
    ],
    ids=["words", "ended", "begins", "over", "always", "yesterday"],
)
def test_a_past_day_is_not_altered(row: dict[str, Any]) -> None:
    with pytest.raises(PastRule):
        after(propose(row))


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (NEW | {"check": "moon_is_full"}, "unknown predicate moon_is_full"),
        (NEW | {"provinces": ["99"]}, "unknown province 99"),
        (NEW | {"needs": ["CN-44.letter"]}, "in a circle"),
        (NEW | {"source": ["NOTICE"]}, "unknown source NOTICE"),
        (NEW | {"severity": 3}, "Expected `str`"),
        ({}, "without an id"),
    ],
)
def test_a_rule_that_cannot_be_used_is_not_proposed(row: dict[str, Any], why: str) -> None:
    with pytest.raises(RuleNotUsable) as refused:
        after(propose(row))
    assert why in str(refused.value.facts["why"])


@pytest.mark.parametrize(
    ("commands", "refusal"),
    [
        ([propose()], NothingProposed),
        ([propose(*[NEW] * (MOST_ROWS + 1))], NothingProposed),
        ([propose(NEW, reason=" ")], ReasonNeeded),
        ([propose(NEW, by=Actor("r", Role.REVIEWER))], NotPermitted),
        ([publish()], NotFound),
        ([propose(NEW), publish(by=AUTHOR)], SecondPersonNeeded),
        ([propose(NEW), publish(), publish()], AlreadyDecided),
        ([propose(NEW), decline(), publish()], AlreadyDecided),
        ([propose(NEW), decline(reason="")], ReasonNeeded),
        ([propose(NEW), publish(at=datetime(2026, 12, 2, tzinfo=UTC))], PastRule),
        ([review("CN.nowhere")], NotFound),
        ([review()], NotFound),
        ([review("CN-44.letter", on=date(2026, 11, 27))], ReviewAhead),
    ],
)
def test_what_is_not_allowed_is_refused(
    commands: list[RulebookCommand], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        after(*commands)


def test_the_one_who_proposed_may_take_it_back() -> None:
    events = after(propose(NEW), decline(by=AUTHOR))
    assert rules_of(replay(events), FILES).version == rules_of(replay([]), FILES).version


def test_a_review_is_noted() -> None:
    (event,) = after(review("CN-44.letter", "CN-44.letter"))
    assert event == RulesReviewed(("CN-44.letter",), TODAY, "核对无误", AT)


def test_a_published_change_that_no_longer_fits_stops_the_next() -> None:
    events = after(propose(NEW), publish())
    other = NEW | {"valid_from": "2026-11-28", "message_zh": "更早", "valid_to": None}
    again = ProposeRules(
        command_id="c9", actor=AUTHOR, at=AT, rows=(other,), sources={}, reason="更正"
    )
    with pytest.raises(RuleNotUsable):
        decide(again, replay(events), FILES)
