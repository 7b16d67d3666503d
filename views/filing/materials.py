"""The scans of a filing: one place for each, uploaded one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Response, abort, flash, make_response, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import RequestEntityTooLarge

from domain.filing import policy
from domain.filing.commands import RemoveMaterial, UploadMaterial
from domain.filing.drafting import every_slot, tells_materials
from domain.filing.refusals import FieldLocked, NotEditable, UnknownSlot
from domain.filing.state import Filing
from domain.reference import materials as listed
from domain.refusal import NotFound, Refusal
from domain.roles import Permission, may
from gateways.images.port import MAX_BYTES
from use_cases import filings
from use_cases import materials as use_case
from use_cases import wallet as wallet_use_case
from use_cases.filings import Opened
from use_cases.materials import ImageRefused, Which
from use_cases.quota import QuotaUsed
from use_cases.wallet import NotInWallet
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, slot_words, wallet
from views.filing.blueprint import pages
from views.filing.own_scan import own_scan
from views.filing.slot_groups import materials_view, since
from views.filing.slot_views import dom_id
from views.htmx import go_to, is_htmx
from views.rate_limits import rate_limited
from views.refusal_words import words_for

if TYPE_CHECKING:
    from views.filing.handover import PhoneLink

CLOSED: Final = (NotEditable, FieldLocked)
"""Why a scan may not change any more."""


@pages.get("/<filing_id>/materials")
@requires(Permission.READ_OWN_FILINGS)
def materials(filing_id: str) -> str:
    return render_template("filing/materials.html", view=materials_view(with_slots(filing_id)))


@pages.post("/<filing_id>/materials/<slot>")
@rate_limited("upload", per_minute=60)
@requires(Permission.FILE)
def upload(filing_id: str, slot: str) -> Response:
    opened = with_slots(filing_id)
    ensure_slot(opened.filing, slot)
    data = _posted_file()
    if data is None:
        return answer(opened, slot, slot_words.NOTHING_CHOSEN)
    try:
        use_case.upload(
            desk(),
            filing_id,
            slot,
            data,
            actor=current_actor(),
            at=reader.now(),
            command_id=command_id(),
        )
    except ImageRefused as refusal:
        return answer(opened, slot, slot_words.refused(refusal))
    except QuotaUsed as refusal:
        return answer(opened, slot, words_for(refusal), status=429)
    except CLOSED as refusal:
        return closed(filing_id, slot, refusal)
    return answer(reader.own(filing_id), slot, before=opened.filing)


@pages.post("/<filing_id>/materials/<slot>/remove")
@requires(Permission.FILE)
def remove_material(filing_id: str, slot: str) -> Response:
    before = with_slots(filing_id).filing
    ensure_slot(before, slot)
    command = RemoveMaterial(
        command_id=command_id(), actor=current_actor(), at=reader.now(), slot=slot
    )
    try:
        filings.handle(desk(), filing_id, command)
    except CLOSED as refusal:
        return closed(filing_id, slot, refusal)
    return answer(reader.own(filing_id), slot, before=before)


@pages.post("/<filing_id>/materials/<slot>/verified")
@requires(Permission.FILE)
def use_verified(filing_id: str, slot: str) -> Response:
    """Take the scan of a certificate that was verified in an earlier filing."""
    opened = with_slots(filing_id)
    ensure_slot(opened.filing, slot)
    try:
        wallet_use_case.use(
            desk(),
            filing_id,
            slot,
            actor=current_actor(),
            at=reader.now(),
            today=reader.today(),
            command_id=command_id(),
        )
    except NotInWallet as refusal:
        return answer(opened, slot, wallet.refused(refusal))
    except CLOSED as refusal:
        return closed(filing_id, slot, refusal)
    return answer(reader.own(filing_id), slot, before=opened.filing)


@pages.get("/<filing_id>/materials/<slot>/<any(view, thumbnail, bureau):which>")
@requires(Permission.READ_OWN_FILINGS)
def material(filing_id: str, slot: str, which: Which) -> Response:
    """The decrypted scan. It is never kept by a cache and never runs as a page."""
    return own_scan(filing_id, slot, which, slot)


@pages.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> Response | RequestEntityTooLarge:
    """A body over the limit of the server is told beside the file, like a smaller excess."""
    arguments = request.view_args or {}
    filing_id, slot = arguments.get("filing_id"), arguments.get("slot")
    if filing_id is None or slot is None or not may(current_user.role, Permission.FILE):
        return error
    opened = with_slots(filing_id)
    ensure_slot(opened.filing, slot)
    return answer(opened, slot, slot_words.TOO_LARGE, status=413)


def with_slots(filing_id: str) -> Opened:
    """The reader's own filing, as soon as it is told what it needs. Who changes a filing
    that was handed in meanwhile is told so, and sent to where it stands."""
    if request.method == "POST" and not policy.possible(
        UploadMaterial, reader.own(filing_id).filing
    ):
        flash(str(words_for(NotEditable())), "warning")
    opened = reader.with_subject(filing_id)
    if not tells_materials(opened.filing):
        reader.send_to_tasks(filing_id, slot_words.SITES_FIRST)
    return opened


def ensure_slot(filing: Filing, slot: str) -> None:
    """Raises UnknownSlot for a place that this filing does not ask for, or no longer, and
    NotFound for what never is one."""
    if slot not in {known.key for known in every_slot(filing)} | set(filing.materials):
        raise UnknownSlot(slot=slot) if listed.known(slot.partition(":")[0]) else NotFound


def closed(filing_id: str, slot: str, refusal: Refusal) -> Response:
    """The place as it is now, with why it did not change: the filing was handed in in another
    tab, or the scan was accepted."""
    return answer(reader.own(filing_id), slot, words_for(refusal), status=409)


def _posted_file() -> bytes | None:
    """The file's bytes, or one more than may be: that is enough to know it is too large. The
    file stands in the one of the two fields, for the camera and for files, that was used."""
    files = [file for file in request.files.getlist("file") if file.filename]
    if not files:
        return None
    file = files[0]
    data = file.stream.read(MAX_BYTES + 1)
    file.close()
    return data


def command_id() -> str:
    """The id that the posted form carries."""
    form = DeskForm()
    if not form.validate():
        abort(400)
    return form.command_id.data or ""


def answer(
    opened: Opened,
    slot: str,
    error: Any = "",
    *,
    status: int = 422,
    before: Filing | None = None,
    link: PhoneLink | None = None,
) -> Response:
    """The place again for htmx, else the list; a refused file leaves all others as they are.

    ``status`` is that of an answer with an error. ``link`` is shown in its place, this once.
    """
    view = materials_view(opened, slot, error)
    if is_htmx():
        view = since(view, before or opened.filing, slot)
        one = next((each for each in view.slots if each.key == slot), None)
        body = render_template("filing/_slot_answer.html", view=view, slot=one, link=link)
        # htmx takes 409 and 422 into the page, and no other failure.
        return make_response(body, (409 if status == 409 else 422) if error else 200)
    if error or link:
        body = render_template("filing/materials.html", view=view, link=link)
        return make_response(body, status if error else 200)
    here = url_for("filing.materials", filing_id=opened.id)
    return go_to(f"{here}#{dom_id(slot)}")
