"""Taking a filing back before anybody worked on it, after a question."""

from __future__ import annotations

from flask import Response, flash, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.commands import Withdraw
from domain.filing.facts import Status
from domain.filing.refusals import NotWithdrawable
from domain.roles import Permission
from use_cases import filings
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader
from views.filing.blueprint import pages
from views.htmx import go_to


@pages.get("/<filing_id>/withdraw")
@requires(Permission.READ_OWN_FILINGS)
def withdraw_question(filing_id: str) -> Response:
    filing = reader.own(filing_id).filing
    back = url_for("filing.status", filing_id=filing_id)
    if not policy.possible(Withdraw, filing):
        return go_to(back)
    body = render_template(
        "filing/withdraw.html",
        form=DeskForm(formdata=None),
        action=url_for("filing.withdraw", filing_id=filing_id),
        status_page=back,
        reviewed=filing.status is Status.READY,
    )
    return make_response(body)


@pages.post("/<filing_id>/withdraw")
@requires(Permission.FILE)
def withdraw(filing_id: str) -> Response:
    form = DeskForm()
    if not form.validate():
        return withdraw_question(filing_id)
    command = Withdraw(
        command_id=form.command_id.data or "", actor=current_actor(), at=reader.now()
    )
    try:
        filings.handle(desk(), filing_id, command)
    except NotWithdrawable:
        flash(str(_l("审核员刚刚开始审核，现在不能撤回。")), "warning")
        return go_to(url_for("filing.status", filing_id=filing_id))
    flash(str(_l("备案已撤回，可以继续修改。改好后请重新提交。")), "success")
    return go_to(url_for("filing.task_list", filing_id=filing_id))
