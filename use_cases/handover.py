"""A slot is filled from a phone: the one-time link, and the scan that comes by it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import handover, policy
from domain.filing.commands import IssueUploadLink
from domain.filing.refusals import LinkExpired, NotEditable
from domain.roles import Actor, Role
from projections import upload_links
from use_cases import filings, materials, quota
from use_cases.desk import Desk
from use_cases.filings import Opened

SECRET_DIGITS: Final = 40
"""Hexadecimal digits of a link's secret: 160 bits, and a QR code that any camera reads."""


class Found(NamedTuple):
    """What is behind a link that works: a slot of a filing."""

    opened: Opened
    slot: str
    digest: str


def issue_link(
    desk: Desk, filing_id: str, slot: str, *, actor: Actor, at: datetime, command_id: str
) -> str:
    """The address of a new link for the slot, shown once: only a digest of its secret stays.

    The secret follows, under the desk's key, from the command's id and from where the link
    leads: a form sent twice shows the link that works. Raises NotFound, NotEditable,
    UnknownSlot or FieldLocked.
    """
    where = f"{filing_id}/{slot}/{command_id}"
    secret = desk.vault.digest("upload_secret", where)[:SECRET_DIGITS]
    command = IssueUploadLink(
        command_id=command_id, actor=actor, at=at, slot=slot, link_digest=_digest(desk, secret)
    )
    filings.handle(desk, filing_id, command)
    return f"{desk.address}/handover/{secret}"


def _digest(desk: Desk, secret: str) -> str:
    return desk.vault.digest("upload_link", secret)


def find(desk: Desk, secret: str, at: datetime) -> Found:
    """Where a link leads. Raises LinkExpired where it is unknown, replaced, used or too old, and
    NotEditable where the filing was handed in meanwhile."""
    digest = _digest(desk, secret)
    with desk.unit.reading() as connection:
        link = upload_links.find(connection, digest)
    if link is None:
        raise LinkExpired
    opened = filings.open_filing(desk, link.filing_id)
    if not handover.link_works(opened.filing, link.slot, digest, at):
        raise LinkExpired
    if opened.filing.status not in policy.EDITABLE:
        raise NotEditable(status=opened.filing.status)
    return Found(opened, link.slot, digest)


def used_for(desk: Desk, secret: str) -> Found | None:
    """Where a link led whose scan is in its slot; None for any other link."""
    digest = _digest(desk, secret)
    with desk.unit.reading() as connection:
        link = upload_links.find(connection, digest)
    if link is None:
        return None
    opened = filings.open_filing(desk, link.filing_id)
    newest = opened.filing.upload_links.get(link.slot)
    present = opened.filing.materials.get(link.slot)
    if newest is None or newest.digest != digest or present is None or present.id != newest.used:
        return None
    return Found(opened, link.slot, digest)


def send(desk: Desk, secret: str, data: bytes, *, at: datetime, command_id: str) -> None:
    """Put a scan into the link's slot; it counts for the account whose filing it is. Raises
    LinkExpired, QuotaUsed, NotEditable, FieldLocked or ImageRefused."""
    if desk.unit.was_done(command_id):
        return
    found = find(desk, secret, at)
    quota.count(desk, found.opened.filing.account, len(data), at)
    phone = Actor(id=derived_id(found.digest, "phone"), role=Role.LINK_HOLDER)
    command = materials.put_in(
        desk, found.opened, found.slot, data, actor=phone, at=at, command_id=command_id
    )
    by_phone = replace(command.material, source="phone")
    sent = replace(command, material=by_phone, link_digest=found.digest)
    materials.record(desk, found.opened.id, sent)
