"""A place is filled from a phone: the applicant makes a link, and the page waits for the scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, make_response, request

from domain.filing import links
from domain.roles import Permission
from use_cases import handover
from views.access import current_actor, requires
from views.desk import desk
from views.filing import materials, reader
from views.filing.blueprint import pages
from views.one_time_links import picture_of
from views.rate_limits import rate_limited


@dataclass(frozen=True)
class PhoneLink:
    """A link as it is shown once; ``picture`` is a data address of its QR code. ``seen`` is the
    id of the scan that was in the place when the link was made."""

    slot: str
    address: str
    picture: str
    until: datetime
    seen: str


@pages.post("/<filing_id>/materials/<slot>/phone")
@rate_limited("upload link", per_minute=20)
@requires(Permission.FILE)
def issue_upload_link(filing_id: str, slot: str) -> Response:
    """A new link for the place; the one before stops working."""
    materials.ensure_slot(materials.with_slots(filing_id).filing, slot)
    try:
        address = handover.issue_link(
            desk(),
            filing_id,
            slot,
            actor=current_actor(),
            at=reader.now(),
            command_id=materials.command_id(),
        )
    except materials.CLOSED as refusal:
        return materials.closed(filing_id, slot, refusal)
    opened = reader.own(filing_id)
    present = opened.filing.materials.get(slot)
    link = PhoneLink(
        slot=slot,
        address=address,
        picture=picture_of(address),
        until=opened.filing.links[slot].expires_at,
        seen=present.id if present else "",
    )
    return materials.answer(opened, slot, link=link)


@pages.get("/<filing_id>/materials/<slot>/state")
@requires(Permission.READ_OWN_FILINGS)
def material_state(filing_id: str, slot: str) -> Response:
    """The place once another scan is in it or its link has ended; until then nothing new."""
    opened = materials.with_slots(filing_id)
    materials.ensure_slot(opened.filing, slot)
    present = opened.filing.materials.get(slot)
    link = links.live(opened.filing.links, slot, reader.now())
    waiting = link is not None and not link.used
    if waiting and (present.id if present else "") == request.args.get("seen", ""):
        return make_response("", 204)
    return materials.answer(opened, slot)
