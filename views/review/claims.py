"""Taking a filing, giving it back, and showing that one is still at work."""

from __future__ import annotations

import uuid

from flask import Response, flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.filing.commands import ClaimFiling, ReleaseFiling
from domain.filing.refusals import ClaimedByOther, NotReviewable
from domain.roles import Permission
from use_cases import filings
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import go_to
from views.review import decision, forms, page
from views.review.blueprint import pages
from views.review.people import staff_names
from views.review.sending import posted_command_id


@pages.post("/<filing_id>/claim")
@requires(Permission.REVIEW)
def claim(filing_id: str) -> ResponseReturnValue:
    """Take the filing; a lead may take it over from a colleague."""
    command = ClaimFiling(
        command_id=posted_command_id(),
        actor=current_actor(),
        at=desk().clock.now(),
        take_over=request.form.get("take_over") == "y",
    )
    try:
        filings.handle(desk(), filing_id, command)
    except (ClaimedByOther, NotReviewable) as refusal:
        opened = filings.open_filing(desk(), filing_id)
        fresh = forms.fresh(opened.filing, page.carried(opened))
        return decision.show(opened, fresh, status=409, refusal=refusal)
    return go_to(url_for("review.open", filing_id=filing_id))


@pages.post("/<filing_id>/release")
@requires(Permission.REVIEW)
def release(filing_id: str) -> ResponseReturnValue:
    """Give the filing back to the queue."""
    command = ReleaseFiling(
        command_id=posted_command_id(), actor=current_actor(), at=desk().clock.now()
    )
    filings.handle(desk(), filing_id, command)
    flash(_("已释放，其他审核员可以领取。"), "success")
    return go_to(url_for("review.queue"))


@pages.post("/<filing_id>/renew")
@requires(Permission.REVIEW)
def renew(filing_id: str) -> Response:
    """The page is open before somebody's eyes: keep the claim, and say until when it lasts."""
    decision.keep_claim(filing_id)
    filing = filings.open_filing(desk(), filing_id).filing
    state = page.claim_of(filing, current_actor(), desk().clock.now(), staff_names(desk()))
    body = render_template(
        "review/_claim.html", claim=state, filing_id=filing_id, claim_id=uuid.uuid4().hex
    )
    return make_response(body)
