"""The servers and authorisation codes that an access may name."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import Access
from domain.filing.state import Filing
from domain.refusal import NotFound
from domain.rules.problems import Problem
from projections.hosting_lists import CodeRow, ResourceRow
from use_cases import hosting
from views.desk import desk
from views.filing import reader
from views.filing.forms.access import (
    BY_HAND,
    NOTHING,
    TYPED_CODE,
    AccessForm,
    Source,
    source_key,
)
from views.filing.forms.codes import Choices


def choices(filing: Filing, site: str) -> Choices:
    """What the list of the page offers: own servers, codes given to the account, what is stored."""
    today = reader.today()
    servers = [
        (source_key(row.id, ""), _server_words(row))
        for row in hosting.servers_of(desk(), filing.account)
    ]
    codes = [
        (source_key("", row.id), _code_words(row))
        for row in hosting.usable_codes(desk(), filing.account, site, today)
    ]
    offered: Choices = [*servers, *codes]
    stored = _stored(filing.accesses.get(site))
    if stored is not None and stored[0] not in dict(offered):
        offered.append(stored)
    offered.append((TYPED_CODE, _l("填写备案授权码")))
    if desk().hosting.by_hand:
        return [(BY_HAND, _l("不选服务器，自己填写 IP 地址")), *offered]
    return [("", _l("请选择")), *offered]


def _server_words(row: ResourceRow) -> str:
    if hosting.obstacles(desk(), row, reader.today()):
        return _("%(name)s（现在不能用于备案）", name=row.server.name)
    return _(
        "%(name)s（%(addresses)s，还可备案 %(left)s 个网站）",
        name=row.server.name,
        addresses=", ".join(row.server.addresses[:2]) or "—",
        left=row.sites_left,
    )


def _code_words(row: CodeRow) -> str:
    return _("备案授权码 ····%(tail)s（%(server)s）", tail=row.tail, server=row.server)


def _stored(access: Access | None) -> tuple[str, str] | None:
    """The server or code that the website uses now, which may be no longer the account's."""
    if access is None or not (access.resource or access.code):
        return None
    key = source_key(access.resource, access.code)
    if access.code:
        code = hosting.find_code(desk(), access.code)
        return (key, _code_words(code)) if code else None
    try:
        return key, _server_words(hosting.find(desk(), access.resource))
    except NotFound:
        return None


def chosen(form: AccessForm, filing: Filing) -> tuple[Source, list[Problem]]:
    """The server or code that the form names, with what is wrong about the choice itself."""
    key = form.access_source.data or ""
    kind, _colon, value = key.partition(":")
    if kind == "server":
        row = next((r for r in hosting.servers_of(desk(), filing.account) if r.id == value), None)
        if row is None:
            return Source(resource=value), []
        return Source(resource=row.id, server=row.server), []
    if kind == "code":
        return _of_code(hosting.find_code(desk(), value), value)
    if key == TYPED_CODE:
        text = form.access_code.data or ""
        if not text:
            return NOTHING, [Problem("access.code", "required")]
        code = hosting.typed_code(desk(), text)
        if code is None:
            return NOTHING, [Problem("access.code", "unknown_code")]
        return _of_code(code, code.id)
    return NOTHING, []


def _of_code(code: CodeRow | None, key: str) -> tuple[Source, list[Problem]]:
    if code is None:
        return Source(code=key), []
    return Source(code=code.id, server=hosting.find(desk(), code.resource).server), []
