"""A scan sent from a phone. The link's secret is all the right there is, and it shows no scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, request, url_for

from domain.filing import handover as rules
from domain.filing.refusals import LinkExpired, NotEditable, UnknownSlot
from domain.reference.materials import material
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from use_cases import handover
from use_cases.filing_links import Found
from use_cases.materials import ImageRefused
from use_cases.quota import QuotaUsed
from views.access import requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import slot_words
from views.filing.slot_scans import findings
from views.htmx import go_to, is_htmx, page_or_partial
from views.language import language
from views.one_time_links import keep_secret
from views.rate_limits import rate_limited
from views.refusal_words import words_for
from views.target_words import slot_label
from views.verdict_words import Finding

pages: Final = Blueprint("handover", __name__, url_prefix="/handover")

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class HandoverPage:
    """What the phone shows: what is asked, and after a scan what was found wrong with it.

    ``open`` says whether the link still takes a picture; ``limit`` is in MB (1024 * 1024 bytes).
    """

    secret: str
    title: str
    rules: str
    bad: str
    may_be_pdf: bool
    limit: int
    until: datetime
    command_id: str
    sent: bool
    open: bool
    findings: tuple[Finding, ...]
    error: Any = ""


@pages.get("/<secret>")
@requires(Permission.HAND_OVER)
@rate_limited("handover page", per_minute=60, methods=("GET",))
def show(secret: str) -> Response:
    return _page(secret)


@pages.post("/<secret>")
@requires(Permission.HAND_OVER)
@rate_limited("handover upload", per_minute=20)
def send(secret: str) -> Response:
    form = DeskForm()
    files = [file for file in request.files.getlist("file") if file.filename]
    if not form.validate() or not files:
        return _page(secret, 422, slot_words.NOTHING_CHOSEN)
    command_id = form.command_id.data or ""
    data = files[0].stream.read(MAX_BYTES + 1)
    try:
        handover.send(desk(), secret, data, at=_now(), command_id=command_id)
    except ImageRefused as refusal:
        return _page(secret, 422, slot_words.refused(refusal))
    except QuotaUsed as refusal:
        return _page(secret, 429, words_for(refusal))
    except LinkExpired:
        # A second tap on the button arrives when the first has used the link up.
        if not desk().unit.was_done(command_id):
            raise
    return _page(secret) if is_htmx() else go_to(url_for("handover.show", secret=secret))


@pages.errorhandler(LinkExpired)
@pages.errorhandler(NotEditable)
@pages.errorhandler(UnknownSlot)
def gone(refusal: LinkExpired | NotEditable | UnknownSlot) -> Response:
    """One page for a link that was used, replaced, is too old, or never was; and for a filing
    that was handed in meanwhile."""
    ended = isinstance(refusal, LinkExpired)
    status = 404 if ended else 409
    return page_or_partial(
        "handover/gone.html", "handover/_gone.html", status=_swapped(status), ended=ended
    )


def _page(secret: str, status: int = 200, error: Any = "") -> Response:
    view = _view(secret, handover.find(desk(), secret, _now()), error=error)
    return page_or_partial(
        "handover/show.html", "handover/_handover.html", status=_swapped(status), view=view
    )


def _swapped(status: int) -> int:
    """htmx takes 409 and 422 into the page, and no other failure."""
    return 422 if is_htmx() and status >= 400 else status


def _view(secret: str, found: Found, *, error: Any) -> HandoverPage:
    filing, slot = found.opened.filing, found.whose
    kind = material(slot.partition(":")[0])
    sent = rules.sent_by(filing, slot)
    return HandoverPage(
        secret=secret,
        title=slot_label(slot),
        rules=kind.rules(language()),
        bad=kind.bad(language()),
        may_be_pdf=kind.may_be_pdf,
        limit=min(kind.accept_bytes, MAX_BYTES) // MEBIBYTE,
        until=found.link.expires_at,
        command_id=DeskForm(formdata=None).command_id.data or "",
        sent=sent is not None,
        open=rules.takes_scan(filing, slot, _now()),
        findings=findings(filing, sent) if sent is not None else (),
        error=error,
    )


def _now() -> datetime:
    return desk().clock.now()


pages.after_request(keep_secret)
