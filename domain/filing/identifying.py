"""A website's person proves identity by a photo, and a reviewer looks at it.

A photo may be accepted for ``policy.PHOTO_LIFE`` after it was handed in; then the clock ends it
(``timing``) and the person takes a new one. A photo that was accepted stays good for the filing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import links, policy
from domain.filing.events import (
    FilingEvent,
    IdentityAccepted,
    IdentityEvidenceSubmitted,
    IdentityLinkIssued,
    IdentityLinkOpened,
    IdentityLinkRevoked,
    IdentityRejected,
)
from domain.filing.facts import Evidence, Material, Person
from domain.filing.policy import ensure
from domain.filing.refusals import (
    LinkExpired,
    NoIdentityCheck,
    NotReviewable,
    PhotoExpired,
    TooManyLinksSent,
)
from domain.filing.reviewing import ensure_reasons
from domain.filing.state import Filing
from domain.roles import Permission, Role
from domain.working_days import Calendar, add_working_days

PHOTO_SLOT: Final = "M06:"
"""Before the person's id in the slot of a photo."""

IdentityCommand: TypeAlias = (
    c.IssueIdentityLink
    | c.OpenIdentityLink
    | c.RevokeIdentityLink
    | c.SubmitIdentityEvidence
    | c.DecideIdentity
)


def decide(command: IdentityCommand, filing: Filing) -> list[FilingEvent]:
    """What a command about the identity photo causes."""
    match command:
        case c.IssueIdentityLink():
            return _issue_link(command, filing)
        case c.OpenIdentityLink():
            return _open_link(command, filing)
        case c.RevokeIdentityLink():
            return _revoke_link(command, filing)
        case c.SubmitIdentityEvidence():
            return _submit(command, filing)
        case c.DecideIdentity():
            return _decide(command, filing)
        case _:
            assert_never(command)


def _issue_link(command: c.IssueIdentityLink, filing: Filing) -> list[FilingEvent]:
    policy.ensure_own(command.actor, filing)
    _ensure_asked(type(command), command.person, filing)
    if command.ways:
        sent_today = [at for at in filing.links_sent if command.at - at < timedelta(days=1)]
        allowed = len(sent_today) < policy.LINKS_A_DAY
        ensure(allowed, TooManyLinksSent(limit=policy.LINKS_A_DAY))
    expires_at = command.at + policy.LINK_LIFE
    return [
        IdentityLinkIssued(
            command.person, command.link_digest, expires_at, command.at, command.ways
        )
    ]


def _open_link(command: c.OpenIdentityLink, filing: Filing) -> list[FilingEvent]:
    link = links.shown(filing.links, command.person, command.link_digest, command.at)
    if link.opened:
        return []
    return [IdentityLinkOpened(command.person, link.digest, command.at)]


def _revoke_link(command: c.RevokeIdentityLink, filing: Filing) -> list[FilingEvent]:
    policy.ensure_own(command.actor, filing)
    ensure(policy.possible(type(command), filing), NoIdentityCheck())
    link = links.live(filing.links, command.person, command.at)
    if link is None:
        return []
    return [IdentityLinkRevoked(command.person, link.digest, command.at)]


def _ensure_asked(command: type, person: str, filing: Filing) -> None:
    asked = policy.possible(command, filing) and person in policy.identity_asked(filing)
    ensure(asked, NoIdentityCheck())


def _submit(command: c.SubmitIdentityEvidence, filing: Filing) -> list[FilingEvent]:
    if command.actor.role is Role.SITE_PERSON:
        link = links.shown(filing.links, command.person, command.link_digest, command.at)
        again = policy.can_take_again(filing, command.person, command.at)
        ensure(again or not link.used, LinkExpired())
    else:
        policy.ensure_own(command.actor, filing)
        again = False
    if not again:
        _ensure_asked(type(command), command.person, filing)
    evidence = Evidence(command.person, command.material, command.at, face=command.face)
    others = [person for person in policy.identity_missing(filing) if person != command.person]
    return [
        IdentityEvidenceSubmitted(
            evidence,
            command.link_digest,
            complete=not others,
            at=command.at,
            due_at=_due(evidence, filing, command.calendar),
        )
    ]


def _due(evidence: Evidence, filing: Filing, calendar: Calendar) -> datetime:
    """The promised working days, but not after the first of the photos expires."""
    promised, _ = add_working_days(evidence.at, policy.IDENTITY_DAYS, calendar)
    waiting = [
        filing.evidence[person]
        for person in policy.identity_undecided(filing)
        if person != evidence.person
    ]
    return min(promised, *(policy.photo_until(each) for each in (evidence, *waiting)))


def papers(filing: Filing, person: str) -> tuple[Material, ...]:
    """The scans of a site person's certificate, the front first: those of the responsible
    person, or those that were put in for the person's websites."""
    if filing.subject is not None and filing.subject.responsible.id == person:
        heads: tuple[str, ...] = ("M02:",)
    else:
        own = [site for site, known in filing.sites.items() if _is(known.person, person)]
        heads = tuple(f"M04:{side}:{site}" for side in ("front", "back") for site in own)
    found = sorted((slot for slot in filing.materials if slot.startswith(heads)), reverse=True)
    return tuple(filing.materials[slot] for slot in found)


def _is(known: Person | None, person: str) -> bool:
    return known is not None and known.id == person


def _decide(command: c.DecideIdentity, filing: Filing) -> list[FilingEvent]:
    policy.ensure_staff(command.actor, Permission.REVIEW, filing)
    policy.ensure_claim(command.actor, filing, command.at)
    undecided = policy.identity_undecided(filing)
    open_ = policy.possible(type(command), filing) and command.person in undecided
    ensure(open_, NotReviewable(status=filing.status))
    reviewer = command.actor.id
    if command.issues:
        ensure_reasons(command.issues)
        return [
            IdentityRejected(reviewer, command.person, command.issues, command.at, command.note)
        ]
    fresh = command.at < policy.photo_until(filing.evidence[command.person])
    ensure(fresh, PhotoExpired(hours=policy.PHOTO_LIFE // timedelta(hours=1)))
    due, _ = add_working_days(command.at, policy.REPORT_DAYS, command.calendar)
    complete = undecided == (command.person,)
    return [IdentityAccepted(reviewer, command.person, complete, command.at, due)]
