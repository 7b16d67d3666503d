"""The operator's forms about servers."""

from __future__ import annotations

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.hosting.facts import Kind, Server
from domain.reference import provinces
from domain.rules.problems import Problem
from use_cases.desk import Hosting
from views.fields import (
    OPTIONAL,
    DateField,
    DeskForm,
    NumberText,
    RadioField,
    SelectField,
    TextArea,
    TextField,
    needed,
)
from views.hosting.words import KINDS
from views.language import language
from views.operate.typed_files import TextFileField
from views.problem_words import words_for

ABROAD = "0"
_OWNER = _l("申请人的邮箱或手机号码")


def _number(label: object, hint: object = "") -> NumberText:
    whole = validators.Regexp(r"^\d{1,4}$", message=_l("请填写 0 到 1000 之间的整数。"))
    return NumberText(
        label, [*needed(_l("请填写数量。")), whole], hint=hint, width=5, inputmode="numeric"
    )


class ServerForm(DeskForm):
    """A server and its owner."""

    server_name = TextField(
        _l("名称"),
        needed(_l("请填写名称。")),
        hint=_l("申请人按名称选服务器，例如 web-1。"),
        longest=60,
    )
    server_kind = SelectField(_l("类型"), choices=[])
    server_addresses = TextArea(
        _l("公网 IP"), OPTIONAL, hint=_l("一行一个地址或一段，例如 203.0.113.8。"), rows=3
    )
    server_place = SelectField(_l("所在地"), choices=[])
    server_prepaid = RadioField(_l("计费方式"), choices=[], default="yes", inline=True)
    server_bought_on = DateField(_l("购买日期"), needed(_l("请填写购买日期。")))
    server_bought_until = DateField(_l("到期日"), needed(_l("请填写到期日。")))
    server_sites = _number(_l("可备案的网站数"))
    server_codes = _number(_l("授权码个数"))
    server_owner = TextField(
        _l("所属账号"), OPTIONAL, hint=_l("申请人的邮箱或手机号码；可以以后再填。"), longest=254
    )

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Put each problem beside its field."""
        for problem in problems:
            self.refuse(problem.field.replace(".", "_"), words_for(problem))

    def server(self, usual: Hosting) -> Server:
        """The server that the form describes; the form was validated."""
        return Server(
            name=self.server_name.data or "",
            kind=Kind(self.server_kind.data),
            addresses=tuple((self.server_addresses.data or "").split()),
            place=int(self.server_place.data),
            prepaid=self.server_prepaid.data == "yes",
            bought_on=self.server_bought_on.data,
            bought_until=self.server_bought_until.data,
            sites=int(self.server_sites.data or 0),
            codes=int(self.server_codes.data or 0),
            frees_quota=usual.frees_quota,
        )


def server_form(usual: Hosting, **values: object) -> ServerForm:
    """The form with its choices; a new server has as much room as usual."""
    data = {"server_sites": str(usual.sites), "server_codes": str(usual.codes)}
    form = ServerForm(data=data, **values)
    form.server_kind.choices = [(kind.value, KINDS[kind]) for kind in Kind]
    form.server_prepaid.choices = [("yes", _l("包年包月")), ("no", _l("按量计费"))]
    places = [
        (str(each.server_location_id), each.label(language())) for each in provinces.provinces()
    ]
    form.server_place.choices = [*places, (ABROAD, _l("中国内地以外"))]
    return form


class ImportForm(DeskForm):
    """Servers in a file."""

    file = TextFileField(_l("CSV 文件"), needed(_l("请选择文件。")))


class SearchForm(wtforms.Form):
    """Servers by the beginning of their names."""

    name = TextField(_l("名称的开头"), longest=60)


class OwnerForm(DeskForm):
    """Whom the server belongs to."""

    contact = TextField(_OWNER, needed(_l("请填写申请人的邮箱或手机号码。")), longest=254)


class UntilForm(DeskForm):
    """Until when the server is paid."""

    until = DateField(_l("新的到期日"), needed(_l("请填写到期日。")))


class ReasonForm(DeskForm):
    """Why the server is taken away."""

    reason = TextField(_l("理由"), needed(_l("请写明理由。")), longest=200)
