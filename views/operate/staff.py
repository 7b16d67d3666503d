"""The operator's pages about staff: list, add, role, one-time link, unlock, close."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.account.commands import CloseAccount, GiveRole, UnlockAccount
from domain.refusal import Refusal
from domain.roles import Permission, Role
from use_cases import staff as job
from use_cases.staff import NewStaff, Offer
from views.access import current_actor, requires
from views.account.forms import OneButton, place
from views.account.sessions import real_now
from views.desk import desk
from views.fields import DeskForm
from views.operate.blueprint import pages
from views.operate.forms import NameForm, NewStaffForm, RoleForm
from views.operate.page import staff_list, staff_member


@pages.get("/staff")
@requires(Permission.OPERATE)
def staff() -> ResponseReturnValue:
    return _list_page(NewStaffForm(formdata=None))


@pages.post("/staff")
@requires(Permission.OPERATE)
def add_staff() -> ResponseReturnValue:
    form = NewStaffForm()
    if form.validate():
        new = NewStaff(
            command_id=form.command_id.data,
            actor=current_actor(),
            email=form.email.data,
            role=Role(form.role.data),
            name=form.name.data or "",
        )
        try:
            offer = job.add(desk(), new, real_now())
        except Refusal as refusal:
            place(form, refusal)
        else:
            return _offer_page(offer)
    return _list_page(form, 422)


@pages.get("/staff/<account>")
@requires(Permission.OPERATE)
def member(account: str) -> ResponseReturnValue:
    return _member_page(account)


@pages.post("/staff/<account>/name")
@requires(Permission.OPERATE)
def give_name(account: str) -> ResponseReturnValue:
    form = NameForm()
    if form.validate():
        try:
            job.give_name(desk(), account, form.name.data, **_envelope(form))
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("姓名已更改。"), "success")
            return redirect(url_for(".member", account=account), 303)
    return _member_page(account, naming=form, status=422)


@pages.post("/staff/<account>/role")
@requires(Permission.OPERATE)
def give_role(account: str) -> ResponseReturnValue:
    form = RoleForm()
    if form.validate():
        command = GiveRole(**_envelope(form), role=Role(form.role.data))
        try:
            job.give_role(desk(), account, command)
        except Refusal as refusal:
            place(form, refusal)
        else:
            flash(_("角色已更改，此人须重新登录。"), "success")
            return redirect(url_for(".member", account=account), 303)
    return _member_page(account, role=form, status=422)


@pages.post("/staff/<account>/link")
@requires(Permission.OPERATE)
def offer_password(account: str) -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _member_page(account, status=422)
    member = staff_member(account)
    actor, command_id = current_actor(), form.command_id.data
    return _offer_page(job.offer_first_password(desk(), member.id, actor, command_id, real_now()))


@pages.post("/staff/<account>/unlock")
@requires(Permission.OPERATE)
def unlock(account: str) -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _member_page(account, status=422)
    job.unlock(desk(), account, UnlockAccount(**_envelope(form)))
    flash(_("锁定已解除，可以登录。"), "success")
    return redirect(url_for(".member", account=account), 303)


@pages.post("/staff/<account>/close")
@requires(Permission.OPERATE)
def close(account: str) -> ResponseReturnValue:
    form = OneButton()
    if not form.validate():
        return _member_page(account, status=422)
    job.close(desk(), account, CloseAccount(**_envelope(form)))
    flash(_("账号已停用。"), "success")
    return redirect(url_for(".staff"), 303)


def _envelope(form: DeskForm) -> dict[str, Any]:
    return {
        "command_id": form.command_id.data,
        "actor": current_actor(),
        "at": desk().clock.now(),
    }


def _list_page(form: NewStaffForm, status: int = 200) -> ResponseReturnValue:
    return render_template("operate/staff.html", form=form, members=staff_list()), status


def _member_page(
    account: str,
    *,
    role: RoleForm | None = None,
    naming: NameForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    member = staff_member(account)
    page = render_template(
        "operate/member.html",
        member=member,
        refused=role or naming,
        naming=naming or NameForm(formdata=None, name=member.name),
        form=role or RoleForm(formdata=None, role=member.role),
        button=OneButton(formdata=None),
    )
    return page, status


def _offer_page(offer: Offer) -> ResponseReturnValue:
    address = offer.secret and url_for(
        "account.first_password", secret=offer.secret, _external=True
    )
    return render_template(
        "operate/offer.html", address=address, member=staff_member(offer.account)
    )
