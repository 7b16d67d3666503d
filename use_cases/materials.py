"""Scans: checked and re-encoded in a separate process, stored encrypted, read with care."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, Literal

import structlog
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import drafting, policy
from domain.filing.commands import SubmitIdentityEvidence, UploadMaterial
from domain.filing.decide import decide
from domain.filing.events import FilingEvent
from domain.filing.facts import BureauCopy, Material, StoredFile
from domain.filing.refusals import FieldLocked, NotEditable, UnknownSlot
from domain.filing.retention import files_of
from domain.filing.state import Filing
from domain.filing.targets import material_target
from domain.reference import materials as listed
from domain.refusal import Refusal, StaleVersion
from domain.roles import Actor
from gateways.antivirus import ScanFailed
from gateways.images.port import Prepared, Reason, Refused, Wanted, refused_unread
from store.blobs import FilesUnavailable
from use_cases import duplicates, filings, quota, sheets
from use_cases.desk import Desk
from use_cases.filings import Opened
from use_cases.sheets import Reading

Which = Literal["view", "thumbnail", "bureau"]

_log = structlog.get_logger()

SHEET: Final = "M05"
"""The verification sheet: the bureau takes larger copies of it, and it carries a code."""


class ImageRefused(Refusal):
    """The file is no scan that can be used (facts: ``reason`` of the image port, and the
    ``verdicts`` of the checks where they ran)."""


def prepare(
    desk: Desk,
    data: bytes,
    *,
    material_id: str,
    slot: str,
    owner: str,
    read: Callable[[tuple[str, ...]], Reading] | None = None,
    turn: float = 0.0,
) -> Material:
    """The scan re-encoded and stored under its owner's key. Raises ImageRefused.

    ``read`` says what the codes of a verification sheet tell about it. ``turn`` is in degrees,
    clockwise.
    """
    ensure_clean(desk, data)
    prepared = desk.images.prepare(data, replace(wanted(desk, slot), turn=turn))
    if isinstance(prepared, Refused):
        raise ImageRefused(reason=prepared.reason, verdicts=prepared.verdicts)
    reading = read(prepared.codes) if read else Reading()
    verdicts = (*prepared.verdicts, *reading.verdicts)
    if reading.refused:
        raise ImageRefused(reason=Reason.UNFIT, verdicts=verdicts)
    prints = () if is_form(slot) else duplicates.prints(desk, prepared.look)
    stored = _stored(desk, prepared, material_id=material_id, slot=slot, owner=owner)
    return replace(stored, verdicts=verdicts, prints=prints, source="upload", sheet=reading.digest)


def _stored(desk: Desk, prepared: Prepared, *, material_id: str, slot: str, owner: str) -> Material:
    """The copies of a scan, stored under its owner's key. Raises ImageRefused."""
    try:
        view, thumbnail, bureau = store_copies(
            desk, owner, (prepared.view, prepared.thumbnail, prepared.bureau)
        )
    except FilesUnavailable as away:
        _log.error("files cannot be written", exc_info=away)
        raise ImageRefused(reason=Reason.UNSTORED) from away
    return Material(
        id=material_id,
        slot=slot,
        owner=owner,
        view=view,
        thumbnail=thumbnail,
        width=prepared.width,
        height=prepared.height,
        original_format=prepared.original_format,
        bureau=BureauCopy(
            file=bureau,
            width=prepared.bureau_width,
            height=prepared.bureau_height,
            quality=prepared.bureau_quality,
        ),
    )


def ensure_clean(desk: Desk, data: bytes) -> None:
    """Ask the virus scanner, if there is one, before anything opens the file. One that does not
    answer lets nothing through. Raises ImageRefused."""
    if desk.antivirus is None or refused_unread(data) is not None:
        return
    try:
        found = desk.antivirus.found_in(data)
    except ScanFailed as failed:
        _log.error("virus_scan_failed", error=str(failed))
        raise ImageRefused(reason=Reason.UNSCANNED) from failed
    if found is not None:
        _log.warning("virus_found", name=found)
        raise ImageRefused(reason=Reason.VIRUS)


def wanted(desk: Desk, slot: str) -> Wanted:
    """What is to be made of a file for that slot."""
    code = slot.partition(":")[0]
    return Wanted(
        material=code,
        bureau_bytes=desk.copy_limits.sheet if code == SHEET else desk.copy_limits.other,
        read_codes=code == SHEET,
        may_be_pdf=listed.known(code) and listed.material(code).may_be_pdf,
    )


def is_form(slot: str) -> bool:
    """Whether what belongs there is printed from one template: the sheets of two subjects share
    up to 15 of 16 prints, so as pictures they tell nothing."""
    code = slot.partition(":")[0]
    return listed.known(code) and listed.material(code).form


def store_copies(desk: Desk, owner: str, copies: tuple[bytes, ...]) -> list[StoredFile]:
    """All of the copies, or none where one cannot be stored."""
    stored: list[StoredFile] = []
    try:
        for data in copies:
            kept = desk.blobs.put(owner, data)
            stored.append(StoredFile(kept.id, kept.size, kept.digest))
    except BaseException:
        for file in stored:
            desk.blobs.remove(file.id)
        raise
    return stored


def upload(
    desk: Desk,
    filing_id: str,
    slot: str,
    data: bytes,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    """Put a scan into its slot, replacing an earlier one.

    Raises NotFound, QuotaUsed, NotEditable, UnknownSlot, FieldLocked or ImageRefused. The
    filing is asked before the image is worked on, and again when it is recorded.
    """
    if desk.unit.was_done(command_id):
        return
    opened = filings.own_filing(desk, filing_id, actor.id)
    quota.count(desk, actor.id, len(data), at)
    command = put_in(desk, opened, slot, data, actor=actor, at=at, command_id=command_id)
    record(desk, filing_id, command)


def put_in(
    desk: Desk,
    opened: Opened,
    slot: str,
    data: bytes,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
    turn: float = 0.0,
) -> UploadMaterial:
    """The command that puts a scan into its slot, its files stored. Raises NotEditable,
    FieldLocked, UnknownSlot or ImageRefused."""
    filing_id, filing = opened.id, opened.filing
    ensure_open(filing, slot)
    material = prepare(
        desk,
        data,
        material_id=derived_id(command_id, "material"),
        slot=slot,
        owner=owner_of(filing, slot),
        read=lambda codes: sheets.read(desk, filing_id, filing, slot, codes),
        turn=turn,
    )
    material = duplicates.compared(desk, filing, material)
    return UploadMaterial(command_id=command_id, actor=actor, at=at, material=material)


def ensure_open(filing: Filing, slot: str) -> None:
    """Raises NotEditable or FieldLocked where the slot's scan may not change now: asked before
    any work is done on a picture, and by ``decide`` once more."""
    if filing.status not in policy.EDITABLE:
        raise NotEditable(status=filing.status)
    if (target := policy.locked(filing, {material_target(slot)})) is not None:
        raise FieldLocked(target=target)


def record(
    desk: Desk,
    filing_id: str,
    command: UploadMaterial | SubmitIdentityEvidence,
    made_from: str = "",
) -> None:
    """Record a scan that was stored before. Where it is refused, or a twin of the command was
    first, its files are removed: no event would ever name them.

    What was asked before the picture was worked on is asked once more of the filing as it is
    then: a sheet is compared with its data, and a scan ``made_from`` another one (its id) must
    not replace a newer one. Raises StaleVersion for both.
    """

    def decide_current(command: UploadMaterial, filing: Filing) -> list[FilingEvent]:
        sheets.ensure_current(desk, filing_id, filing, command.material)
        if made_from:
            ensure_there(filing, command.material.slot, made_from)
        return decide(command, filing)

    try:
        recorded = filings.handle(desk, filing_id, command, decide_current)
    except Refusal:
        remove(desk, command.material)
        raise
    if not recorded:
        remove(desk, command.material)


def ensure_there(filing: Filing, slot: str, scan: str) -> Material:
    """The scan in the slot, if it has that id. Raises StaleVersion."""
    present = filing.materials.get(slot)
    if present is None or present.id != scan:
        raise StaleVersion(section=material_target(slot))
    return present


def remove(desk: Desk, material: Material) -> None:
    """Delete the stored copies of a scan that no event names."""
    for stored in files(material):
        desk.blobs.remove(stored.id)


def files(material: Material) -> tuple[StoredFile, ...]:
    """All stored copies of a scan: the view, the thumbnail, and the bureau's if it is there."""
    return tuple(files_of(material))


def owner_of(filing: Filing, slot: str) -> str:
    """Whose key the files in a slot are sealed with. Raises UnknownSlot."""
    for known in drafting.every_slot(filing):
        if known.key == slot:
            return known.owner
    raise UnknownSlot(slot=slot)


def read_file(desk: Desk, material: Material, which: Which) -> bytes:
    """One of the stored copies of a scan, decrypted."""
    return desk.blobs.get(material.owner, _copy(material, which).id)


def _copy(material: Material, which: Which) -> StoredFile:
    if which == "thumbnail":
        return material.thumbnail
    if which == "bureau" and material.bureau is not None:
        return material.bureau.file
    # Scans of before the bureau's copies were made have only their view.
    return material.view
