"""One-time links by which site persons hand in their photo: made, sent, opened, revoked."""

from __future__ import annotations

from datetime import datetime

from domain.command import derived_id
from domain.filing import links
from domain.filing.commands import IssueIdentityLink, OpenIdentityLink, RevokeIdentityLink
from domain.filing.events import IdentityLinkIssued
from domain.filing.refusals import LinkExpired
from domain.roles import Actor, Role
from use_cases import filing_links, filings
from use_cases.desk import Desk
from use_cases.filing_links import PHOTO, Found
from use_cases.filings import Opened


def issue_link(
    desk: Desk,
    filing_id: str,
    person: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    ways: tuple[str, ...] = (),
) -> str:
    """A new one-time link's secret, which is shown once and of which only a digest stays.

    With ``ways`` (``sms``, ``mail``) the outbox sends it to the person. Raises NoIdentityCheck
    where no photo is asked of the person, and TooManyLinksSent.
    """
    secret = PHOTO.secret(desk, filing_id, person, command_id)
    command = IssueIdentityLink(
        command_id=command_id,
        actor=actor,
        at=at,
        person=person,
        link_digest=PHOTO.digest(desk, secret),
        ways=ways,
    )
    filings.handle(desk, filing_id, command)
    return secret


def sent_link(desk: Desk, opened: Opened, position: int) -> str | None:
    """The address of the link that was issued at a position of the log, to be sent; None where
    it is of no use any more. Made anew from the key, so that no queue ever holds it."""
    for recorded in opened.history:
        event = recorded.event
        if recorded.position == position and isinstance(event, IdentityLinkIssued):
            live = links.live(opened.filing.links, event.person, desk.clock.now())
            if live is None or live.digest != event.link_digest:
                return None
            secret = PHOTO.secret(desk, opened.id, event.person, recorded.command_id)
            return PHOTO.address(desk, secret)
    return None


def find_link(desk: Desk, secret: str, at: datetime) -> Found:
    """The link behind a secret with its filing. The link may have been used. Raises LinkExpired
    where it is unknown, revoked, replaced, of a decided photo, or too old."""
    found = filing_links.find(desk, PHOTO, secret)
    if found.link.expires_at <= at:
        raise LinkExpired
    return found


def note_opened(desk: Desk, found: Found, at: datetime) -> None:
    """Record that a link was opened; the first time counts."""
    command = OpenIdentityLink(
        command_id=derived_id(found.link.digest, "opened"),
        actor=Actor(id=found.whose, role=Role.SITE_PERSON),
        at=at,
        person=found.whose,
        link_digest=found.link.digest,
    )
    filings.handle(desk, found.opened.id, command)


def revoke_link(
    desk: Desk, filing_id: str, person: str, *, actor: Actor, at: datetime, command_id: str
) -> None:
    """Make the person's link worthless, for one that went to the wrong hands. Raises
    NoIdentityCheck where no photos are collected."""
    command = RevokeIdentityLink(command_id=command_id, actor=actor, at=at, person=person)
    filings.handle(desk, filing_id, command)
