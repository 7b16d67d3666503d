"""Seeing personal data of others: permitted, recorded, then shown."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from domain.access.commands import AccessCommand, RevealValue, ViewScan
from domain.access.decide import decide
from domain.access.state import replay
from domain.filing.facts import Evidence, LegalRepresentative, Material
from domain.filing.state import Filing
from domain.personal import Personal
from domain.refusal import NotFound, StaleVersion
from domain.roles import Actor
from use_cases import filings, materials
from use_cases.desk import Desk
from use_cases.materials import Which

_RACES: Final = 8


def reveal(
    desk: Desk,
    filing_id: str,
    target: str,
    reason: str,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> str:
    """The full value of a target, after the look was recorded.

    Raises NotFound for a target that holds nothing personal, NotPermitted, ReasonMissing.
    """
    filing = filings.open_filing(desk, filing_id).filing
    value = personal_value(filing, target)
    command = RevealValue(
        command_id=command_id, actor=actor, at=at, filing=filing_id, target=target, reason=reason
    )
    _record(desk, filing_id, command)
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
) -> bytes:
    """A scan or photo (JPEG), after the look was recorded; ``slot`` of a photo is
    ``M06:<person>``. Thumbnails are looks too. Raises NotFound or NotPermitted."""
    filing = filings.open_filing(desk, filing_id).filing
    material = find_material(filing, slot)
    command = ViewScan(
        command_id=command_id,
        actor=actor,
        at=at,
        filing=filing_id,
        material=material.id,
        slot=slot,
    )
    _record(desk, filing_id, command)
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


def _record(desk: Desk, filing_id: str, command: AccessCommand) -> None:
    """A page asks for all its scans at once. Looks exclude nothing, so a lost race runs again."""
    for attempt in range(1, _RACES + 1):
        try:
            desk.unit.handle(command, f"access-{filing_id}", replay, decide)
        except StaleVersion:
            if attempt == _RACES:
                raise
        else:
            return
