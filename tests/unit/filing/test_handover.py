"""A slot is filled from a phone by a link that needs no account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import events as e
from domain.filing.facts import Level, Material, Verdict
from domain.filing.handover import UPLOAD_LINK_LIFE
from domain.filing.refusals import FieldLocked, LinkExpired, NotEditable, UnknownSlot
from domain.refusal import NotFound
from domain.roles import Actor, Role
from tests.unit.filing.given import given
from tests.unit.filing.samples import hex_id, individual, scan
from tests.unit.filing.stories import STRANGER, Story, issue

SLOT = "M02:front"
LINK = "digest of the link"
PHONE = Actor(hex_id("phone"), Role.LINK_HOLDER)


@pytest.fixture
def told() -> Story:
    """A draft with a link for one of its slots."""
    return Story(individual()).completed().do(c.IssueUploadLink, slot=SLOT, link_digest=LINK)


def picture(told: Story, slot: str = SLOT, *, version: int = 7, blurred: bool = False) -> Material:
    owner = told.filing.materials[slot].owner
    verdicts = (Verdict("blur", Level.WARN),) if blurred else ()
    return replace(scan(slot, owner, version), verdicts=verdicts, source="phone")


def sent(told: Story, material: Material, *, digest: str = LINK) -> Any:
    return told.command(c.UploadMaterial, PHONE, material=material, link_digest=digest)


def send(told: Story, material: Material) -> None:
    told.do(c.UploadMaterial, PHONE, material=material, link_digest=LINK)


def test_a_link_is_issued_for_a_slot_of_ones_own_filing(told: Story) -> None:
    wish = told.command(c.IssueUploadLink, slot="M02:back", link_digest="another")
    until = wish.at + UPLOAD_LINK_LIFE
    given(*told.events).when(wish).then(e.UploadLinkIssued("M02:back", "another", until, wish.at))
    given(*told.events).when(replace(wish, slot="M99")).refuses(UnknownSlot)
    given(*told.events).when(replace(wish, actor=STRANGER)).refuses(NotFound)
    given(*told.events).when(replace(wish, actor=PHONE)).refuses(NotFound)


def test_a_phone_fills_the_slot_of_its_link_once(told: Story) -> None:
    first = sent(told, picture(told))
    given(*told.events).when(first).then(e.MaterialUploaded(first.material, first.at, LINK))
    send(told, first.material)
    given(*told.events).when(sent(told, picture(told, version=8))).refuses(LinkExpired)


def test_a_picture_with_faults_may_be_taken_again(told: Story) -> None:
    send(told, picture(told, blurred=True))
    better = sent(told, picture(told, version=8))
    given(*told.events).when(better).then(e.MaterialUploaded(better.material, better.at, LINK))
    send(told, better.material)
    given(*told.events).when(sent(told, picture(told, version=9))).refuses(LinkExpired)


def test_a_link_works_for_no_other_slot_and_no_other_digest(told: Story) -> None:
    other = sent(told, picture(told, "M02:back"))
    given(*told.events).when(other).refuses(LinkExpired)
    given(*told.events).when(sent(told, picture(told), digest="guessed")).refuses(LinkExpired)


def test_a_link_ends_after_half_an_hour_and_with_the_next_one(told: Story) -> None:
    wish = sent(told, picture(told))
    issued = told.filing.links[SLOT].expires_at
    last = replace(wish, at=issued - timedelta(seconds=1))
    given(*told.events).when(last).then(e.MaterialUploaded(wish.material, last.at, LINK))
    given(*told.events).when(replace(wish, at=issued)).refuses(LinkExpired)
    told.do(c.IssueUploadLink, slot=SLOT, link_digest="the next")
    given(*told.events).when(wish).refuses(LinkExpired)


def test_a_link_of_a_filing_that_was_handed_in_meanwhile_is_refused(told: Story) -> None:
    wish = sent(told, picture(told))
    told.handed_in()
    given(*told.events).when(wish).refuses(NotEditable)


def test_no_link_is_issued_for_what_was_accepted() -> None:
    told = Story(individual()).fix_requested(issue("material:M02:back", "R-MAT-01"))
    wish = told.command(c.IssueUploadLink, slot=SLOT, link_digest=LINK)
    given(*told.events).when(wish).refuses(FieldLocked)
