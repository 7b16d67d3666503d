"""Deadlines met by the worker: each thing is said once, on both engines."""

from __future__ import annotations

from datetime import timedelta

from domain.filing import policy
from domain.filing.events import MaterialsPurged, WarningsAcknowledged
from gateways.clock import ManualClock
from gateways.mail.memory import MemoryMail
from projections.deadlines import timers
from store import deadlines
from tests.stories.test_every_state import walk_to
from use_cases.desk import Desk
from use_cases.rounds import work_once


def names_of(desk: Desk, filing_id: str) -> list[str]:
    return [one.name for one in desk.unit.load(f"filing-{filing_id}")]


def work(desk: Desk) -> None:
    """Rounds of the worker until there is nothing to do."""
    for _ in range(20):
        if not work_once(desk):
            return
    raise AssertionError("the worker never rests")


def nothing_is_due(desk: Desk) -> bool:
    with desk.unit.reading() as connection:
        return not deadlines.due(connection, desk.clock.now())


def test_a_draft_is_reminded_three_times_and_then_expires(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "draft")
    for _ in range(50):
        clock.advance(timedelta(days=1))
        work(desk)
        assert nothing_is_due(desk)
    names = names_of(desk, walk.filing_id)
    assert names.count("filing.idle_reminder_due") == 3
    assert names[-1] == "filing.expired"
    assert walk.filing().status == "stale"


def test_a_worker_that_was_away_says_each_thing_once(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "draft")
    clock.advance(timedelta(days=100))
    work(desk)
    names = names_of(desk, walk.filing_id)
    assert names[-1] == "filing.expired"
    assert names.count("filing.idle_reminder_due") == 0


def test_codes_that_nobody_enters_fail_after_a_day(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "sms_pending")
    clock.set(walk.at)
    for _ in range(26):
        clock.advance(timedelta(hours=1))
        work(desk)
    names = names_of(desk, walk.filing_id)
    assert names.count("filing.sms_reminder_due") == 2
    assert names.count("filing.sms_failed") == 1
    assert walk.filing().status == "sms_failed"


def test_an_unwatched_claim_goes_back_to_the_queue(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "reviewing")
    clock.set(walk.at + timedelta(minutes=16))
    work(desk)
    assert walk.filing().status == "submitted"
    assert walk.filing().claim is None


def test_an_overdue_review_is_told_to_the_leads_once(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "submitted")
    clock.advance(timedelta(days=7))
    work(desk)
    work(desk)
    assert names_of(desk, walk.filing_id).count("filing.review_overdue") == 1


def test_public_security_is_reminded_until_it_is_done(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "filed")
    for _ in range(40):
        clock.advance(timedelta(days=1))
        work(desk)
    names = names_of(desk, walk.filing_id)
    assert names.count("filing.public_security_reminder_due") == 4


def test_a_clock_set_back_an_hour_does_no_harm(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "reviewing")
    clock.set(walk.at - timedelta(hours=1))
    walk.at = clock.now()
    work(desk)
    walk.take(("pass_review",))
    assert walk.filing().status == "identity_pending"
    assert nothing_is_due(desk)


def test_messages_go_out_after_the_events(desk: Desk, clock: ManualClock) -> None:
    walk = walk_to(desk, "fix_requested")
    clock.set(walk.at + timedelta(minutes=1))
    work(desk)
    mail = desk.mail
    assert isinstance(mail, MemoryMail)
    person = walk.sample.subject.responsible
    assert person.email.full in {one.to for one in mail.sent}
    work(desk)
    keys = [one.key for one in mail.sent]
    assert len(keys) == len(set(keys))


def test_a_photo_that_was_removed_has_no_timer_left(clock: ManualClock) -> None:
    slots = ("M01", "M02:front", "M06:someone", "M06:another")
    ended = timers(MaterialsPurged(slots, (), clock.now()))
    assert ended == {"photo:someone": None, "photo:another": None}


def test_whoever_reads_a_warning_works_on_the_filing(clock: ManualClock) -> None:
    read = timers(WarningsAcknowledged((), clock.now()))
    assert read == {"idle": clock.now() + timedelta(days=policy.IDLE_REMINDERS[0])}
