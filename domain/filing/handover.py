"""A slot is filled from a phone: by a link that needs no account, works for this slot only and
for a short while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from domain.filing import commands as c
from domain.filing import policy, targets
from domain.filing.events import FilingEvent, UploadLinkIssued
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


def link_works(filing: Filing, slot: str, digest: str, at: datetime) -> bool:
    """Whether a link is the slot's newest, not too old, and unused.

    One that was used works on while the checks find something wrong with the scan that came
    by it: then the picture may be taken again.
    """
    link = filing.upload_links.get(slot)
    if link is None or link.digest != digest or link.expires_at <= at:
        return False
    return not link.used or can_take_again(filing, slot)


def can_take_again(filing: Filing, slot: str) -> bool:
    """Whether the scan in the slot came by its link and has faults."""
    link, present = filing.upload_links.get(slot), filing.materials.get(slot)
    if link is None or present is None or present.id != link.used:
        return False
    return bool(present.verdicts)


def ensure_link(command: c.UploadMaterial, filing: Filing) -> None:
    """Raises LinkExpired unless the command's link works for its slot."""
    works = link_works(filing, command.material.slot, command.link_digest, command.at)
    ensure(works, LinkExpired())
