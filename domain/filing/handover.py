"""A slot is filled from a phone: by a link that needs no account, works for this slot only and
for a short while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from domain.filing import commands as c
from domain.filing import links, policy, targets
from domain.filing.events import FilingEvent, UploadLinkIssued
from domain.filing.facts import Material
from domain.filing.policy import ensure
from domain.filing.refusals import FieldLocked, LinkExpired, UnknownSlot
from domain.filing.state import Filing
from domain.rules.materials import Slot

UPLOAD_LINK_LIFE: Final = timedelta(minutes=30)


def issue_link(
    command: c.IssueUploadLink, filing: Filing, slots: Iterable[Slot]
) -> list[FilingEvent]:
    """A new link for a slot. Raises UnknownSlot or FieldLocked."""
    slot = command.slot
    ensure(slot in {known.key for known in slots}, UnknownSlot(slot=slot))
    target = policy.locked(filing, {targets.material_target(slot)})
    ensure(target is None, FieldLocked(target=target))
    until = command.at + UPLOAD_LINK_LIFE
    return [UploadLinkIssued(slot, command.link_digest, until, command.at)]


def sent_by(filing: Filing, slot: str) -> Material | None:
    """The scan in the slot, if it came by the slot's link."""
    link, present = filing.links.get(slot), filing.materials.get(slot)
    return present if link and present and present.id == link.used else None


def takes_scan(filing: Filing, slot: str, at: datetime) -> bool:
    """Whether the slot's link takes a scan: it is not too old, and unused or used for a scan
    with which the checks find something wrong. Then the picture may be taken again."""
    link, sent = links.live(filing.links, slot, at), sent_by(filing, slot)
    return link is not None and (not link.used or (sent is not None and bool(sent.verdicts)))


def ensure_link(command: c.UploadMaterial, filing: Filing) -> None:
    """Raises LinkExpired unless the command's link works for its slot."""
    slot = command.material.slot
    links.shown(filing.links, slot, command.link_digest, command.at)
    ensure(takes_scan(filing, slot, command.at), LinkExpired())
