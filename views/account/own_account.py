"""One's own account: password, devices, language, sub-accounts."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from domain.account.commands import (
    ChooseLanguage,
    CloseAccount,
    EndSessions,
    InviteSubAccount,
    SetPassword,
)
from domain.command import derived_id
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from store.credentials import links
from use_cases import accounts
from views.access import requires
from views.account.blueprint import pages
from views.account.forms import DeskForm, LanguageForm, OneButton, PasswordForm, place
from views.account.page import account_page
from views.account.sessions import real_now
from views.desk import desk
from views.language import remember
from views.rate_limits import rate_limited


@pages.get("/account")
@requires(Permission.KEEP_OWN_ACCOUNT)
def settings() -> ResponseReturnValue:
    return render_template("account/settings.html", page=account_page())


@pages.get("/account/password")
@requires(Permission.KEEP_OWN_ACCOUNT)
def password() -> ResponseReturnValue:
    return render_template("account/password.html", form=PasswordForm(formdata=None))


@pages.post("/account/password")
@rate_limited("password", per_minute=10)
@requires(Permission.KEEP_OWN_ACCOUNT)
def send_password() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate():
        command = SetPassword(**_envelope(form), reason="change")
        try:
            accounts.change_password(
                desk(),
                command,
                form.current.data,
                form.password.data,
                current_user.session.id,
                real_now(),
            )
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("密码已更改，其他设备都已退出。"), "success")
            return redirect(url_for(".settings"), 303)
    return render_template("account/password.html", form=form), 422


@pages.post("/account/sessions/end")
@requires(Permission.KEEP_OWN_ACCOUNT)
def end_sessions() -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _refused(form)
    command = EndSessions(**_envelope(form))
    accounts.end_other_sessions(desk(), command, current_user.session.id)
    flash(_("其他设备都已退出。"), "success")
    return redirect(url_for(".settings"), 303)


@pages.post("/account/language")
@requires(Permission.KEEP_OWN_ACCOUNT)
def choose_language() -> ResponseReturnValue:
    form = LanguageForm()
    if not form.validate():
        return _refused(form)
    accounts.choose_language(desk(), ChooseLanguage(**_envelope(form), language=form.language.data))
    response = make_response(redirect(url_for(".settings"), 303))
    remember(response, form.language.data)
    return response


@pages.post("/account/sub-accounts")
@rate_limited("invite", per_minute=10)
@requires(Permission.FILE)
def invite_sub_account() -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _refused(form)
    now = real_now()
    command = InviteSubAccount(
        **_envelope(form),
        invitation=derived_id(form.command_id.data, "invitation"),
        until=now + links.LIFE,
    )
    secret = accounts.invite_sub_account(desk(), command, now)
    address = secret and url_for(".registration", invitation=secret, _external=True)
    return render_template("account/invitation.html", address=address, until=command.until)


@pages.post("/account/sub-accounts/<account>/close")
@requires(Permission.FILE)
def close_sub_account(account: str) -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _refused(form)
    row = accounts.find(desk(), account)
    # Another's account answers like one that does not exist.
    if row is None or row.parent != current_user.id:
        raise NotFound
    accounts.close(desk(), account, CloseAccount(**_envelope(form)))
    flash(_("子账号已停用。"), "success")
    return redirect(url_for(".settings"), 303)


def _envelope(form: DeskForm) -> dict[str, object]:
    return {
        "command_id": form.command_id.data,
        "actor": current_user.actor,
        "at": desk().clock.now(),
    }


def _refused(form: DeskForm) -> ResponseReturnValue:
    page = account_page(form if isinstance(form, LanguageForm) else None)
    return render_template("account/settings.html", page=page, form=form), 422
