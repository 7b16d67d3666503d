"""A site person's photo, handed in from a phone. The link's secret is all the right there is."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from domain.filing import policy
from domain.filing.commands import SubmitIdentityEvidence
from domain.filing.refusals import LinkExpired, NoIdentityCheck
from domain.filing.state import Filing
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from use_cases import identity as use_case
from use_cases import identity_links
from use_cases.materials import ImageRefused
from use_cases.quota import QuotaUsed
from views.access import requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import slot_words
from views.htmx import go_to
from views.identity.findings import doubted, findings, refused
from views.one_time_links import keep_secret
from views.rate_limits import rate_limited
from views.refusal_words import words_for
from views.verdict_words import Finding

pages: Final = Blueprint("identity", __name__, url_prefix="/identity")

CAMERA: Final = "camera"
ALBUM: Final = "file"
"""The two fields a photo may come in: one opens the camera, the other the pictures there are."""


@pages.get("/<secret>")
@requires(Permission.SHOW_IDENTITY)
@rate_limited("identity page", per_minute=30, methods=("GET",))
def show(secret: str) -> Response:
    """What the link is for; after the photo, what was found and whether it may be replaced."""
    return _page(secret)


@pages.post("/<secret>")
@requires(Permission.SHOW_IDENTITY)
@rate_limited("identity photo", per_minute=10)
def hand_in(secret: str) -> Response:
    form = DeskForm()
    field = CAMERA if CAMERA in request.files else ALBUM
    file = request.files.get(field)
    if not form.validate() or file is None or not file.filename:
        return _page(secret, 422, (field, slot_words.NOTHING_CHOSEN))
    command_id = form.command_id.data or ""
    data = file.stream.read(MAX_BYTES + 1)
    try:
        use_case.submit_by_link(desk(), secret, data, at=_now(), command_id=command_id)
    except ImageRefused as refusal:
        return _page(secret, 422, (field, refused(refusal)), doubted(refusal))
    except QuotaUsed as refusal:
        return _page(secret, 429, (field, words_for(refusal)))
    except (LinkExpired, NoIdentityCheck):
        # A second tap on the button arrives when the first has used the link up.
        if not desk().unit.was_done(command_id):
            raise
    return go_to(url_for("identity.show", secret=secret))


@pages.errorhandler(LinkExpired)
@pages.errorhandler(NoIdentityCheck)
def gone(_refusal: LinkExpired | NoIdentityCheck) -> Response:
    """One page for a link that was revoked, replaced, is too old, or never was."""
    return make_response(render_template("identity/gone.html"), 404)


def _page(
    secret: str,
    status: int = 200,
    error: tuple[str, Any] = ("", ""),
    doubts: tuple[Finding, ...] = (),
) -> Response:
    now = _now()
    found = identity_links.find_link(desk(), secret, now)
    filing, whose = found.opened.filing, found.whose
    person = filing.site_persons().get(whose)
    if person is None:
        raise LinkExpired
    used = bool(found.link.used)
    if not used and not _is_asked(filing, whose):
        raise LinkExpired
    if not used and request.method == "GET":
        # Asking for the head only, as some messengers do to show a preview, opens nothing.
        identity_links.note_opened(desk(), found, now)
    context = {
        "name": person.name.masked,
        "secret": secret,
        "until": found.link.expires_at,
        "error": error,
        "found": doubts or (_found(filing, whose) if used else ()),
        "again": used,
        "open": not used or policy.can_take_again(filing, whose, now),
        "camera": DeskForm(formdata=None),
        "album": DeskForm(formdata=None),
        "limit": slot_words.MEBIBYTES,
    }
    template = "identity/received.html" if used else "identity/show.html"
    return make_response(render_template(template, **context), status)


def _is_asked(filing: Filing, person: str) -> bool:
    collected = policy.possible(SubmitIdentityEvidence, filing)
    return collected and person in policy.identity_asked(filing)


def _found(filing: Filing, person: str) -> tuple[Finding, ...]:
    evidence = filing.evidence.get(person)
    return findings(evidence.material.verdicts) if evidence is not None else ()


def _now() -> datetime:
    return desk().clock.now()


pages.after_request(keep_secret)
