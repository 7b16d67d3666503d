"""The operator's pages about servers: list, enter, import, hand over, prolong, withdraw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.account.refusals import ContactUnreadable
from domain.hosting.reading import BadRow
from domain.hosting.refusals import InvalidServer, NoSuchAccount, RowsRefused
from domain.refusal import NotFound, NotPermitted, Refusal, StaleVersion
from domain.roles import Permission
from use_cases import hosting as job
from use_cases.hosting import Envelope
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, clean
from views.hosting.words import ROW
from views.operate.blueprint import pages
from views.operate.resource_forms import (
    ImportForm,
    OwnerForm,
    ReasonForm,
    SearchForm,
    ServerForm,
    UntilForm,
    server_form,
)
from views.operate.resource_page import ResourcePage, resource_page, rows
from views.operate.typed_files import NotText, text_of
from views.problem_words import words_for as problem_words
from views.refusal_words import words_for

PAGE_SIZE: Final = 100


@pages.get("/resources")
@requires(Permission.OPERATE)
def resources() -> ResponseReturnValue:
    return _list_page(ImportForm(formdata=None))


@pages.post("/resources/import")
@requires(Permission.OPERATE)
def import_resources() -> ResponseReturnValue:
    form = ImportForm()
    if form.validate() and (number := _imported(form)):
        flash(_("已登记 %(n)s 台服务器。", n=number), "success")
        return redirect(url_for(".resources"), 303)
    return _list_page(form, 422)


def _imported(form: ImportForm) -> int:
    """How many servers were entered; 0 where the form now says what is wrong."""
    try:
        return job.import_servers(desk(), _envelope(form), text_of(form.file.data))
    except NotText as refused:
        form.refuse("file", refused.words)
    except RowsRefused as refused:
        form.refuse("file", words_for(refused))
        found: tuple[BadRow, ...] = refused.facts["rows"]
        form.form_errors.extend(
            str(ROW) % {"line": bad.line, "problem": problem_words(bad.problem)} for bad in found
        )
    return 0


@pages.get("/resources/new")
@requires(Permission.OPERATE)
def new_resource() -> ResponseReturnValue:
    form = server_form(desk().hosting, formdata=None)
    return render_template("operate/new_resource.html", form=form)


@pages.post("/resources/new")
@requires(Permission.OPERATE)
def add_resource() -> ResponseReturnValue:
    form = server_form(desk().hosting)
    if form.validate() and (resource := _registered(form)):
        flash(_("服务器已登记。"), "success")
        return redirect(url_for(".resource", resource=resource), 303)
    return render_template("operate/new_resource.html", form=form), 422


def _registered(form: ServerForm) -> str:
    """The id of the new server; empty where the form now says what is wrong."""
    usual, owner = desk().hosting, form.server_owner.data or ""
    try:
        return job.register(desk(), _envelope(form), form.server(usual), owner)
    except InvalidServer as refused:
        form.tell(refused.facts["problems"])
    except (NoSuchAccount, ContactUnreadable) as refused:
        form.refuse("server_owner", words_for(refused))
    return ""


@pages.get("/resources/<resource>")
@requires(Permission.OPERATE)
def resource(resource: str) -> ResponseReturnValue:
    return _page(resource_page(resource))


@pages.post("/resources/<resource>/owner")
@requires(Permission.OPERATE)
def hand_over(resource: str) -> ResponseReturnValue:
    form = OwnerForm()
    return _done(
        resource,
        form,
        "contact",
        lambda: job.hand_over(desk(), _envelope(form), resource, form.contact.data or ""),
        _("服务器已转给这个账号。"),
        owner=form,
    )


@pages.post("/resources/<resource>/until")
@requires(Permission.OPERATE)
def prolong(resource: str) -> ResponseReturnValue:
    form = UntilForm()
    return _done(
        resource,
        form,
        "until",
        lambda: job.prolong(desk(), _envelope(form), resource, form.until.data),
        _("到期日已更改。"),
        until=form,
    )


@pages.post("/resources/<resource>/withdraw")
@requires(Permission.OPERATE)
def withdraw_resource(resource: str) -> ResponseReturnValue:
    form = ReasonForm()
    return _done(
        resource,
        form,
        "reason",
        lambda: job.withdraw(desk(), _envelope(form), resource, form.reason.data or ""),
        _("服务器已收回。"),
        reason=form,
    )


def _done(
    resource: str,
    form: DeskForm,
    field: str,
    act: Callable[[], None],
    done: str,
    **forms: Any,
) -> ResponseReturnValue:
    """The act, and what is wrong beside the form's field."""
    if form.validate():
        try:
            act()
        except (NotFound, NotPermitted, StaleVersion):
            raise
        except InvalidServer as refused:
            problems = refused.facts["problems"]
            form.refuse(field, problem_words(problems[0]))
        except Refusal as refused:
            form.refuse(field, words_for(refused))
        else:
            flash(done, "success")
            return redirect(url_for(".resource", resource=resource), 303)
    return _page(resource_page(resource, **forms), form, 422)


def _envelope(form: DeskForm) -> Envelope:
    return Envelope(
        actor=current_actor(), at=desk().clock.now(), command_id=form.command_id.data or ""
    )


def _page(
    page: ResourcePage, form: DeskForm | None = None, status: int = 200
) -> ResponseReturnValue:
    return render_template("operate/resource.html", page=page, form=form), status


def _list_page(form: ImportForm, status: int = 200) -> ResponseReturnValue:
    name = (clean(request.args.get("name", "")) or "")[:60]
    after = clean(request.args.get("after", "")) or ""
    found = job.listed(desk(), PAGE_SIZE + 1, name, after)
    page = render_template(
        "operate/resources.html",
        form=form,
        search=SearchForm(name=name),
        rows=rows(found[:PAGE_SIZE]),
        name=name,
        after=after,
        more=found[PAGE_SIZE - 1].id if len(found) > PAGE_SIZE else None,
    )
    return page, status
