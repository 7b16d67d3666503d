"""Scans of certificates are read by the worker, where a reader is installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from domain.command import derived_id
from domain.filing.commands import NoteMaterialRead
from domain.filing.events import MaterialUploaded
from domain.filing.facts import Material, ReadText
from domain.filing.wallet import KEPT
from domain.personal import Personal
from gateways.images.port import Refused
from gateways.ocr.layout import LONG_TERM
from gateways.ocr.port import Kind, ReadField
from store.outbox import OutboxItem
from store.recorded import Recorded
from store.vault import Erased
from use_cases import filings, materials, quota
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk
from use_cases.materials import ImageRefused

READ: Final = "material.read"
"""The kind of outbox item that asks for a scan to be read."""

_KINDS: Final[Mapping[str, str]] = {
    "name": "name",
    "legal_representative": "name",
    "certificate_number": "certificate_number",
    "address": "address",
}
"""The field of a certificate -> the kind of personal value that it is."""


def read_when_uploaded(recorded: Recorded) -> list[OutboxItem]:
    """The worker reads a certificate's scan once it is recorded."""
    event = recorded.event
    if not isinstance(event, MaterialUploaded) or kind_of(event.material.slot) is None:
        return []
    filing = recorded.stream.removeprefix("filing-")
    material = event.material
    return [OutboxItem(READ, {"filing": filing, "slot": material.slot, "material": material.id})]


def kind_of(slot: str) -> Kind | None:
    """What a reader is to look for in the slot's scan; None where it can find nothing."""
    code, *rest = slot.split(":")
    if code not in KEPT:
        return None
    if code == "M01":
        return "licence"
    return "id_back" if "back" in rest else "id_front"


def read(desk: Desk, payload: Mapping[str, Any], at: datetime) -> None:
    """Read the scan of an outbox item and record what it says.

    Nothing is done where no reader is there, the scan was replaced, or its person was erased.
    Raises FilesUnavailable.
    """
    slot = str(payload["slot"])
    filing = filings.open_filing(desk, payload["filing"]).filing
    material, kind = filing.materials.get(slot), kind_of(slot)
    if desk.reader is None or kind is None:
        return
    if material is None or material.id != payload["material"]:
        return
    try:
        found = desk.reader.read(materials.read_file(desk, material, "view"), kind)
        if found:
            filings.handle(desk, payload["filing"], _command(material, found, at))
    except Erased:
        return


def read_now(
    desk: Desk, data: bytes, kinds: Iterable[Kind], *, account: str, at: datetime
) -> tuple[ReadField, ...]:
    """What an uploaded picture says as the first of these kinds that it is; nothing is kept.

    The reader gets the picture as it was drawn anew. It counts for the account like any other
    upload. Raises QuotaUsed or ImageRefused.
    """
    quota.count(desk, account, len(data), at)
    materials.ensure_clean(desk, data)
    prepared = desk.images.prepare(data)
    if isinstance(prepared, Refused):
        raise ImageRefused(reason=prepared.reason, verdicts=prepared.verdicts)
    if desk.reader is None:
        return ()
    for kind in kinds:
        found = desk.reader.read(prepared.view, kind)
        if found:
            return found
    return ()


def _command(material: Material, found: tuple[ReadField, ...], at: datetime) -> NoteMaterialRead:
    ends = [field.text for field in found if field.name == "valid_to"]
    return NoteMaterialRead(
        command_id=derived_id(material.id, "read"),
        actor=SYSTEM,
        at=at,
        material=material.id,
        slot=material.slot,
        texts=tuple(
            ReadText(
                field.name,
                Personal(material.owner, _KINDS[field.name], field.text),
                round(field.confidence, 3),
            )
            for field in found
            if field.name in _KINDS
        ),
        valid_to=date.fromisoformat(ends[0]) if ends and ends[0] != LONG_TERM else None,
        long_term=LONG_TERM in ends,
    )
