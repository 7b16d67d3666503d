"""A site person's photo, by a one-time link or from the applicant."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.command import derived_id
from domain.filing.commands import SubmitIdentityEvidence
from domain.filing.facts import Material
from domain.filing.identifying import PHOTO_SLOT
from domain.filing.state import Filing
from domain.roles import Actor, Role
from use_cases import face_checks, filings, materials, quota
from use_cases.desk import Desk
from use_cases.identity_links import find_link


def submit_by_link(desk: Desk, secret: str, data: bytes, *, at: datetime, command_id: str) -> None:
    """The site person hands in the photo, or another one for it while that is allowed. Raises
    LinkExpired, QuotaUsed, NoIdentityCheck or ImageRefused."""
    if desk.unit.was_done(command_id):
        return
    opened, person, link = find_link(desk, secret, at)
    quota.count(desk, opened.filing.account, len(data), at)
    command = SubmitIdentityEvidence(
        command_id=command_id,
        actor=Actor(id=person, role=Role.SITE_PERSON),
        at=at,
        person=person,
        material=_photo(desk, person, data, command_id, "phone"),
        link_digest=link.digest,
    )
    _record(desk, opened.id, opened.filing, command)


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
    """The applicant hands in the photo. Raises QuotaUsed, NoIdentityCheck or ImageRefused."""
    opened = filings.own_filing(desk, filing_id, actor.id)
    if desk.unit.was_done(command_id):
        return
    quota.count(desk, opened.filing.account, len(data), at)
    command = SubmitIdentityEvidence(
        command_id=command_id,
        actor=actor,
        at=at,
        person=person,
        material=_photo(desk, person, data, command_id, "upload"),
        link_digest="",
    )
    _record(desk, filing_id, opened.filing, command)


def _photo(desk: Desk, person: str, data: bytes, command_id: str, source: str) -> Material:
    material = materials.prepare(
        desk,
        data,
        material_id=derived_id(command_id, "photo"),
        slot=f"{PHOTO_SLOT}{person}",
        owner=person,
    )
    return replace(material, source=source)


def _record(desk: Desk, filing_id: str, filing: Filing, command: SubmitIdentityEvidence) -> None:
    face = face_checks.asked(desk, filing, command.person, command.material, command.at)
    materials.record(desk, filing_id, replace(command, face=face))
