"""What the rules stop, what they warn of, and what an acknowledgement covers."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing.events import Submitted, WarningsAcknowledged
from domain.filing.facts import Noted, Warned
from domain.filing.judging import Judgement, judge, warned
from domain.filing.refusals import NotEditable, RulesBroken, WarningsOpen
from domain.personal import Personal
from domain.rules.case import Known
from tests.unit.filing.given import Given
from tests.unit.filing.samples import (
    Sample,
    enterprise,
    led_by_its_representative,
    two_contacts,
)
from tests.unit.filing.stories import Story, issue

TODAY = date(2026, 11, 23)
NOTHING = Known(sites=0, names=())
CONTACTS = "CN.contacts_of_two_persons"


def judged(story: Story) -> Judgement:
    found = judge(story.filing, NOTHING, TODAY)
    assert found is not None
    return found


def agreed(sample: Sample) -> Story:
    return Story(sample).completed().agreed()


def submission(story: Story) -> c.Submit:
    command: c.Submit = story.command(
        c.Submit, snapshot="s", seen=story.filing.content_version, known=NOTHING
    )
    return command


def acknowledged(story: Story) -> Story:
    warnings = tuple(warned(each) for each in judged(story).open)
    return story.do(c.AcknowledgeWarnings, warnings=warnings, known=NOTHING)


def test_nothing_is_judged_before_the_subject_is_stated() -> None:
    assert judge(Story(enterprise()).started().filing, NOTHING, TODAY) is None


def test_a_hard_finding_stops_the_filing() -> None:
    story = agreed(enterprise())
    assert [each.rule for each in judged(story).stops] == ["CN-11.legal_representative"]
    Given(story.filing).when(submission(story)).refuses(
        RulesBroken, rules=("CN-11.legal_representative",)
    )


def test_a_warning_stops_until_it_is_acknowledged() -> None:
    story = agreed(led_by_its_representative())
    assert [each.rule for each in judged(story).open] == [CONTACTS]
    Given(story.filing).when(submission(story)).refuses(WarningsOpen, rules=(CONTACTS,))
    acknowledged(story)
    assert judged(story).open == ()
    assert [each.rule for each in judged(story).warnings] == [CONTACTS]


def test_a_submission_keeps_the_rules_and_what_they_warned_of() -> None:
    story = acknowledged(agreed(led_by_its_representative()))
    (finding,) = judged(story).warnings
    submitted = Given(story.filing).when(submission(story)).follows()[-1]
    assert isinstance(submitted, Submitted)
    assert submitted.rule_set == story.filing.rules.version
    assert submitted.findings == (
        Noted(finding.target, "warn", "R-PER-10", CONTACTS, finding.rule_version, {}),
    )


def test_a_filing_without_findings_is_handed_in_at_once() -> None:
    story = agreed(two_contacts())
    submitted = Given(story.filing).when(submission(story)).follows()[-1]
    assert isinstance(submitted, Submitted)
    assert (submitted.rule_set, submitted.findings) == (story.filing.rules.version, ())


def test_what_nobody_warns_of_cannot_be_acknowledged() -> None:
    story = agreed(led_by_its_representative())
    unknown = (Warned("CN.name_state_words", "0" * 12, "order"),)
    command = story.command(c.AcknowledgeWarnings, warnings=unknown, known=NOTHING)
    Given(story.filing).when(command).then()


def test_acknowledging_twice_is_as_once() -> None:
    story = acknowledged(agreed(led_by_its_representative()))
    count = len(story.events)
    assert isinstance(story.events[-1], WarningsAcknowledged)
    warnings = tuple(story.filing.acknowledged)
    story.do(c.AcknowledgeWarnings, warnings=warnings, known=NOTHING)
    assert len(story.events) == count


def test_another_value_has_to_be_acknowledged_again() -> None:
    story = acknowledged(agreed(led_by_its_representative()))
    second = story.sample.sites[1]
    assert second.person is not None
    shared = story.sample.subject.responsible.mobile.full
    own = Personal(second.person.id, "email", "qian@example.cn")
    mobile = Personal(second.person.id, "mobile", shared)
    person = replace(second.person, email=own, mobile=mobile)
    site = replace(second, person=person)
    story.do(c.RecordSite, site=site, seen=story.filing.sections[f"site:{second.id}"])
    assert [each.target.rpartition(".")[2] for each in judged(story).open] == ["mobile"]


def test_what_may_not_be_changed_now_is_a_warning_and_no_dead_end() -> None:
    story = Story(enterprise()).fix_requested(issue())
    found = judged(story)
    assert found.stops == ()
    assert [each.rule for each in found.open][-1:] == ["CN-11.legal_representative"]


def test_what_is_with_the_reviewers_is_not_acknowledged() -> None:
    story = Story(led_by_its_representative()).submitted()
    warnings = tuple(warned(each) for each in judged(story).open)
    command = story.command(c.AcknowledgeWarnings, warnings=warnings, known=NOTHING)
    Given(story.filing).when(command).refuses(NotEditable)


@pytest.mark.parametrize("sites", [0, 100])
def test_the_same_is_found_each_time(sites: int) -> None:
    story = agreed(two_contacts())
    known = Known(sites=sites, names=())
    assert judge(story.filing, known, TODAY) == judge(story.filing, known, TODAY)
