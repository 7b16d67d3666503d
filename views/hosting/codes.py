"""One authorisation code: shown, given to another account, revoked."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from domain.account.refusals import ContactUnreadable, WrongPassword
from domain.hosting.refusals import (
    AlreadyGranted,
    CodeInUse,
    CodeIsVoid,
    GrantedToSelf,
    NoSuchAccount,
)
from domain.roles import Permission
from use_cases import hosting
from views.access import requires
from views.account.forms import OneButton
from views.desk import desk
from views.fields import OPTIONAL, DeskForm, PasswordField, TextField, needed
from views.hosting.blueprint import pages
from views.hosting.overview import envelope
from views.rate_limits import rate_limited
from views.refusal_words import words_for


class GrantForm(DeskForm):
    """To whom a code is given; the password says that it is the owner who does it."""

    contact = TextField(
        _l("对方的邮箱或手机号码"),
        needed(_l("请填写对方注册时的邮箱或手机号码。")),
        longest=254,
    )
    note = TextField(
        _l("备注"), OPTIONAL, hint=_l("双方都看得到，例如“给分公司的官网”。"), longest=100
    )
    password = PasswordField(_l("您的登录密码"), needed(_l("请填写您的登录密码。")))


_BESIDE = {
    WrongPassword: "password",
    NoSuchAccount: "contact",
    ContactUnreadable: "contact",
    GrantedToSelf: "contact",
}


@pages.post("/codes/<code>/text")
@rate_limited("code text", per_minute=30)
@requires(Permission.FILE)
def show_text(code: str) -> ResponseReturnValue:
    """The code itself, for its holder; a POST, so that no address and no history leads to it."""
    if not OneButton().validate():
        return redirect(url_for(".show"), 303)
    text = hosting.text_of(desk(), code, current_user.id)
    return render_template("hosting/code_text.html", text=text)


@pages.get("/codes/<code>/grant")
@requires(Permission.FILE)
def grant_question(code: str) -> ResponseReturnValue:
    return _grant_page(code, GrantForm(formdata=None))


@pages.post("/codes/<code>/grant")
@rate_limited("grant code", per_minute=10)
@requires(Permission.FILE)
def grant(code: str) -> ResponseReturnValue:
    form = GrantForm()
    if not form.validate():
        return _grant_page(code, form, 422)
    try:
        hosting.grant_code(
            desk(),
            envelope(form),
            code,
            form.contact.data or "",
            form.password.data or "",
            form.note.data or "",
        )
    except tuple(_BESIDE) as refused:
        form.refuse(_BESIDE[type(refused)], words_for(refused))
        return _grant_page(code, form, 422)
    except (AlreadyGranted, CodeIsVoid, CodeInUse) as refused:
        form.form_errors.append(words_for(refused))
        return _grant_page(code, form, 422)
    flash(_("授权码已转给对方，对方会收到消息。"), "success")
    return redirect(url_for(".show"), 303)


@pages.get("/codes/<code>/revoke")
@requires(Permission.FILE)
def revoke_question(code: str) -> ResponseReturnValue:
    row = hosting.own_code(desk(), code, current_user.id)
    return render_template("hosting/revoke.html", code=row, button=OneButton(formdata=None))


@pages.post("/codes/<code>/revoke")
@requires(Permission.FILE)
def revoke(code: str) -> ResponseReturnValue:
    form = OneButton()
    if form.validate():
        hosting.revoke_code(desk(), envelope(form), code)
        flash(_("授权码已作废。"), "success")
    return redirect(url_for(".show"), 303)


def _grant_page(code: str, form: GrantForm, status: int = 200) -> ResponseReturnValue:
    row = hosting.own_code(desk(), code, current_user.id)
    return render_template("hosting/grant.html", code=row, form=form), status
