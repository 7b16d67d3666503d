"""The queue and the button that takes the next filing from it."""

from __future__ import annotations

import uuid

from flask import Response, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.roles import Permission
from projections import review_queue
from use_cases import review
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import go_to, page_or_partial
from views.review import queue_page
from views.review.blueprint import pages
from views.review.sending import posted_command_id


@pages.get("")
@requires(Permission.REVIEW)
def queue() -> Response:
    """The reviewer's lists."""
    now = desk().clock.now()
    page = queue_page.compose(desk(), current_actor(), now, request.args)
    return page_or_partial(
        "review/queue.html", "review/_queue.html", page=page, command_id=uuid.uuid4().hex
    )


@pages.get("/counts")
@requires(Permission.REVIEW)
def counts() -> str:
    """The tabs alone, for a page that stays open."""
    filters = queue_page.filters_from(request.args)
    with desk().unit.reading() as connection:
        found = review_queue.counts(connection, current_actor().id, desk().clock.now(), filters)
    tabs = queue_page.tabs(found, filters, request.args.get("tab", ""))
    query = queue_page.as_query(filters, tab=request.args.get("tab", ""))
    return render_template("review/_tabs.html", tabs=tabs, query=query)


@pages.post("/next")
@requires(Permission.REVIEW)
def next_filing() -> ResponseReturnValue:
    """Claim what is due first, within the filters of the list."""
    filing_id = review.claim_next(
        desk(),
        queue_page.filters_from(request.form),
        actor=current_actor(),
        at=desk().clock.now(),
        command_id=posted_command_id(),
    )
    if filing_id is None:
        flash(_("现在没有可以领取的备案。"), "notice")
        return go_to(url_for("review.queue", tab="waiting"))
    return go_to(url_for("review.open", filing_id=filing_id))
