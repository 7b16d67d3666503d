"""Looking at what is masked: full values for a reason, and scans. Every look is recorded."""

from __future__ import annotations

import uuid

from flask import Response, request

from domain.access.refusals import ReasonMissing
from domain.refusal import NotPermitted
from domain.roles import Permission
from use_cases import filings, reveal
from use_cases.materials import Which
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import page_or_partial
from views.review import decision, page
from views.review.blueprint import pages
from views.review.words import words_for
from views.scan_response import scan_response
from views.target_words import label


def open_to_look(filing_id: str) -> filings.Opened:
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
    filing = open_to_look(filing_id).filing
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


@pages.get("/<filing_id>/scan/<slot>/<any(view, thumbnail, bureau):which>")
@requires(Permission.REVIEW)
def scan(filing_id: str, slot: str, which: Which) -> Response:
    """A scan or a photo (JPEG): in its full or its small size, or the bureau's copy."""
    open_to_look(filing_id)
    data = reveal.scan(
        desk(),
        filing_id,
        slot,
        which,
        actor=current_actor(),
        at=desk().clock.now(),
        command_id=uuid.uuid4().hex,
    )
    return scan_response(data, slot, which)
