"""How long scans are kept after a filing was closed, and what is known of those that were not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.filing import policy
from domain.filing.commands import PurgeMaterials
from domain.filing.events import (
    Abandoned,
    BureauApproved,
    Expired,
    FilingEvent,
    IdentityEvidenceSubmitted,
    MaterialsPurged,
    MaterialUploaded,
)
from domain.filing.facts import Material, Status, StoredFile
from domain.filing.state import Filing
from domain.refusal import NotPermitted
from domain.roles import Role


def decide(command: PurgeMaterials, filing: Filing) -> list[FilingEvent]:
    """The scans' time is over, or not yet. Raises NotPermitted: no person may do this."""
    policy.ensure(command.actor.role is Role.SYSTEM, NotPermitted())
    since = closed_since(filing)
    if since is None or not filing.scans:
        return []
    if command.at < since + timedelta(days=command.kept_days):
        return []
    scans = filing.scans.values()
    slots = tuple(dict.fromkeys(scan.slot for scan in scans))
    files = tuple(file for scan in scans for file in files_of(scan))
    return [MaterialsPurged(slots, files, command.at)]


def closed_since(filing: Filing) -> datetime | None:
    """Since when nothing was done about the filing any more; None while it is open.

    One that expired may be taken up again, so there each touch counts anew.
    """
    if policy.is_closed(filing):
        return filing.closed_at
    if filing.status is not Status.STALE or filing.closed_at is None:
        return None
    return max(filing.closed_at, filing.touched_at or filing.closed_at)


def files_of(material: Material) -> Iterator[StoredFile]:
    """The stored copies of a scan."""
    yield material.view
    yield material.thumbnail
    if material.bureau is not None:
        yield material.bureau.file


def noted(filing: Filing, event: FilingEvent) -> Filing:
    """The state with what the event says about scans and their time."""
    match event:
        case MaterialUploaded(material=scan):
            return replace(filing, scans=filing.scans | {scan.id: scan})
        case IdentityEvidenceSubmitted(evidence=evidence):
            scan = evidence.material
            return replace(filing, scans=filing.scans | {scan.id: scan})
        case BureauApproved(at=at) | Abandoned(at=at) | Expired(at=at):
            return replace(filing, closed_at=at)
        case MaterialsPurged(at=at):
            return _purged(filing, at)
        case _:
            return filing


def _purged(filing: Filing, at: datetime) -> Filing:
    purged = filing.purged | dict.fromkeys(filing.scans, at)
    filing = replace(filing, scans={}, purged=purged)
    if filing.status is not Status.STALE:
        return filing
    # It may be handed in again, and then needs scans that can be looked at.
    return replace(filing, materials={}, evidence={}, content_version=filing.version)
