"""What is known of a domain, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import DomainFacts

HOLDERS: Final[dict[str, LazyString]] = {
    "subject": _l("主办单位或备案的个人本人"),
    "representative": _l("主办单位的法定代表人"),
    "other": _l("其他人或其他单位"),
}


def rows(known: DomainFacts) -> tuple[str, ...]:
    """Each fact that is known, in one line."""
    return tuple(_rows(known))


def _rows(known: DomainFacts) -> Iterator[str]:
    if known.held_by is not None:
        yield _("域名持有者：%(holder)s", holder=HOLDERS[known.held_by])
    if known.registrar:
        yield _("注册服务机构：%(name)s", name=known.registrar)
    if known.expires_on is not None:
        yield _("到期日：%(day)s", day=known.expires_on.isoformat())
    if known.real_name is not None:
        yield _("已完成域名实名认证") if known.real_name else _("没有完成域名实名认证")
    if known.real_name_on is not None:
        yield _("实名认证通过日期：%(day)s", day=known.real_name_on.isoformat())
