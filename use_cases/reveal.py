"""Seeing personal data of others: permitted, recorded, then shown."""

from __future__ import annotations

from datetime import datetime

from domain.access.commands import RevealValue, ViewScan
from domain.filing.facts import Evidence, LegalRepresentative, Material
from domain.filing.identifying import PHOTO_SLOT
from domain.filing.state import Filing
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import Actor
from domain.working_days import SHANGHAI
from use_cases import access_records, auditing, filings, materials, retention
from use_cases.desk import Desk
from use_cases.materials import Which
from use_cases.staff_names import called


def reveal(
    desk: Desk,
    filing_id: str,
    target: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    version: int = 0,
) -> str:
    """The full value of a target, after the look was recorded.

    ``version`` gives the value as it was then, 0 as it is. Raises NotFound for a target that
    holds nothing personal and for a version that is not there, NotPermitted, ReasonMissing.
    """
    filing = filings.open_as_of(desk, filing_id, version).filing
    value = personal_value(filing, target)
    command = RevealValue(
        command_id=command_id,
        actor=actor,
        at=at,
        filing=filing_id,
        target=target,
        reason=reason,
        version=version,
    )
    access_records.record(desk, access_records.stream_of(filing_id), command)
    return value


def personal_value(filing: Filing, target: str) -> str:
    """The plaintext behind a masked target. Raises NotFound."""
    value = filing.targets().get(target)
    if isinstance(value, tuple) and value and isinstance(value[-1], Personal):
        value = value[-1]
    if isinstance(value, LegalRepresentative):
        return f"{value.name.full} {value.certificate_number.full}"
    if isinstance(value, Personal):
        return value.full
    raise NotFound


def scan(
    desk: Desk,
    filing_id: str,
    slot: str,
    which: Which,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    version: int = 0,
) -> bytes:
    """A scan or photo (JPEG) for one who works here, after the look was recorded.

    ``slot`` of a photo is ``M06:<person>``. Thumbnails are looks too; larger copies carry the
    name of who looks, and the time. ``version`` gives the scan that was in the slot then, 0 the
    one that is. Raises NotFound, NotPermitted, ScanPurged, Erased, and NotMarked.
    """
    opened = filings.open_filing(desk, filing_id)
    then = opened if version == 0 else filings.as_of(opened, version)
    material = find_material(then.filing, slot)
    retention.ensure_kept(opened.filing, material)
    _record(desk, filing_id, material, slot, actor, at, command_id)
    jpeg = materials.read_file(desk, material, which)
    return jpeg if which == "thumbnail" else desk.images.marked(jpeg, _mark(desk, actor, at))


def own_scan(
    desk: Desk,
    opened: filings.Opened,
    slot: str,
    which: Which,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> bytes:
    """A scan or photo (JPEG) for whose filing it is; the caller has asked that.

    Opening one is recorded too, since whoever stole a password would look just like the owner.
    Thumbnails are not: they stand on many pages, and no number can be read on them. Raises
    NotFound, ScanPurged, and Erased.
    """
    material = find_material(opened.filing, slot)
    retention.ensure_kept(opened.filing, material)
    if which != "thumbnail":
        _record(desk, opened.id, material, slot, actor, at, command_id)
    return materials.read_file(desk, material, which)


def _record(
    desk: Desk,
    filing_id: str,
    material: Material,
    slot: str,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    command = ViewScan(
        command_id=command_id,
        actor=actor,
        at=at,
        filing=filing_id,
        material=material.id,
        slot=slot,
    )
    access_records.record(desk, access_records.stream_of(filing_id), command)


def _mark(desk: Desk, actor: Actor, at: datetime) -> str:
    """Who looks, and when in Beijing."""
    name = called(desk, auditing.accounts_of(desk, {actor.id})).get(actor.id, actor.id)
    return f"{name} {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def find_material(filing: Filing, slot: str) -> Material:
    """The scan in a slot, or a person's photo. Raises NotFound."""
    found = filing.materials.get(slot)
    photo: Evidence | None = filing.evidence.get(slot.removeprefix(PHOTO_SLOT))
    if found is None and photo is not None:
        found = photo.material
    if found is None:
        raise NotFound
    return found
