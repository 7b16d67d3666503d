"""A slot is filled from a phone: the one-time link, and the scan that comes by it."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import handover, policy
from domain.filing.commands import IssueUploadLink
from domain.filing.policy import ensure
from domain.filing.refusals import LinkExpired, NotEditable
from domain.roles import Actor, Role
from use_cases import filing_links, filings, materials, quota
from use_cases.desk import Desk
from use_cases.filing_links import UPLOAD, Found


def issue_link(
    desk: Desk, filing_id: str, slot: str, *, actor: Actor, at: datetime, command_id: str
) -> str:
    """The address of a new link for the slot, shown once: only a digest of its secret stays.
    Raises NotFound, NotEditable, UnknownSlot or FieldLocked."""
    secret = UPLOAD.secret(desk, filing_id, slot, command_id)
    digest = UPLOAD.digest(desk, secret)
    command = IssueUploadLink(
        command_id=command_id, actor=actor, at=at, slot=slot, link_digest=digest
    )
    filings.handle(desk, filing_id, command)
    return UPLOAD.address(desk, secret)


def find(desk: Desk, secret: str, at: datetime) -> Found:
    """The link that takes a scan, or whose scan is in its slot. Raises LinkExpired for any other,
    and NotEditable where the filing was handed in before a scan came."""
    found = filing_links.find(desk, UPLOAD, secret)
    filing, slot = found.opened.filing, found.whose
    if handover.sent_by(filing, slot) is None:
        ensure(handover.takes_scan(filing, slot, at), LinkExpired())
        ensure(filing.status in policy.EDITABLE, NotEditable(status=filing.status))
    return found


def send(desk: Desk, secret: str, data: bytes, *, at: datetime, command_id: str) -> None:
    """Put a scan into the link's slot; it counts for the account whose filing it is. Raises
    LinkExpired, QuotaUsed, NotEditable, FieldLocked or ImageRefused."""
    if desk.unit.was_done(command_id):
        return
    opened, slot, link = find(desk, secret, at)
    ensure(handover.takes_scan(opened.filing, slot, at), LinkExpired())
    quota.count(desk, opened.filing.account, len(data), at)
    phone = Actor(id=derived_id(link.digest, "phone"), role=Role.LINK_HOLDER)
    command = materials.put_in(desk, opened, slot, data, actor=phone, at=at, command_id=command_id)
    by_phone = replace(command.material, source="phone")
    materials.record(desk, opened.id, replace(command, material=by_phone, link_digest=link.digest))
