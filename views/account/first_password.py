"""The one-time link with which a staff member chooses a password."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.refusal import Refusal
from domain.roles import Permission
from use_cases import staff
from views.access import requires
from views.account.blueprint import pages
from views.account.forms import FirstPasswordForm, place
from views.account.sessions import real_now
from views.desk import desk
from views.rate_limits import rate_limited


@pages.get("/account/first-password/<secret>")
@requires(Permission.VISIT)
def first_password(secret: str) -> ResponseReturnValue:
    return _page(FirstPasswordForm(formdata=None), secret)


@pages.post("/account/first-password/<secret>")
@rate_limited("first_password", per_minute=10)
@requires(Permission.VISIT)
def send_first_password(secret: str) -> ResponseReturnValue:
    form = FirstPasswordForm()
    if form.validate():
        try:
            staff.set_first_password(
                desk(), secret, form.password.data, form.command_id.data, real_now()
            )
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("密码已设置，请登录。"), "success")
            return redirect(url_for(".sign_in"), 303)
    return _page(form, secret, 422)


def _page(form: FirstPasswordForm, secret: str, status: int = 200) -> ResponseReturnValue:
    account = staff.find_offer(desk(), secret, real_now(), form.command_id.data or "")
    page = render_template(
        "account/first_password.html",
        form=form,
        secret=secret,
        contact=desk().vault.open(account.contact).masked,
        role=account.role,
    )
    return page, status
