"""Giving a filing up, after a question."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.commands import Abandon
from domain.roles import Permission
from use_cases import filings
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader
from views.filing.blueprint import pages
from views.htmx import go_to


@pages.get("/<filing_id>/abandon")
@requires(Permission.READ_OWN_FILINGS)
def abandon_question(filing_id: str) -> Response:
    filing = reader.own(filing_id).filing
    back = url_for("filing.task_list", filing_id=filing_id)
    if not policy.possible(Abandon, filing):
        return go_to(back)
    domains = filing.facts.domains if filing.facts else ()
    body = render_template(
        "filing/abandon.html",
        form=DeskForm(formdata=None),
        domains=domains,
        action=url_for("filing.abandon", filing_id=filing_id),
        return_to=back,
    )
    return make_response(body)


@pages.post("/<filing_id>/abandon")
@requires(Permission.FILE)
def abandon(filing_id: str) -> Response:
    form = DeskForm()
    if not form.validate():
        return abandon_question(filing_id)
    command = Abandon(command_id=form.command_id.data or "", actor=current_actor(), at=reader.now())
    filings.handle(desk(), filing_id, command)
    flash(str(_l("备案已放弃。证件和域名可以重新办理备案。")), "success")
    return go_to(url_for("filing.dashboard"))
