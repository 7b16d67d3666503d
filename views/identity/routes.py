"""A site person's photo, handed in from a phone. The link's secret is all the right there is."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, make_response, render_template, request

from domain.filing.refusals import LinkExpired
from domain.roles import Permission
from gateways.images.port import MAX_BYTES
from use_cases import filings
from use_cases import identity as use_case
from use_cases.materials import ImageRefused
from views.access import requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import slot_words
from views.htmx import go_to
from views.rate_limits import rate_limited

pages: Final = Blueprint("identity", __name__, url_prefix="/identity")


@pages.get("/done")
@requires(Permission.SHOW_IDENTITY)
def done() -> Response:
    return make_response(render_template("identity/done.html"))


@pages.get("/<secret>")
@requires(Permission.SHOW_IDENTITY)
@rate_limited("identity page", per_minute=30, methods=("GET",))
def show(secret: str) -> Response:
    return _page(secret)


@pages.post("/<secret>")
@requires(Permission.SHOW_IDENTITY)
@rate_limited("identity photo", per_minute=10)
def hand_in(secret: str) -> Response:
    form = DeskForm()
    file = request.files.get("file")
    if not form.validate() or file is None or not file.filename:
        return _page(secret, 422, slot_words.NOTHING_CHOSEN)
    command_id = form.command_id.data or ""
    try:
        use_case.submit_by_link(
            desk(),
            secret,
            file.stream.read(MAX_BYTES + 1),
            at=desk().clock.now(),
            command_id=command_id,
        )
    except ImageRefused as refusal:
        return _page(secret, 422, slot_words.REFUSED[str(refusal.facts["reason"])])
    except LinkExpired:
        # A second tap on the button arrives when the first has used the link up.
        if not desk().unit.was_done(command_id):
            raise
    return go_to("/identity/done")


@pages.errorhandler(LinkExpired)
def gone(_refusal: LinkExpired) -> Response:
    """One page for a link that was used, replaced, is too old, or never was."""
    return make_response(render_template("identity/gone.html"), 404)


def _page(secret: str, status: int = 200, error: Any = "") -> Response:
    link = use_case.find_link(desk(), secret, desk().clock.now())
    filing = filings.open_filing(desk(), link.filing_id).filing
    person = filing.site_persons().get(link.person)
    if person is None:
        raise LinkExpired
    body = render_template(
        "identity/show.html",
        name=person.name.masked,
        secret=secret,
        until=link.expires_at,
        form=DeskForm(formdata=None),
        error=error,
        limit=slot_words.MEBIBYTES,
    )
    return make_response(body, status)


@pages.after_request
def _keep_secret(response: Response) -> Response:
    """The address is the secret: no cache keeps it, no other site hears of it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
