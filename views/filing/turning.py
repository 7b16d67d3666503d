"""Turning a scan in its place: by quarters, or by what would set it straight."""

from __future__ import annotations

from typing import Final

from flask import Response, request
from flask_babel import lazy_gettext as _l

from domain.refusal import NotFound, StaleVersion
from domain.roles import Permission
from use_cases import turning
from use_cases.materials import ImageRefused
from use_cases.quota import QuotaUsed
from views.access import current_actor, requires
from views.desk import desk
from views.filing import materials, reader, slot_words
from views.filing.blueprint import pages
from views.filing.slot_scans import QUARTER, straightening
from views.rate_limits import rate_limited
from views.refusal_words import words_for

OTHER_SCAN: Final = _l("这张图片已在别处更换或移除，没有旋转。下面是现在的图片。")


@pages.post("/<filing_id>/materials/<slot>/turn")
@rate_limited("upload", per_minute=60)
@requires(Permission.FILE)
def turn_material(filing_id: str, slot: str) -> Response:
    """``how`` is left, right or straight; ``scan`` the id of the scan that was seen."""
    opened = materials.with_slots(filing_id)
    materials.ensure_slot(opened.filing, slot)
    present = opened.filing.materials.get(slot)
    command_id = materials.command_id()
    if desk().unit.was_done(command_id):
        return materials.answer(opened, slot)
    if present is None or present.id != request.form.get("scan"):
        return materials.answer(opened, slot, OTHER_SCAN, status=409)
    quarters = {"left": -QUARTER, "right": QUARTER}
    how = request.form.get("how", "")
    angle = quarters.get(how, straightening(present) if how == "straight" else 0)
    if not angle:
        raise NotFound
    try:
        turning.turn(
            desk(),
            filing_id,
            slot,
            present.id,
            angle,
            actor=current_actor(),
            at=reader.now(),
            command_id=command_id,
        )
    except ImageRefused as refusal:
        return materials.answer(opened, slot, slot_words.refused(refusal))
    except QuotaUsed as refusal:
        return materials.answer(opened, slot, words_for(refusal), status=429)
    except StaleVersion:
        return materials.answer(reader.own(filing_id), slot, OTHER_SCAN, status=409)
    except materials.CLOSED as refusal:
        return materials.closed(filing_id, slot, refusal)
    return materials.answer(reader.own(filing_id), slot, before=opened.filing)
