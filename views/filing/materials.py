"""The scans of a filing: one place for each, uploaded one by one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Literal

from flask import Response, abort, make_response, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from domain.filing import policy
from domain.filing.commands import RemoveMaterial
from domain.filing.completeness import is_filled
from domain.filing.drafting import slots
from domain.filing.state import Filing
from domain.filing.targets import material_target
from domain.refusal import NotFound
from domain.roles import Permission, may
from domain.rules.materials import Slot
from gateways.images.port import MAX_BYTES
from use_cases import filings
from use_cases import materials as use_case
from use_cases.filings import Opened
from use_cases.materials import ImageRefused
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, slot_words
from views.filing.blueprint import pages
from views.filing.page import Said, said
from views.htmx import go_to, is_htmx
from views.rate_limits import rate_limited
from views.target_words import slot_label

Which = Literal["view", "thumbnail"]


@dataclass(frozen=True)
class SlotView:
    """A place for a scan, and the scan that is in it."""

    key: str
    dom_id: str
    title: str
    why: Any
    bad: Any
    required: bool
    filled: bool
    locked: bool
    outdated: bool
    notes: tuple[Said, ...]
    sheet: str | None
    command_id: str
    error: Any = ""


@dataclass(frozen=True)
class MaterialsView:
    """All places, and how many of the required ones are filled."""

    filing_id: str
    slots: tuple[SlotView, ...]
    there: int
    needed: int
    limit: int = slot_words.MEBIBYTES

    @property
    def errors(self) -> tuple[SlotView, ...]:
        """The places with a message."""
        return tuple(slot for slot in self.slots if slot.error)


@pages.get("/<filing_id>/materials")
@requires(Permission.READ_OWN_FILINGS)
def materials(filing_id: str) -> str:
    return render_template("filing/materials.html", view=_view(_with_slots(filing_id)))


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
        return _answer(opened, slot, slot_words.REFUSED[str(refusal.facts["reason"])])
    return _answer(reader.own(filing_id), slot)


@pages.post("/<filing_id>/materials/<slot>/remove")
@requires(Permission.FILE)
def remove_material(filing_id: str, slot: str) -> Response:
    _ensure_slot(_with_slots(filing_id).filing, slot)
    command = RemoveMaterial(
        command_id=_command_id(), actor=current_actor(), at=reader.now(), slot=slot
    )
    filings.handle(desk(), filing_id, command)
    return _answer(reader.own(filing_id), slot)


@pages.get("/<filing_id>/materials/<slot>/<any(view, thumbnail):which>")
@requires(Permission.READ_OWN_FILINGS)
def material(filing_id: str, slot: str, which: Which) -> Response:
    """The decrypted scan. It is never kept by a cache and never runs as a page."""
    data = use_case.read(desk(), reader.own(filing_id).filing, slot, which)
    response = make_response(data)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = f'inline; filename="{_file_name(slot, which)}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response


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
    if slot not in {known.key for known in slots(filing)} | set(filing.materials):
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


def _file_name(slot: str, which: str) -> str:
    return f"{slot.replace(':', '-')}-{which}.jpg"


def _answer(opened: Opened, slot: str, error: Any = "", *, too_large: int = 422) -> Response:
    """The place again for htmx, else the list; a refused file leaves all others as they are."""
    view = _view(opened, slot, error)
    if is_htmx():
        one = next((each for each in view.slots if each.key == slot), None)
        body = render_template("filing/_slot_answer.html", view=view, slot=one)
        return make_response(body, 422 if error else 200)
    if error:
        return make_response(render_template("filing/materials.html", view=view), too_large)
    here = url_for("filing.materials", filing_id=opened.id)
    return go_to(f"{here}#{_dom_id(slot)}")


def _dom_id(slot: str) -> str:
    return f"slot-{slot.replace(':', '-')}"


def _view(opened: Opened, slot: str = "", error: Any = "") -> MaterialsView:
    filing = opened.filing
    known = slots(filing)
    needed = [each for each in known if each.required]
    return MaterialsView(
        filing_id=opened.id,
        slots=tuple(slot_view(opened, each, error if each.key == slot else "") for each in known),
        there=sum(1 for each in needed if is_filled(filing, each)),
        needed=len(needed),
    )


def slot_view(opened: Opened, slot: Slot, error: Any = "") -> SlotView:
    """The place of one scan, with the reason why a file was refused for it."""
    filing = opened.filing
    present = filing.materials.get(slot.key)
    target = material_target(slot.key)
    sheet = None
    if slot.code == "M05":
        sheet = url_for("filing.sheet", filing_id=opened.id, site=slot.site)
    return SlotView(
        key=slot.key,
        dom_id=_dom_id(slot.key),
        title=slot_label(slot.key, filing),
        why=slot_words.WHY[slot.code],
        bad=slot_words.BAD[slot.code],
        required=slot.required,
        filled=present is not None,
        locked=policy.locked(filing, {target}) is not None,
        outdated=present is not None and present.owner != slot.owner,
        notes=tuple(said(issue) for issue in filing.issues if issue.target == target),
        sheet=sheet,
        command_id=uuid.uuid4().hex,
        error=error,
    )
