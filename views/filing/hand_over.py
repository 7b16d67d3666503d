"""Handing a record over to another account: to whom, the password, the confirmation."""

from __future__ import annotations

from typing import Final

from flask import Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.account.refusals import ContactUnreadable, WrongPassword
from domain.filing.kinds import Effect
from domain.filing.refusals import BadRecipient
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from use_cases import transfers
from use_cases.filings import Opened
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import CheckboxField, DeskForm, PasswordField, TextField, needed
from views.filing import reader
from views.filing.blueprint import pages
from views.htmx import go_to
from views.rate_limits import rate_limited
from views.refusal_words import words_for


class HandOverForm(DeskForm):
    """To whom the record goes; the password says that it is the owner who does it."""

    contact = TextField(
        _l("对方的邮箱或手机号码"),
        needed(_l("请填写对方注册时的邮箱或手机号码。")),
        longest=254,
    )
    password = PasswordField(_l("您的登录密码"), needed(_l("请填写您的登录密码。")))
    confirmed = CheckboxField(
        _l("我知道办成后不能撤销，确认办理"),
        [validators.InputRequired(_l("请勾选确认后再提交。"))],
    )


_BESIDE: Final[dict[type[Refusal], str]] = {
    WrongPassword: "password",
    ContactUnreadable: "contact",
    BadRecipient: "contact",
}


@pages.get("/<filing_id>/hand-over")
@requires(Permission.FILE)
def hand_over_question(filing_id: str) -> Response:
    return _page(_asked(filing_id), HandOverForm(formdata=None))


@pages.post("/<filing_id>/hand-over")
@rate_limited("hand over", per_minute=10)
@requires(Permission.FILE)
def hand_over(filing_id: str) -> Response:
    opened = _asked(filing_id)
    form = HandOverForm()
    if not form.validate():
        return _page(opened, form, 422)
    try:
        transfers.hand_over(
            desk(),
            filing_id,
            contact=form.contact.data or "",
            password=form.password.data or "",
            confirmed=bool(form.confirmed.data),
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
        )
    except tuple(_BESIDE) as refused:
        form.refuse(_BESIDE[type(refused)], words_for(refused))
        return _page(opened, form, 422)
    return go_to(url_for("filing.result", filing_id=filing_id))


def _asked(filing_id: str) -> Opened:
    opened = reader.editable(filing_id)
    if opened.filing.needs.effect is not Effect.MOVE_RECORD:
        raise NotFound
    return opened


def _page(opened: Opened, form: HandOverForm, status: int = 200) -> Response:
    filing = opened.filing
    record = filing.on_record
    body = render_template(
        "filing/hand_over.html",
        form=form,
        title=kind_words.title(filing.kind),
        intro=kind_words.INTRODUCTIONS[filing.kind],
        number=record.subject_number if record is not None else "",
        filing_id=opened.id,
    )
    return make_response(body, status)
