"""Scans are removed when their time is over, and never before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.filing import commands as c
from domain.filing import retention
from domain.filing.completeness import missing
from domain.filing.events import MaterialsPurged
from domain.filing.facts import Status
from domain.refusal import NotPermitted
from domain.roles import Actor, Role
from tests.unit.filing.given import given
from tests.unit.filing.samples import individual, scan
from tests.unit.filing.stories import SYSTEM, Story

DAYS = 60
ENDS = {
    "filed": Story.filed,
    "abandoned": lambda story: story.submitted().do(c.Withdraw).do(c.Abandon),
    "expired": lambda story: story.completed().later(days=46).expired(),
}


def ended(end: str) -> Story:
    return ENDS[end](Story(individual()))


def purge(story: Story, days: float = DAYS + 1, actor: Actor = SYSTEM) -> c.PurgeMaterials:
    at = story.at + timedelta(days=days)
    return c.PurgeMaterials(command_id="purge", actor=actor, at=at, kept_days=DAYS)


@pytest.mark.parametrize("end", ENDS)
def test_a_closed_filing_keeps_its_scans_until_their_time_is_over(end: str) -> None:
    story = ended(end)
    given(*story.events).when(purge(story, DAYS - 1)).then()
    after = given(*story.events).when(purge(story)).then_kinds(MaterialsPurged)
    assert not after.scans
    assert after.purged
    assert after.status is story.filing.status
    assert after.touched_at == story.filing.touched_at


@pytest.mark.parametrize("open_", [Story.completed, Story.submitted, Story.fix_requested])
def test_an_open_filing_keeps_them(open_) -> None:
    story = open_(Story(individual()))
    given(*story.events).when(purge(story, days=1000)).then()


def test_the_event_names_every_file_earlier_scans_and_photos_too() -> None:
    story = ENDS["filed"](Story(individual()))
    (event,) = retention.decide(purge(story), story.filing)
    assert isinstance(event, MaterialsPurged)
    seen = list(story.filing.scans.values())
    assert {scan.slot.partition(":")[0] for scan in seen} >= {"M02", "M05", "M06"}
    assert len(event.files) == sum(len(list(retention.files_of(scan))) for scan in seen)


def test_a_scan_that_was_replaced_is_still_among_those_kept() -> None:
    story = Story(individual()).completed()
    before = story.filing.scans
    owner = story.filing.materials["M02:front"].owner
    story.do(c.UploadMaterial, material=scan("M02:front", owner, 2))
    assert before.items() < story.filing.scans.items()


def test_a_second_round_has_nothing_to_do() -> None:
    story = ended("filed")
    after = given(*story.events).when(purge(story)).then_kinds(MaterialsPurged)
    assert retention.decide(purge(story, days=1000), after) == []


def test_what_was_filed_keeps_the_record_of_its_scans() -> None:
    story = ended("filed")
    after = given(*story.events).when(purge(story)).then_kinds(MaterialsPurged)
    assert after.materials == story.filing.materials
    assert after.evidence == story.filing.evidence


def test_an_expired_filing_needs_new_scans_afterwards() -> None:
    story = ended("expired")
    assert not missing(story.filing, story.at.date())
    after = given(*story.events).when(purge(story)).then_kinds(MaterialsPurged)
    assert after.status is Status.STALE
    assert after.materials == {}
    assert missing(after, story.at.date())
    assert after.content_version == after.version


def test_an_expired_filing_that_was_touched_has_its_time_anew() -> None:
    story = ended("expired").later(days=50).with_mail_address("科苑路8号3栋1702室")
    given(*story.events).when(purge(story, days=DAYS - 1)).then()
    given(*story.events).when(purge(story)).then_kinds(MaterialsPurged)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.APPLICANT, Role.LEAD])
def test_no_person_may_do_it(role: Role) -> None:
    story = ended("filed")
    command = purge(story, actor=Actor("somebody", role))
    given(*story.events).when(command).refuses(NotPermitted)
