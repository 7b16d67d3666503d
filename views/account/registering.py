"""Registering: contact and password, then the code."""

from __future__ import annotations

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.personal import mask
from domain.refusal import Refusal
from domain.roles import Permission
from store.credentials.codes import Code
from use_cases import register
from use_cases.account_codes import find_code, send_again
from use_cases.register import Registration
from use_cases.sign_in import open_session
from views.access import requires
from views.account.blueprint import pages
from views.account.forms import CodeForm, OneButton, RegistrationForm, place
from views.account.sessions import after_signing_in, begin_session, device, real_now
from views.desk import desk
from views.language import language
from views.rate_limits import rate_limited

CODE = "registration_code"
"""Where the visitor's cookie remembers which code is waited for."""


@pages.get("/register", defaults={"invitation": ""})
@pages.get("/register/<invitation>")
@requires(Permission.VISIT)
def registration(invitation: str) -> ResponseReturnValue:
    return _registration_page(RegistrationForm(), invitation)


@pages.post("/register", defaults={"invitation": ""})
@pages.post("/register/<invitation>")
@rate_limited("register", per_minute=10)
@requires(Permission.VISIT)
def send_registration(invitation: str) -> ResponseReturnValue:
    form = RegistrationForm()
    if form.validate():
        typed = Registration(
            command_id=form.command_id.data,
            contact=form.contact.data,
            password=form.password.data,
            language=language(),
            invitation=invitation,
        )
        try:
            session[CODE] = register.start(desk(), typed, real_now())
        except Refusal as refusal:
            place(form, refusal)
        else:
            return redirect(url_for(".registration_code"), 303)
    return _registration_page(form, invitation), 422


@pages.get("/register/code")
@requires(Permission.VISIT)
def registration_code() -> ResponseReturnValue:
    return _code_page(CodeForm())


@pages.post("/register/code")
@rate_limited("code", per_minute=20)
@requires(Permission.VISIT)
def send_registration_code() -> ResponseReturnValue:
    form = CodeForm()
    if form.validate():
        try:
            account = register.finish(
                desk(), _waiting(), form.code.data, form.command_id.data, real_now()
            )
        except Refusal as refusal:
            place(form, refusal)
        else:
            begin_session(open_session(desk(), account, device(), real_now()))
            flash(_("注册成功，已为您登录。"), "success")
            return redirect(after_signing_in(None), 303)
    return _code_page(form, 422)


@pages.post("/register/code/resend")
@rate_limited("code", per_minute=20)
@requires(Permission.VISIT)
def resend_registration_code() -> ResponseReturnValue:
    form = CodeForm(formdata=None)
    if OneButton().validate():
        try:
            send_again(desk(), _waiting(), real_now())
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("验证码已重新发送。"), "success")
            return redirect(url_for(".registration_code"), 303)
    return _code_page(form, 422)


def masked_contact(code: Code) -> str:
    """The contact that a code was sent to, as its sender may see it."""
    return mask(code.contact_kind, desk().vault.open(code.contact).full)


def _waiting() -> str:
    return str(session.get(CODE, ""))


def _registration_page(form: RegistrationForm, invitation: str) -> str:
    return render_template("account/register.html", form=form, invitation=invitation)


def _code_page(form: CodeForm, status: int = 200) -> ResponseReturnValue:
    code = find_code(desk(), _waiting())
    if code is None:
        return redirect(url_for(".registration"), 303)
    page = render_template(
        "account/code.html",
        form=form,
        button=OneButton(formdata=None),
        contact=masked_contact(code),
    )
    return page, status
