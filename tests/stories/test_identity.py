"""Photos of site persons with the worker's clock, outgoing links and a face check; both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from domain.command import derived_id
from domain.filing.commands import (
    Abandon,
    ClaimFiling,
    DecideIdentity,
    FilingCommand,
    SubmitIdentityEvidence,
)
from domain.filing.refusals import LinkExpired, PhotoExpired
from domain.roles import Actor, Role
from gateways.clock import ManualClock
from gateways.face_check.memory import MemoryFaceCheck
from gateways.mail.memory import MemoryMail
from gateways.sms.memory import MemorySms
from store.rebuilding import check
from tests.stories.test_deadlines import names_of, nothing_is_due, work
from tests.stories.test_every_state import walk_to
from tests.unit.filing.samples import enterprise, scan
from tests.unit.filing.stories import Story
from use_cases import filings, identity, identity_links
from use_cases.demo.walk import Walk
from use_cases.desk import Desk

ADDRESS = "https://filing.example"
REVIEWER = Actor("reviewer of photos", Role.REVIEWER)
_numbers = count()


def new_id() -> str:
    return derived_id(f"photo story {next(_numbers)}", "command")


def person_of(walk: Walk) -> str:
    return next(iter(walk.filing().site_persons()))


def link_of(desk: Desk, walk: Walk, *ways: str) -> str:
    return identity_links.issue_link(
        desk,
        walk.filing_id,
        person_of(walk),
        actor=walk.applicant,
        at=desk.clock.now(),
        command_id=new_id(),
        ways=ways,
    )


def hand_in(desk: Desk, walk: Walk, secret: str) -> None:
    now = desk.clock.now()
    identity.submit_by_link(desk, secret, walk.scan, at=now, command_id=new_id())


def accept(desk: Desk, walk: Walk) -> None:
    """A reviewer claims the filing and accepts the photo, now."""
    who = {"actor": REVIEWER, "at": desk.clock.now()}
    filings.handle(desk, walk.filing_id, ClaimFiling(command_id=new_id(), **who))
    verdict = DecideIdentity(command_id=new_id(), person=person_of(walk), issues=(), **who)
    filings.handle(desk, walk.filing_id, verdict)


def waiting_for_photos(desk: Desk, clock: ManualClock) -> Walk:
    walk = walk_to(desk, "identity_pending")
    clock.set(walk.at)
    return walk


def test_a_photo_expires_after_seventy_two_hours_and_both_are_told(
    desk: Desk, clock: ManualClock
) -> None:
    walk = waiting_for_photos(desk, clock)
    hand_in(desk, walk, link_of(desk, walk))
    for _ in range(71):
        clock.advance(timedelta(hours=1))
        work(desk)
    assert walk.filing().status == "identity_review"
    clock.advance(timedelta(hours=1))
    work(desk)
    assert walk.filing().status == "identity_pending"
    names = names_of(desk, walk.filing_id)
    assert names.count("filing.identity_evidence_expired") == 1
    assert nothing_is_due(desk)
    sms = desk.sms
    assert isinstance(sms, MemorySms)
    told = [one.to for one in sms.sent if "72 小时" in one.text]
    assert walk.filing().site_persons()[person_of(walk)].mobile.full in told
    hand_in(desk, walk, link_of(desk, walk))
    accept(desk, walk)
    assert walk.filing().status == "ready"
    clock.advance(timedelta(days=5))
    work(desk)
    assert walk.filing().status == "ready"
    assert list(check(desk.unit.engine, desk.unit.projections)) == []


def test_without_a_worker_an_old_photo_is_not_accepted_either(
    desk: Desk, clock: ManualClock
) -> None:
    walk = waiting_for_photos(desk, clock)
    hand_in(desk, walk, link_of(desk, walk))
    clock.advance(timedelta(hours=72))
    with pytest.raises(PhotoExpired):
        accept(desk, walk)
    assert walk.filing().status == "identity_review"


def test_a_photo_of_an_abandoned_filing_lets_the_worker_rest(
    desk: Desk, clock: ManualClock
) -> None:
    filing_id = new_id()

    def tell(command: FilingCommand) -> None:
        filings.handle(desk, filing_id, command)

    story = Story(enterprise(), at=clock.now(), tell=tell, seed="abandoned").passed()
    person, _other = story.filing.site_persons()
    photo = scan(f"M06:{person}", person)
    story.do(SubmitIdentityEvidence, person=person, material=photo, link_digest="")
    story.do(Abandon)
    clock.set(story.at + timedelta(days=4))
    work(desk)
    filing = filings.open_filing(desk, filing_id).filing
    assert filing.status == "abandoned"
    assert filing.evidence[person].expired
    assert nothing_is_due(desk)


def test_a_link_is_sent_as_a_message_and_works(desk: Desk, clock: ManualClock) -> None:
    desk = replace(desk, address=ADDRESS)
    walk = waiting_for_photos(desk, clock)
    secret = link_of(desk, walk, "sms", "mail")
    work(desk)
    assert isinstance(desk.sms, MemorySms)
    assert isinstance(desk.mail, MemoryMail)
    person = walk.filing().site_persons()[person_of(walk)]
    address = f"{ADDRESS}/identity/{secret}"
    assert [one.to for one in desk.sms.sent if address in one.text] == [person.mobile.full]
    assert [one.to for one in desk.mail.sent if address in one.text] == [person.email.full]
    hand_in(desk, walk, secret)
    assert walk.filing().status == "identity_review"


def test_a_link_that_was_revoked_before_it_left_is_not_sent(desk: Desk, clock: ManualClock) -> None:
    desk = replace(desk, address=ADDRESS)
    walk = waiting_for_photos(desk, clock)
    secret = link_of(desk, walk, "sms")
    identity_links.revoke_link(
        desk,
        walk.filing_id,
        person_of(walk),
        actor=walk.applicant,
        at=clock.now(),
        command_id=new_id(),
    )
    work(desk)
    assert isinstance(desk.sms, MemorySms)
    assert not [one for one in desk.sms.sent if "/identity/" in one.text]
    with pytest.raises(LinkExpired):
        identity_links.find_link(desk, secret, clock.now())


def test_a_face_check_is_asked_once_and_kept_beside_the_photo(
    desk: Desk, clock: ManualClock
) -> None:
    service = MemoryFaceCheck(score=0.93)
    desk = replace(desk, face_check=service)
    walk = waiting_for_photos(desk, clock)
    secret, command_id = link_of(desk, walk), new_id()
    for _tap in range(2):
        identity.submit_by_link(desk, secret, walk.scan, at=clock.now(), command_id=command_id)
    (request,) = service.asked
    person = walk.filing().site_persons()[person_of(walk)]
    assert (request.name, request.certificate_number) == (
        person.name.full,
        person.certificate_number.full,
    )
    assert len(request.papers) == 2
    assert person.name.full not in repr(request)
    face = walk.filing().evidence[person.id].face
    assert face is not None
    assert (face.method, face.passed, face.score, face.reference) == (
        "face",
        True,
        0.93,
        "memory-1",
    )
    assert face.valid_until == clock.now() + timedelta(hours=72)
    assert walk.filing().status == "identity_review"
    accept(desk, walk)
    assert walk.filing().status == "ready"


def test_a_face_check_out_of_order_holds_nobody_up(desk: Desk, clock: ManualClock) -> None:
    desk = replace(desk, face_check=MemoryFaceCheck(score=None))
    walk = waiting_for_photos(desk, clock)
    hand_in(desk, walk, link_of(desk, walk))
    evidence = walk.filing().evidence[person_of(walk)]
    assert evidence.face is None
    assert walk.filing().status == "identity_review"
