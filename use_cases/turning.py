"""A scan that lies on its side or hangs askew is turned, without sending it again."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.refusal import NotFound
from domain.roles import Actor
from use_cases import filings, materials, quota
from use_cases.desk import Desk


def turn(
    desk: Desk,
    filing_id: str,
    slot: str,
    scan: str,
    angle: float,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> None:
    """Put the scan of a slot in again, turned by ``angle`` degrees clockwise.

    It is made from the stored view, so all copies and verdicts are new; one that was verified
    stays so. Raises StaleVersion where the slot holds no scan with the id ``scan``, or gets
    another one meanwhile, NotFound for the scan of a person who was replaced, NotEditable,
    FieldLocked or ImageRefused. It is as much work as an upload, and counts like one: raises
    QuotaUsed.
    """
    if desk.unit.was_done(command_id):
        return
    opened = filings.own_filing(desk, filing_id, actor.id)
    present = materials.ensure_there(opened.filing, slot, scan)
    if present.owner != materials.owner_of(opened.filing, slot):
        raise NotFound
    quota.count(desk, actor.id, present.view.size, at)
    data = materials.read_file(desk, present, "view")
    command = materials.put_in(
        desk, opened, slot, data, actor=actor, at=at, command_id=command_id, turn=angle
    )
    same = replace(
        command.material,
        original_format=present.original_format,
        source=present.source,
        verified=present.verified,
    )
    materials.record(desk, filing_id, replace(command, material=same), made_from=present.id)
