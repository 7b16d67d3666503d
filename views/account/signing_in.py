"""Signing in and out, and a new password for who forgot the old one."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from domain.refusal import Refusal
from domain.roles import Permission
from use_cases import sign_in as job
from use_cases.account_codes import find_code, send_again
from views.access import requires
from views.account.blueprint import pages
from views.account.forms import ForgottenForm, OneButton, RecoveryForm, SignInForm, place
from views.account.registering import masked_contact
from views.account.sessions import (
    after_signing_in,
    begin_session,
    device,
    end_session,
    real_now,
)
from views.desk import desk
from views.errors import problem_page
from views.htmx import is_htmx
from views.kept_forms import KeptForm, never_stored, send_again_page
from views.language import language
from views.rate_limits import rate_limited
from views.ways_back import page_in_sight, safe_next

CODE = "recovery_code"


@pages.get("/sign-in")
@requires(Permission.VISIT)
def sign_in() -> ResponseReturnValue:
    wanted = safe_next(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(after_signing_in(wanted), 303)
    return render_template("account/sign_in.html", form=SignInForm(formdata=None, next=wanted))


@pages.app_errorhandler(401)
def sign_in_first(_error: Exception) -> ResponseReturnValue:
    """What a visitor gets in the place of a page for accounts: the way to sign in.

    A form that was sent is carried along; the part of a page that htmx asked for says what to
    do and leaves the page, with what is typed in it, alone.
    """
    if is_htmx():
        return problem_page(401)
    if kept := KeptForm.of_request():
        form = SignInForm(formdata=None, kept=kept.sealed())
        return never_stored(make_response(render_template("account/sign_in.html", form=form), 401))
    return redirect(url_for("account.sign_in", next=page_in_sight()), 303)


@pages.post("/sign-in")
@rate_limited("sign_in", per_minute=20)
@requires(Permission.VISIT)
def send_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate():
        wish = job.SignIn(
            command_id=form.command_id.data,
            contact=form.contact.data,
            password=form.password.data,
            device=device(),
        )
        try:
            token = job.sign_in(desk(), wish, real_now())
        except Refusal as refusal:
            place(form, refusal)
        else:
            begin_session(token)
            if kept := KeptForm.opened(form.kept.data):
                return send_again_page(kept, 200)
            return redirect(after_signing_in(form.next.data), 303)
    return render_template("account/sign_in.html", form=form), 422


@pages.post("/sign-out")
@requires(Permission.VISIT)
def sign_out() -> ResponseReturnValue:
    if current_user.is_authenticated:
        job.sign_out(desk(), current_user.token)
    end_session()
    flash(_("您已退出登录。"), "success")
    return redirect(url_for("public.start"), 303)


@pages.get("/forgotten")
@requires(Permission.VISIT)
def forgotten() -> ResponseReturnValue:
    return render_template("account/forgotten.html", form=ForgottenForm(formdata=None))


@pages.post("/forgotten")
@rate_limited("forgotten", per_minute=10)
@requires(Permission.VISIT)
def send_forgotten() -> ResponseReturnValue:
    form = ForgottenForm()
    if form.validate():
        try:
            session[CODE] = job.start_recovery(
                desk(), form.contact.data, language(), form.command_id.data, real_now()
            )
        except Refusal as refusal:
            place(form, refusal)
        else:
            return redirect(url_for(".recovery"), 303)
    return render_template("account/forgotten.html", form=form), 422


@pages.get("/forgotten/code")
@requires(Permission.VISIT)
def recovery() -> ResponseReturnValue:
    return _recovery_page(RecoveryForm(formdata=None))


@pages.post("/forgotten/code")
@rate_limited("code", per_minute=20)
@requires(Permission.VISIT)
def send_recovery() -> ResponseReturnValue:
    form = RecoveryForm()
    if form.validate():
        try:
            job.finish_recovery(
                desk(),
                _waiting(),
                form.code.data,
                form.password.data,
                form.command_id.data,
                real_now(),
            )
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("密码已重设，所有设备都已退出。请用新密码登录。"), "success")
            return redirect(url_for(".sign_in"), 303)
    return _recovery_page(form, 422)


@pages.post("/forgotten/code/resend")
@rate_limited("code", per_minute=20)
@requires(Permission.VISIT)
def resend_recovery() -> ResponseReturnValue:
    form = RecoveryForm(formdata=None)
    if OneButton().validate():
        try:
            send_again(desk(), _waiting(), real_now())
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("如果这个联系方式有账号，验证码已重新发送。"), "success")
            return redirect(url_for(".recovery"), 303)
    return _recovery_page(form, 422)


def _waiting() -> str:
    return str(session.get(CODE, ""))


def _recovery_page(form: RecoveryForm, status: int = 200) -> ResponseReturnValue:
    code = find_code(desk(), _waiting())
    if code is None:
        return redirect(url_for(".forgotten"), 303)
    page = render_template(
        "account/recovery.html",
        form=form,
        button=OneButton(formdata=None),
        contact=masked_contact(code),
    )
    return page, status
