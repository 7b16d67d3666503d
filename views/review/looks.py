"""Looking at what is masked: full values for a reason, and scans. Every look is recorded."""

from __future__ import annotations

import uuid

from flask import Response, abort, make_response, request

from domain.access.refusals import ReasonMissing
from domain.refusal import NotPermitted
from domain.roles import Permission
from use_cases import filings, reveal
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import page_or_partial
from views.review import decision, page
from views.review.blueprint import pages
from views.review.words import words_for
from views.target_words import label


def _open_to_look(filing_id: str) -> filings.Opened:
    """The filing, if this reader works on it. Raises NotPermitted."""
    opened = filings.open_filing(desk(), filing_id)
    if not page.may_look(opened.filing, current_actor(), desk().clock.now()):
        raise NotPermitted
    return opened


@pages.post("/<filing_id>/reveal")
@requires(Permission.REVIEW)
def reveal_value(filing_id: str) -> Response:
    """The full value of a masked field. Each sending is a look of its own."""
    decision.keep_claim(filing_id)
    filing = _open_to_look(filing_id).filing
    target, reason = request.form.get("target", ""), request.form.get("reason", "")
    value, problem, status = "", "", 200
    try:
        value = reveal.reveal(
            desk(),
            filing_id,
            target,
            reason,
            actor=current_actor(),
            at=desk().clock.now(),
            command_id=uuid.uuid4().hex,
        )
    except ReasonMissing as refusal:
        problem, status = words_for(refusal), 422
    return page_or_partial(
        "review/revealed.html",
        "review/_revealed.html",
        status=status,
        filing_id=filing_id,
        target=target,
        label=label(target, filing),
        value=value,
        reason=reason,
        problem=problem,
    )


@pages.get("/<filing_id>/scan/<slot>/<which>")
@requires(Permission.REVIEW)
def scan(filing_id: str, slot: str, which: str) -> Response:
    """A scan or a photo (JPEG), in its full or its small size."""
    _open_to_look(filing_id)
    if which not in ("view", "thumbnail"):
        abort(404)
    data = reveal.scan(
        desk(),
        filing_id,
        slot,
        "view" if which == "view" else "thumbnail",
        actor=current_actor(),
        at=desk().clock.now(),
        command_id=uuid.uuid4().hex,
    )
    response = make_response(data)
    response.mimetype = "image/jpeg"
    response.headers["Content-Disposition"] = "inline"
    return response
