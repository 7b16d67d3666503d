"""Seeing personal data of others: permitted, recorded, then shown."""

from __future__ import annotations

from datetime import datetime

from domain.access.commands import RevealValue, ViewScan
from domain.filing.facts import Evidence, LegalRepresentative, Material
from domain.filing.state import Filing
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import Actor
from use_cases import access_records, filings, materials
from use_cases.desk import Desk
from use_cases.materials import Which


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
    """A scan or photo (JPEG), after the look was recorded; ``slot`` of a photo is
    ``M06:<person>``. Thumbnails are looks too. ``version`` gives the scan that was in the
    slot then, 0 the one that is. Raises NotFound or NotPermitted, and Erased."""
    filing = filings.open_as_of(desk, filing_id, version).filing
    material = find_material(filing, slot)
    command = ViewScan(
        command_id=command_id,
        actor=actor,
        at=at,
        filing=filing_id,
        material=material.id,
        slot=slot,
    )
    access_records.record(desk, access_records.stream_of(filing_id), command)
    return materials.read_file(desk, material, which)


def find_material(filing: Filing, slot: str) -> Material:
    """The scan in a slot, or a person's photo. Raises NotFound."""
    found = filing.materials.get(slot)
    photo: Evidence | None = filing.evidence.get(slot.removeprefix("M06:"))
    if found is None and photo is not None:
        found = photo.material
    if found is None:
        raise NotFound
    return found
