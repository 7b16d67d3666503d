"""Fields and materials of a filing as people name them, and their values as text."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import LegalRepresentative
from domain.filing.facts import PreApproval as Permit
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, ORDER
from domain.personal import Personal
from domain.reference import materials, provinces, tables
from domain.reference.loading import UnknownCode
from domain.reference.reasons import generic
from views.kind_words import explanation_words
from views.language import language, listed

_PERSON: Final[dict[str, LazyString]] = {
    "name": _l("姓名"),
    "certificate_number": _l("证件号码"),
    "validity": _l("证件有效期"),
    "mobile": _l("手机号码"),
    "emergency": _l("应急联系电话"),
    "office_phone": _l("办公室电话"),
    "email": _l("电子邮箱"),
}
_FIELDS: Final[dict[str, LazyString]] = {
    "subject.name": _l("主办单位名称"),
    "subject.nature": _l("主办单位性质"),
    "subject.certificate": _l("主办单位证件"),
    "subject.certificate_number": _l("主办单位证件号码"),
    "subject.certificate_address": _l("证件住所"),
    "subject.validity": _l("主办单位证件有效期"),
    "subject.mail_address": _l("通信地址"),
    "subject.investor": _l("投资人或上级主管单位"),
    "subject.legal_representative": _l("法定代表人"),
    "subject.remark": _l("主体备注"),
    "site.name": _l("网站名称"),
    "site.domains": _l("域名"),
    "site.home_url": _l("首页网址"),
    "site.contents": _l("服务内容"),
    "site.languages": _l("网站语言"),
    "site.pre_approvals": _l("前置审批"),
    "site.opened_on": _l("网站开通日期"),
    "site.remark": _l("网站内容说明"),
    "access.ips": _l("IP 地址"),
    "access.mode": _l("接入方式"),
    "access.server_places": _l("服务器放置地"),
    "access.source": _l("使用的服务器或授权码"),
    EXPLANATION: _l("原因"),
    ORDER: _l("整个备案"),
}
_SIDES: Final[dict[str, LazyString]] = {"front": _l("正面"), "back": _l("反面")}


def html_key(target: str) -> str:
    """A target as an HTML id."""
    return target.replace(":", "-").replace(".", "-")


def label(target: str, filing: Filing | None = None) -> str:
    """The name of a field or material; with ``filing`` also of which website it is."""
    if target.startswith("material:"):
        return slot_label(target.removeprefix("material:"), filing)
    wanted = generic(target)
    head, _dot, field = wanted.rpartition(".")
    if head == "responsible":
        words = _("主体负责人%(field)s", field=_PERSON[field])
    elif head == "site.person":
        words = _("网站负责人%(field)s", field=_PERSON[field])
    else:
        words = str(_FIELDS.get(wanted, target))
    return words + _of_site(target.partition(".")[0].partition(":")[2], filing)


def short_label(target: str) -> str:
    """The name of a field under a heading that says whose it is."""
    head, _dot, field = generic(target).rpartition(".")
    return str(_PERSON[field]) if head in {"responsible", "site.person"} else label(target)


def slot_label(slot: str, filing: Filing | None = None) -> str:
    """The name of a material slot such as ``M02:front`` or ``M04:back:<site>``."""
    code, *rest = slot.split(":")
    words = materials.material(code).label(language()) if materials.known(code) else code
    for part in rest:
        words += _part(part, filing)
    return words


def _part(part: str, filing: Filing | None) -> str:
    """A part of a slot's key in words: a side, the number of a picture, a website."""
    if part in _SIDES:
        return _("（%(side)s）", side=_SIDES[part])
    if len(part) <= 2 and part.isdecimal():
        return _("（第 %(n)s 张）", n=part)
    return _of_site(part, filing)


def _of_site(site: str, filing: Filing | None) -> str:
    if filing is None or site not in filing.sites or len(filing.sites) < 2:
        return ""
    return _("（%(site)s）", site=filing.sites[site].name)


def lines(target: str, value: Any) -> list[str]:
    """The value of a target in lines of text, personal values masked; empty for none."""
    if value is None:
        return []
    field = generic(target).rpartition(".")[2]
    match value:
        case LegalRepresentative():
            return [str(value.name), str(value.certificate_number)]
        case date():
            return [value.isoformat()]
        case Personal() | str():
            return [str(value)] if str(value) else []
        case tuple():
            return _many(field, value)
        case _:
            return [str(value)]


def is_erased(value: Any) -> bool:
    """Whether the personal value of a target was erased."""
    match value:
        case LegalRepresentative(name=name):
            return name.erased
        case Personal():
            return value.erased
        case (*_rest, Personal() as last):
            return last.erased
        case _:
            return False


def _many(field: str, value: tuple[Any, ...]) -> list[str]:
    match field:
        case "certificate_number":
            return [_row(tables.certificate_type, value[0]), str(value[1])]
        case "validity":
            return [_validity(*value)]
        case "explanation":
            return [explanation_words(value)]
        case "contents":
            return [_row(tables.service_content, code) for code in value]
        case "languages":
            return [listed(_row(tables.language, code) for code in value)]
        case "mode":
            return [listed(_row(tables.access_method, code) for code in value)]
        case "server_places":
            return [listed(_row(provinces.by_server_location, code) for code in value)]
        case "source":
            return [_("备案授权码") if value[1] else _("自己账号下的服务器")]
        case "ips":
            return [start if start == end else f"{start} - {end}" for start, end in value]
        case "pre_approvals":
            return [_permit(permit) for permit in value] or [_("不涉及")]
        case _:
            return [str(item) for item in value]


def _permit(permit: Permit) -> str:
    name = _row(tables.pre_approval, permit.type)
    return f"{name} {permit.number}" if permit.number else name


def _validity(start: date | None, end: date | None, long_term: bool) -> str:
    until = _("长期") if long_term else end.isoformat() if end else ""
    if start is None:
        return _("长期有效") if long_term else _("至 %(end)s", end=until) if until else ""
    return _("%(start)s 至 %(end)s", start=start.isoformat(), end=until)


def _row(look_up: Any, code: int) -> str:
    """The name of a code; the code itself where an old filing uses one that is gone."""
    try:
        name: str = look_up(code).label(language())
    except UnknownCode:
        return str(code)
    return name
