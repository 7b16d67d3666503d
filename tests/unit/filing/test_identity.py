"""Links and photos of site persons: what a link allows, and how long a photo is good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing import events as e
from domain.filing import policy
from domain.filing import refusals as r
from domain.filing.facts import FaceResult, Status
from domain.filing.timing import PHOTO
from domain.refusal import NotFound
from domain.roles import Actor, Role
from tests.unit.filing.given import given
from tests.unit.filing.samples import enterprise, individual, scan
from tests.unit.filing.stories import REVIEWER, STRANGER, SYSTEM, Story

LINK = "digest of the link"


def linked(told: Story | None = None, digest: str = LINK) -> Story:
    """A filing whose first site person has a link."""
    told = told or Story(individual()).passed()
    return told.do(c.IssueIdentityLink, person=first(told), link_digest=digest)


def first(told: Story) -> str:
    return next(iter(told.filing.site_persons()))


def by_link(told: Story, version: int = 1, digest: str = LINK) -> c.SubmitIdentityEvidence:
    person = first(told)
    return told.command(
        c.SubmitIdentityEvidence,
        Actor(person, Role.SITE_PERSON),
        person=person,
        material=scan(f"M06:{person}", person, version),
        link_digest=digest,
    )


def shown(told: Story, version: int = 1) -> Story:
    """The site person's photo comes by the link."""
    command = by_link(told, version)
    person = Actor(command.person, Role.SITE_PERSON)
    fields = {"person": command.person, "material": command.material, "link_digest": LINK}
    return told.do(c.SubmitIdentityEvidence, person, **fields)


def opening(told: Story, digest: str = LINK) -> c.OpenIdentityLink:
    person = first(told)
    visitor = Actor(person, Role.SITE_PERSON)
    return told.command(c.OpenIdentityLink, visitor, person=person, link_digest=digest)


# --- Links -------------------------------------------------------------------------------------


def test_a_link_is_opened_once() -> None:
    told = linked()
    command = opening(told)
    given(*told.events).when(command).then(e.IdentityLinkOpened(first(told), LINK, command.at))
    told.do(c.OpenIdentityLink, command.actor, person=command.person, link_digest=LINK)
    given(*told.events).when(opening(told)).then()


def test_a_replaced_an_old_and_a_revoked_link_open_nothing() -> None:
    replaced = linked(linked(), "a newer digest")
    old = linked().later(hours=2)
    revoked = linked()
    revoked.do(c.RevokeIdentityLink, person=first(revoked))
    for told in (replaced, old, revoked):
        given(*told.events).when(opening(told)).refuses(r.LinkExpired)
        given(*told.events).when(by_link(told)).refuses(r.LinkExpired)


def test_a_revoked_link_is_revoked_once() -> None:
    told = linked()
    command = told.command(c.RevokeIdentityLink, person=first(told))
    filing = (
        given(*told.events).when(command).then(e.IdentityLinkRevoked(first(told), LINK, command.at))
    )
    assert filing.links == {}
    told.do(c.RevokeIdentityLink, person=first(told))
    again = told.command(c.RevokeIdentityLink, person=first(told))
    given(*told.events).when(again).then()


def test_a_strangers_link_is_not_found() -> None:
    told = linked()
    command = told.command(c.RevokeIdentityLink, STRANGER, person=first(told))
    given(*told.events).when(command).refuses(NotFound)


def test_looking_at_a_link_moves_no_clock() -> None:
    told = linked()
    touched = told.filing.touched_at
    command = opening(told)
    told.do(c.OpenIdentityLink, command.actor, person=command.person, link_digest=LINK)
    told.do(c.RevokeIdentityLink, person=first(told))
    assert told.filing.touched_at == touched


def test_ten_links_a_day_are_sent() -> None:
    told = Story(individual()).passed()
    wish = {"person": first(told), "link_digest": LINK, "ways": ("sms",)}
    for _ in range(policy.LINKS_A_DAY):
        told.do(c.IssueIdentityLink, **wish)
    given(*told.events).when(told.command(c.IssueIdentityLink, **wish)).refuses(
        r.TooManyLinksSent, limit=policy.LINKS_A_DAY
    )
    unsent = told.command(c.IssueIdentityLink, person=first(told), link_digest=LINK)
    given(*told.events).when(unsent).then_kinds(e.IdentityLinkIssued)
    tomorrow = told.later(days=1).command(c.IssueIdentityLink, **wish)
    given(*told.events).when(tomorrow).then_kinds(e.IdentityLinkIssued)


# --- Taken again -------------------------------------------------------------------------------


def test_the_same_link_replaces_its_photo_until_somebody_looks() -> None:
    told = shown(linked())
    assert told.filing.status is Status.IDENTITY_REVIEW
    shown(told, 2)
    assert told.filing.status is Status.IDENTITY_REVIEW
    assert told.filing.evidence[first(told)].material == scan(f"M06:{first(told)}", first(told), 2)
    told.claimed()
    given(*told.events).when(by_link(told, 3)).refuses(r.LinkExpired)


def test_a_claim_given_back_leaves_the_link_as_it_was() -> None:
    told = shown(linked()).claimed().do(c.ReleaseFiling, REVIEWER)
    given(*told.events).when(by_link(told, 2)).leads_to(Status.IDENTITY_REVIEW)


def test_after_the_verdict_the_link_is_worth_nothing() -> None:
    told = shown(linked()).identity_decided()
    assert told.filing.links == {}
    given(*told.events).when(by_link(told, 2)).refuses(r.LinkExpired)


def test_a_link_does_not_replace_what_came_another_way() -> None:
    told = linked().photographed()
    given(*told.events).when(by_link(told, 2)).refuses(r.LinkExpired)


# --- How long a photo is good ------------------------------------------------------------------


def accepting(told: Story) -> c.DecideIdentity:
    return told.command(c.DecideIdentity, REVIEWER, person=first(told), issues=())


def lapse(told: Story) -> c.MeetDeadline:
    return told.command(c.MeetDeadline, SYSTEM, kind=f"{PHOTO}{first(told)}")


def just_before(told: Story, at_hours: int = 72) -> Story:
    """One minute is left when the next command is given two minutes later."""
    handed_in = told.filing.evidence[first(told)].at
    told.at = handed_in + timedelta(hours=at_hours, minutes=-3)
    return told


def test_a_photo_is_accepted_within_seventy_two_hours() -> None:
    told = just_before(Story(individual()).identity_review()).claimed()
    given(*told.events).when(accepting(told)).leads_to(Status.READY)
    told.later(minutes=1)
    given(*told.events).when(accepting(told)).refuses(r.PhotoExpired, hours=72)


def test_an_old_photo_may_still_be_refused_with_a_reason() -> None:
    told = Story(individual()).identity_rejected()
    assert isinstance(told.events[-1], e.IdentityRejected)
    late = Story(individual()).identity_review().later(hours=80).claimed()
    issues = told.events[-1].issues
    command = late.command(c.DecideIdentity, REVIEWER, person=first(late), issues=issues)
    given(*late.events).when(command).leads_to(Status.IDENTITY_REJECTED)


def test_a_photo_that_nobody_judged_expires_and_is_asked_for_again() -> None:
    told = just_before(Story(individual()).identity_review())
    given(*told.events).when(lapse(told)).then()
    command = lapse(told.later(minutes=2))
    filing = (
        given(*told.events)
        .when(command)
        .then(e.IdentityEvidenceExpired(first(told), needed=True, at=command.at))
    )
    assert filing.status is Status.IDENTITY_PENDING
    assert filing.due_at is None
    assert policy.identity_missing(filing) == (first(told),)
    told.do(c.MeetDeadline, SYSTEM, kind=command.kind)
    given(*told.events).when(lapse(told)).then()
    assert told.photographed(2).filing.status is Status.IDENTITY_REVIEW


def test_the_other_photo_keeps_waiting() -> None:
    told = Story(enterprise()).passed()
    person, other = told.filing.site_persons()
    told.do(
        c.SubmitIdentityEvidence,
        person=person,
        material=scan(f"M06:{person}", person),
        link_digest="",
    )
    told.later(hours=70).photographed().later(hours=3)
    told.do(c.MeetDeadline, SYSTEM, kind=f"{PHOTO}{other}")
    assert told.filing.status is Status.IDENTITY_REVIEW
    told.do(c.MeetDeadline, SYSTEM, kind=f"{PHOTO}{person}")
    assert told.filing.status is Status.IDENTITY_PENDING
    assert policy.identity_undecided(told.filing) == (other,)


def test_the_verdict_is_promised_for_before_the_first_photo_expires() -> None:
    # Monday morning: two working days end before 72 hours do.
    monday = Story(individual()).identity_review().filing
    evidence = next(iter(monday.evidence.values()))
    assert monday.due_at is not None
    assert monday.due_at < policy.photo_until(evidence)
    friday = Story(individual()).passed().later(days=4).photographed().filing
    evidence = next(iter(friday.evidence.values()))
    assert friday.due_at == policy.photo_until(evidence)


def test_an_accepted_photo_stays_good() -> None:
    told = Story(individual()).ready().later(days=30)
    given(*told.events).when(lapse(told)).then()
    told.sent()
    assert told.filing.status is Status.REPORTED


@pytest.mark.parametrize("ending", ["abandoned", "person gone"])
def test_a_photo_that_nobody_needs_expires_without_asking_anybody(ending: str) -> None:
    told = Story(enterprise()).passed()
    person = first(told)
    told.do(
        c.SubmitIdentityEvidence,
        person=person,
        material=scan(f"M06:{person}", person),
        link_digest="",
    )
    if ending == "abandoned":
        told.do(c.Abandon)
    else:
        told.filing = replace(told.filing, sites={})
    before = told.filing
    command = lapse_of(told.later(hours=73), person)
    told.do(c.MeetDeadline, SYSTEM, kind=command.kind)
    last = told.events[-1]
    assert isinstance(last, e.IdentityEvidenceExpired)
    assert not last.needed
    assert told.filing.status is before.status
    assert told.filing.touched_at == before.touched_at


def lapse_of(told: Story, person: str) -> c.MeetDeadline:
    return told.command(c.MeetDeadline, SYSTEM, kind=f"{PHOTO}{person}")


def test_a_face_check_says_itself_how_long_it_vouches() -> None:
    told = Story(individual()).passed()
    person = first(told)
    face = FaceResult("face", True, 0.97, "check-1", told.at + timedelta(hours=100))
    told.do(
        c.SubmitIdentityEvidence,
        person=person,
        material=scan(f"M06:{person}", person),
        link_digest="",
        face=face,
    )
    assert told.filing.evidence[person].face == face
    told.later(hours=90).claimed()
    given(*told.events).when(accepting(told)).leads_to(Status.READY)


def test_a_check_that_was_not_passed_makes_nothing_longer() -> None:
    told = Story(individual()).passed()
    person = first(told)
    face = FaceResult("face", False, 0.2, "check-2", told.at + timedelta(hours=100))
    photo = {"material": scan(f"M06:{person}", person), "link_digest": "", "face": face}
    told.do(c.SubmitIdentityEvidence, person=person, **photo).later(hours=90).claimed()
    given(*told.events).when(accepting(told)).refuses(r.PhotoExpired)
