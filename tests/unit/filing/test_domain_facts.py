"""What the applicant states of a domain, and what rules see of it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import events as e
from domain.filing.domain_facts import domains_of
from domain.filing.drafting import case_of
from domain.filing.facts import DomainFacts
from domain.filing.refusals import InvalidData, NotEditable, UnknownDomain
from domain.refusal import StaleVersion
from domain.rules.domain_rules import check
from tests.unit.filing.samples import enterprise
from tests.unit.filing.stories import Story

TODAY = date(2026, 11, 26)
KNOWN = DomainFacts(
    held_by="subject",
    registrar="示例注册商",
    expires_on=date(2030, 1, 31),
    real_name=True,
    real_name_on=date(2026, 1, 5),
)


def stated(story: Story, known: DomainFacts = KNOWN, seen: int = 0) -> Story:
    return story.do(c.StateDomain, domain=first(story), known=known, seen=seen)


def first(story: Story) -> str:
    return domains_of(story.filing)[0]


def test_what_is_stated_reaches_the_rules_and_what_is_handed_in() -> None:
    story = Story(enterprise()).completed()
    before = story.filing.content_version
    stated(story)
    assert isinstance(story.events[-1], e.DomainStated)
    assert story.filing.domains == {first(story): KNOWN}
    assert story.filing.content_version > before
    case = case_of(story.filing)
    assert case is not None
    assert case.domains == {first(story): KNOWN}


def test_the_same_said_again_changes_nothing() -> None:
    story = stated(Story(enterprise()).completed())
    count = len(story.events)
    stated(story, seen=story.filing.sections[f"domain:{first(story)}"])
    assert len(story.events) == count


def test_an_older_page_does_not_overwrite_what_was_said_since() -> None:
    story = stated(Story(enterprise()).completed())
    with pytest.raises(StaleVersion):
        stated(story, replace(KNOWN, registrar="另一家"))


def test_a_domain_that_no_website_has_is_refused() -> None:
    story = Story(enterprise()).completed()
    with pytest.raises(UnknownDomain):
        story.do(c.StateDomain, domain="nobody.cn", known=KNOWN, seen=0)


def test_nothing_is_stated_once_it_was_handed_in() -> None:
    with pytest.raises(NotEditable):
        stated(Story(enterprise()).submitted())


def test_what_cannot_be_is_refused() -> None:
    story = Story(enterprise()).completed()
    with pytest.raises(InvalidData):
        stated(story, DomainFacts(expires_on=date(2020, 1, 1)))


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (DomainFacts(), []),
        (KNOWN, []),
        (DomainFacts(expires_on=TODAY), []),
        (DomainFacts(expires_on=date(2026, 11, 25)), [("domain.expires_on", "expired")]),
        (DomainFacts(expires_on=date(2200, 1, 1)), [("domain.expires_on", "too_far")]),
        (DomainFacts(registrar="好" * 101), [("domain.registrar", "too_long")]),
        (DomainFacts(registrar="☃\ue000"), [("domain.registrar", "unprintable")]),
        (DomainFacts(real_name_on=TODAY), []),
        (DomainFacts(real_name_on=date(2026, 11, 27)), [("domain.real_name_on", "future")]),
        (
            DomainFacts(real_name=False, real_name_on=TODAY),
            [("domain.real_name_on", "not_verified")],
        ),
    ],
)
def test_each_fact_is_checked(known: DomainFacts, told: list[tuple[str, str]]) -> None:
    assert [(each.field, each.code) for each in check(known, TODAY)] == told
