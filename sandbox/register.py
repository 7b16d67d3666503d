"""The sandbox's page of what is filed: at other providers, and on the black list."""

from __future__ import annotations

from typing import cast

from flask import abort, flash, redirect, request, url_for
from flask import render_template as render
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import validators
from wtforms.fields.choices import SelectChoice

from domain import domain_names
from domain.reference.provinces import provinces
from gateways.miit.sandbox.register import DOMAIN, SUBJECT, AlreadyFiled, ListedKind
from sandbox.forms import SandboxForm
from sandbox.routes import bureau, pages
from views.fields import OPTIONAL, NumberText, SelectField, TextField, needed
from views.language import language


class ElsewhereForm(SandboxForm):
    """A subject, and one of its domains, that another provider has filed."""

    certificate_number = NumberText(
        _l("主体证件号码"), needed(_l("请填写主体的证件号码。")), longest=64, width=30
    )
    province = SelectField(_l("备案所在省"), [validators.InputRequired(_l("请选择省份。"))])
    domain = TextField(
        _l("域名"), OPTIONAL, hint=_l("留空表示只有主体、没有网站（空壳主体）。"), longest=300
    )

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self.province.choices = [
            SelectChoice(row.code, row.label(language())) for row in provinces()
        ]


class BlacklistForm(SandboxForm):
    """A domain or a certificate number for the black list."""

    value = TextField(
        _l("域名或证件号码"), needed(_l("请填写域名或证件号码。")), longest=300, width=30
    )


def _page(
    elsewhere: ElsewhereForm | None = None, black: BlacklistForm | None = None
) -> tuple[str, int]:
    shown = elsewhere or black
    page = render(
        "sandbox/register.html",
        filed=bureau().filed_elsewhere(),
        listed=bureau().blacklist(),
        elsewhere=elsewhere or ElsewhereForm(formdata=None),
        black=black or BlacklistForm(formdata=None),
        form=shown,
    )
    return page, 422 if shown else 200


@pages.get("/register")
def register() -> tuple[str, int]:
    return _page()


@pages.post("/register/elsewhere")
def file_elsewhere() -> AnyResponse | tuple[str, int]:
    form = ElsewhereForm()
    if not form.validate():
        return _page(elsewhere=form)
    domain = _domain(form.domain.data or "")
    if domain is None:
        form.refuse("domain", _l("这不是可以备案的域名。"))
        return _page(elsewhere=form)
    try:
        bureau().file_elsewhere(form.certificate_number.data, form.province.data, domain)
    except AlreadyFiled:
        form.refuse("domain", _l("这个域名已有备案号。"))
        return _page(elsewhere=form)
    flash(_("已在其他服务商处备案。"), "success")
    return redirect(url_for("sandbox.register"), 303)


@pages.post("/register/cancel")
def cancel_elsewhere() -> AnyResponse:
    bureau().cancel_elsewhere(request.form.get("domain", ""))
    flash(_("网站备案已注销。"), "success")
    return redirect(url_for("sandbox.register"), 303)


@pages.post("/register/blacklist")
def put_on_blacklist() -> AnyResponse | tuple[str, int]:
    form = BlacklistForm()
    if not form.validate():
        return _page(black=form)
    domain = _domain(form.value.data or "")
    kind: ListedKind = DOMAIN if domain else SUBJECT
    bureau().put_on_blacklist(kind, domain or form.value.data)
    flash(_("已列入黑名单。"), "success")
    return redirect(url_for("sandbox.register"), 303)


@pages.post("/register/unlist")
def take_off_blacklist() -> AnyResponse:
    kind = request.form.get("kind", "")
    if kind not in {SUBJECT, DOMAIN}:
        abort(400)
    bureau().take_off_blacklist(cast("ListedKind", kind), request.form.get("value", ""))
    flash(_("已移出黑名单。"), "success")
    return redirect(url_for("sandbox.register"), 303)


def _domain(text: str) -> str | None:
    """The registrable domain in ASCII; empty for an empty text, None for what is none."""
    if not text:
        return ""
    try:
        return domain_names.parse(text).registrable
    except domain_names.NotADomainName:
        return None
