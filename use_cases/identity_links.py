"""One-time links by which site persons hand in their photo: made, sent, opened, revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.command import derived_id
from domain.filing import policy
from domain.filing.commands import IssueIdentityLink, OpenIdentityLink, RevokeIdentityLink
from domain.filing.events import IdentityLinkIssued
from domain.filing.refusals import LinkExpired
from domain.roles import Actor, Role
from projections import identity_links
from projections.identity_links import IdentityLink
from use_cases import filings
from use_cases.desk import Desk
from use_cases.filings import Opened

SECRET_DIGITS: Final = 40
"""Hexadecimal digits of a link's secret: 160 bits, and a QR code that any camera reads."""


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

    It follows, under the desk's key, from the command's id and from whose link it is: a form
    sent twice shows the link that works, and nobody learns another's by repeating its id. With
    ``ways`` (``sms``, ``mail``) the outbox sends it to the person. Raises NoIdentityCheck where
    no photo is asked of the person, and TooManyLinksSent.
    """
    secret = _secret(desk, filing_id, person, command_id)
    command = IssueIdentityLink(
        command_id=command_id,
        actor=actor,
        at=at,
        person=person,
        link_digest=_digest(desk, secret),
        ways=ways,
    )
    filings.handle(desk, filing_id, command)
    return secret


def _secret(desk: Desk, filing_id: str, person: str, command_id: str) -> str:
    whose = f"{filing_id}/{person}/{command_id}"
    return desk.vault.digest("identity_secret", whose)[:SECRET_DIGITS]


def _digest(desk: Desk, secret: str) -> str:
    return desk.vault.digest("identity_link", secret)


def address_of(desk: Desk, secret: str) -> str:
    """The address that a site person opens."""
    return f"{desk.address}/identity/{secret}"


def sent_link(desk: Desk, opened: Opened, position: int) -> str | None:
    """The address of the link that was issued at a position of the log, to be sent; None where
    it is of no use any more. Made anew from the key, so that no queue ever holds it."""
    for recorded in opened.history:
        event = recorded.event
        if recorded.position == position and isinstance(event, IdentityLinkIssued):
            live = policy.live_link(opened.filing, event.person, desk.clock.now())
            if live is None or live.digest != event.link_digest:
                return None
            return address_of(desk, _secret(desk, opened.id, event.person, recorded.command_id))
    return None


def find_link(desk: Desk, secret: str, at: datetime) -> tuple[IdentityLink, Opened]:
    """The link behind a secret with its filing. The link may have been used. Raises LinkExpired
    where it is unknown, revoked, replaced, of a decided photo, or too old."""
    with desk.unit.reading() as connection:
        link = identity_links.find(connection, _digest(desk, secret))
    if link is None:
        raise LinkExpired
    opened = filings.open_filing(desk, link.filing_id)
    newest = policy.live_link(opened.filing, link.person, at)
    if newest is None or newest.digest != link.digest:
        raise LinkExpired
    return link, opened


def note_opened(desk: Desk, link: IdentityLink, at: datetime) -> None:
    """Record that a link was opened; the first time counts."""
    command = OpenIdentityLink(
        command_id=derived_id(link.digest, "opened"),
        actor=Actor(id=link.person, role=Role.SITE_PERSON),
        at=at,
        person=link.person,
        link_digest=link.digest,
    )
    filings.handle(desk, link.filing_id, command)


def revoke_link(
    desk: Desk, filing_id: str, person: str, *, actor: Actor, at: datetime, command_id: str
) -> None:
    """Make the person's link worthless, for one that went to the wrong hands. Raises
    NoIdentityCheck where no photos are collected."""
    command = RevokeIdentityLink(command_id=command_id, actor=actor, at=at, person=person)
    filings.handle(desk, filing_id, command)
