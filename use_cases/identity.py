"""A site person's photo: the one-time link, and the photo itself."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.command import derived_id
from domain.filing.commands import IssueIdentityLink, SubmitIdentityEvidence
from domain.filing.refusals import LinkExpired
from domain.roles import Actor, Role
from projections import identity_links
from projections.identity_links import IdentityLink
from use_cases import filings, materials
from use_cases.desk import Desk

PHOTO: Final = "M06"
SECRET_DIGITS: Final = 40
"""Hexadecimal digits of a link's secret: 160 bits, and a QR code that any camera reads."""


def issue_link(
    desk: Desk, filing_id: str, person: str, *, actor: Actor, at: datetime, command_id: str
) -> str:
    """A new one-time link's secret, which is shown once and of which only a digest stays.

    It follows, under the desk's key, from the command's id and from whose link it is: a form
    sent twice shows the link that works, and nobody learns another's by repeating its id.
    Raises NoIdentityCheck where no photo is asked of the person.
    """
    whose = f"{filing_id}/{person}/{command_id}"
    secret = desk.vault.digest("identity_secret", whose)[:SECRET_DIGITS]
    command = IssueIdentityLink(
        command_id=command_id,
        actor=actor,
        at=at,
        person=person,
        link_digest=_digest(desk, secret),
    )
    filings.handle(desk, filing_id, command)
    return secret


def _digest(desk: Desk, secret: str) -> str:
    return desk.vault.digest("identity_link", secret)


def find_link(desk: Desk, secret: str, at: datetime) -> IdentityLink:
    """The link behind a secret. Raises LinkExpired where it is unknown, used or too old."""
    with desk.unit.reading() as connection:
        link = identity_links.find(connection, _digest(desk, secret))
    if link is None or link.expires_at <= at:
        raise LinkExpired
    filing = filings.open_filing(desk, link.filing_id).filing
    newest = filing.links.get(link.person)
    if newest is None or newest.digest != link.digest:
        raise LinkExpired
    return link


def submit_by_link(desk: Desk, secret: str, data: bytes, *, at: datetime, command_id: str) -> None:
    """The site person hands in the photo. Raises LinkExpired or ImageRefused."""
    if desk.unit.was_done(command_id):
        return
    link = find_link(desk, secret, at)
    actor = Actor(id=link.person, role=Role.SITE_PERSON)
    _submit(desk, link.filing_id, link.person, data, actor, at, command_id, link.digest)


def submit_own(
    desk: Desk,
    filing_id: str,
    person: str,
    data: bytes,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    """The applicant hands in the photo. Raises NoIdentityCheck or ImageRefused."""
    filings.own_filing(desk, filing_id, actor.id)
    _submit(desk, filing_id, person, data, actor, at, command_id, "")


def _submit(
    desk: Desk,
    filing_id: str,
    person: str,
    data: bytes,
    actor: Actor,
    at: datetime,
    command_id: str,
    link_digest: str,
) -> None:
    if desk.unit.was_done(command_id):
        return
    material = materials.prepare(
        desk,
        data,
        material_id=derived_id(command_id, "photo"),
        slot=f"{PHOTO}:{person}",
        owner=person,
    )
    command = SubmitIdentityEvidence(
        command_id=command_id,
        actor=actor,
        at=at,
        person=person,
        material=material,
        link_digest=link_digest,
    )
    materials.record(desk, filing_id, command)
