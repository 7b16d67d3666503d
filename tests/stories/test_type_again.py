"""The filing type while look-ups fail, and what is found before a filing is handed in."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from msgspec.structs import replace

from domain.filing.events import Submitted, TypeDetermined
from domain.filing.facts import TypeFacts
from domain.filing.refusals import KindChanged, TypeUndecided
from domain.rules.decision import LookedUp
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.settings import Behaviour
from tests.unit.filing.samples import Sample, hex_id, two_contacts
from tests.unit.filing.stories import Story
from use_cases import filings, submit, type_again
from use_cases.desk import Desk
from use_cases.type_facts import certificate_digest

FILING = hex_id("type")


def ready(desk: Desk, *, undecided: bool = False, sample: Sample | None = None) -> Story:
    """A filing with everything that handing in needs, recorded by the desk."""
    made = sample or two_contacts()
    facts: TypeFacts = replace(
        made.facts,
        undecided=undecided,
        found=LookedUp(),
        certificate_digest=certificate_digest(
            desk, made.facts.certificate_type, made.facts.certificate_number
        ),
    )

    def tell(command: Any) -> None:
        filings.handle(desk, FILING, command)

    story = Story(
        dataclasses.replace(made, facts=facts), seed="type", at=desk.clock.now(), tell=tell
    )
    return story.completed().agreed()


def hand_in(desk: Desk, story: Story) -> None:
    submit.submit(
        desk,
        FILING,
        actor=story.applicant,
        at=desk.clock.now(),
        command_id=hex_id("submit"),
        seen=filings.open_filing(desk, FILING).filing.content_version,
    )


def events(desk: Desk) -> list[Any]:
    return [each.event for each in filings.open_filing(desk, FILING).history]


def test_what_was_undecided_is_decided_when_it_is_handed_in(desk: Desk) -> None:
    story = ready(desk, undecided=True)
    hand_in(desk, story)
    determined, submitted = events(desk)[-2:]
    assert isinstance(determined, TypeDetermined)
    assert isinstance(submitted, Submitted)
    assert (determined.facts.outcome, determined.facts.row) == ("FIRST", 13)
    assert determined.facts.undecided is False
    assert determined.facts.found is not None
    assert determined.facts.found.subject_at_ministry is None
    assert determined.at == desk.clock.now()


def test_what_nobody_can_tell_is_not_handed_in(desk: Desk, bureau: Bureau) -> None:
    story = ready(desk, undecided=True)
    bureau.behave(Behaviour(silent=True))
    with pytest.raises(TypeUndecided):
        hand_in(desk, story)
    assert not isinstance(events(desk)[-1], Submitted)


def test_what_was_decided_is_handed_in_while_the_ministry_is_silent(
    desk: Desk, bureau: Bureau
) -> None:
    story = ready(desk)
    bureau.behave(Behaviour(silent=True))
    before = len(events(desk))
    hand_in(desk, story)
    assert [type(each) for each in events(desk)[before:]] == [Submitted]


def test_a_subject_that_was_filed_elsewhere_meanwhile_stops_the_first_filing(
    desk: Desk, bureau: Bureau
) -> None:
    story = ready(desk)
    number = story.sample.facts.certificate_number
    bureau.file_elsewhere(number, "110000", "elsewhere.cn")
    with pytest.raises(KindChanged) as refused:
        hand_in(desk, story)
    assert refused.value.facts == {"outcome": "ADD_SITE_EXT", "row": 11}


def test_a_domain_that_another_subject_filed_meanwhile_stops_it_too(
    desk: Desk, bureau: Bureau
) -> None:
    story = ready(desk)
    bureau.file_elsewhere("91110105MA0000015F", "110000", story.sample.facts.domains[0])
    with pytest.raises(KindChanged) as refused:
        hand_in(desk, story)
    assert refused.value.facts == {"outcome": "STOP", "row": 5}


def test_looking_again_keeps_what_is_new_once(desk: Desk, bureau: Bureau) -> None:
    story = ready(desk, undecided=True)
    bureau.behave(Behaviour(silent=True))
    told = again(desk, story, "one")
    assert told is not None
    assert (told.outcome, told.row) == ("UNDECIDED", 2)
    before = len(events(desk))
    bureau.behave(Behaviour())
    for name in ("two", "three"):
        told = again(desk, story, name)
        assert told is not None
        assert told.outcome == "FIRST"
    assert [type(each) for each in events(desk)[before:]] == [TypeDetermined]


def again(desk: Desk, story: Story, name: str) -> Any:
    return type_again.determine_again(
        desk, FILING, actor=story.applicant, at=desk.clock.now(), command_id=hex_id(name)
    )
