"""The scans of a filing: one place for each, uploaded one by one."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, abort, make_response, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from domain.filing.commands import RemoveMaterial
from domain.filing.drafting import every_slot
from domain.filing.state import Filing
from domain.refusal import NotFound
from domain.roles import Permission, may
from gateways.images.port import MAX_BYTES
from use_cases import filings, reveal
from use_cases import materials as use_case
from use_cases.filings import Opened
from use_cases.materials import ImageRefused, Which
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, slot_words
from views.filing.blueprint import pages
from views.filing.slot_groups import materials_view, since
from views.filing.slot_views import dom_id
from views.htmx import go_to, is_htmx
from views.rate_limits import rate_limited
from views.scan_response import scan_response


@pages.get("/<filing_id>/materials")
@requires(Permission.READ_OWN_FILINGS)
def materials(filing_id: str) -> str:
    return render_template("filing/materials.html", view=materials_view(_with_slots(filing_id)))


@pages.post("/<filing_id>/materials/<slot>")
@rate_limited("upload", per_minute=60)
@requires(Permission.FILE)
def upload(filing_id: str, slot: str) -> Response:
    opened = _with_slots(filing_id)
    _ensure_slot(opened.filing, slot)
    data = _posted_file()
    if data is None:
        return _answer(opened, slot, slot_words.NOTHING_CHOSEN)
    try:
        use_case.upload(
            desk(),
            filing_id,
            slot,
            data,
            actor=current_actor(),
            at=reader.now(),
            command_id=_command_id(),
        )
    except ImageRefused as refusal:
        return _answer(opened, slot, slot_words.refused(refusal))
    return _answer(reader.own(filing_id), slot, before=opened.filing)


@pages.post("/<filing_id>/materials/<slot>/remove")
@requires(Permission.FILE)
def remove_material(filing_id: str, slot: str) -> Response:
    before = _with_slots(filing_id).filing
    _ensure_slot(before, slot)
    command = RemoveMaterial(
        command_id=_command_id(), actor=current_actor(), at=reader.now(), slot=slot
    )
    filings.handle(desk(), filing_id, command)
    return _answer(reader.own(filing_id), slot, before=before)


@pages.get("/<filing_id>/materials/<slot>/<any(view, thumbnail, bureau):which>")
@requires(Permission.READ_OWN_FILINGS)
def material(filing_id: str, slot: str, which: Which) -> Response:
    """The decrypted scan. It is never kept by a cache and never runs as a page."""
    data = reveal.own_scan(
        desk(),
        reader.own(filing_id),
        slot,
        which,
        actor=current_actor(),
        at=reader.now(),
        command_id=uuid.uuid4().hex,
    )
    return scan_response(data, slot, which)


@pages.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response | RequestEntityTooLarge:
    """A body over the limit of the server is told beside the file, like a smaller excess."""
    arguments = request.view_args or {}
    filing_id, slot = arguments.get("filing_id"), arguments.get("slot")
    if filing_id is None or slot is None or not may(current_user.role, Permission.FILE):
        return error
    opened = _with_slots(filing_id)
    _ensure_slot(opened.filing, slot)
    return _answer(opened, slot, slot_words.TOO_LARGE, too_large=413)


def _with_slots(filing_id: str) -> Opened:
    opened = reader.with_subject(filing_id)
    if not opened.filing.sites:
        reader.send_to_tasks(filing_id, slot_words.SITES_FIRST)
    return opened


def _ensure_slot(filing: Filing, slot: str) -> None:
    if slot not in {known.key for known in every_slot(filing)} | set(filing.materials):
        raise NotFound


def _posted_file() -> bytes | None:
    """The file's bytes, or one more than may be: that is enough to know it is too large."""
    file = request.files.get("file")
    if file is None:
        return None
    data = file.stream.read(MAX_BYTES + 1)
    file.close()
    return data if file.filename else None


def _command_id() -> str:
    form = DeskForm()
    if not form.validate():
        abort(400)
    return form.command_id.data or ""


def _answer(
    opened: Opened,
    slot: str,
    error: Any = "",
    *,
    too_large: int = 422,
    before: Filing | None = None,
) -> Response:
    """The place again for htmx, else the list; a refused file leaves all others as they are."""
    view = materials_view(opened, slot, error)
    if is_htmx():
        view = since(view, before or opened.filing, slot)
        one = next((each for each in view.slots if each.key == slot), None)
        body = render_template("filing/_slot_answer.html", view=view, slot=one)
        return make_response(body, 422 if error else 200)
    if error:
        return make_response(render_template("filing/materials.html", view=view), too_large)
    here = url_for("filing.materials", filing_id=opened.id)
    return go_to(f"{here}#{dom_id(slot)}")
