"""The account's servers and codes, and making codes."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.hosting.refusals import CodesUsedUp, NotEligible, WrongNumberOfCodes
from domain.roles import Permission
from use_cases import hosting
from use_cases.hosting import Envelope
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, NumberText, needed
from views.hosting.blueprint import pages
from views.hosting.page import obstacle_words, overview
from views.refusal_words import words_for


class IssueForm(DeskForm):
    """How many codes are made."""

    number = NumberText(
        _l("生成几个授权码"),
        [
            *needed(_l("请填写个数。")),
            validators.Regexp(r"^\d{1,3}$", message=_l("请填写整数，例如 1。")),
        ],
        width=3,
        inputmode="numeric",
        default="1",
    )


def envelope(form: DeskForm) -> Envelope:
    """Who sends the form, and when."""
    return Envelope(
        actor=current_actor(), at=desk().clock.now(), command_id=form.command_id.data or ""
    )


@pages.get("")
@requires(Permission.READ_OWN_FILINGS)
def show() -> ResponseReturnValue:
    return _page()


@pages.post("/servers/<resource>/codes")
@requires(Permission.FILE)
def issue(resource: str) -> ResponseReturnValue:
    form = IssueForm()
    if not form.validate():
        return _page(resource, form, 422)
    try:
        hosting.issue_codes(desk(), envelope(form), resource, int(form.number.data or 0))
    except NotEligible as refused:
        form.refuse("number", obstacle_words([refused.facts["why"]])[0])
    except (CodesUsedUp, WrongNumberOfCodes) as refused:
        form.refuse("number", words_for(refused))
    else:
        flash(_("授权码已生成。把它交给网站的主人，在接入信息里填写。"), "success")
        return redirect(url_for(".show"), 303)
    return _page(resource, form, 422)


def _page(
    resource: str = "", form: IssueForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """The page; the form that was refused stands at its server with what was typed."""
    view = overview()
    forms = {
        card.id: form if form and card.id == resource else IssueForm(formdata=None, prefix="")
        for card in view.servers
    }
    for key, each in forms.items():
        each.number.id = f"number-{key}"
    page = render_template("hosting/overview.html", view=view, forms=forms, form=form)
    return page, status
