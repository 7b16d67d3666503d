"""What happened to a record of the register, in words."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import Access
from domain.register import events as r
from domain.register.state import Record
from views.audit.people import Names
from views.audit.scene import Told
from views.kind_words import title
from views.language import listed
from views.records.words import CAUSES
from views.target_words import lines

KINDS: Final[dict[str, LazyString]] = {
    "register.subject_registered": _l("登记主体"),
    "register.site_registered": _l("登记网站"),
    "register.access_registered": _l("登记接入"),
    "register.subject_changed": _l("主体信息变更"),
    "register.site_changed": _l("网站信息变更"),
    "register.access_changed": _l("接入信息变更"),
    "register.access_removed": _l("接入终止"),
    "register.site_cancelled": _l("网站注销"),
    "register.subject_cancelled": _l("主体注销"),
    "register.site_moved_out": _l("网站迁出"),
    "register.site_moved_in": _l("网站迁入"),
    "register.record_transferred": _l("转到另一个账号"),
    "register.record_claimed": _l("由账号认领"),
    "register.outcome_applied": _l("记入备案结果"),
    "register.rectification_requested": _l("要求整改"),
    "register.rectified": _l("整改完成"),
    "register.subject_blacklisted": _l("列入黑名单"),
    "register.subject_unlisted": _l("移出黑名单"),
}


def told(event: Any, before: Record, after: Record, names: Names) -> Told:
    """What happened to the record, with the record around it and the names of accounts."""
    known = _told(event, names)
    return known or _of_site(event, before, after) or Told(type(event).__name__)


def _told(event: Any, names: Names) -> Told | None:
    match event:
        case r.SubjectRegistered(number=number, account="", filing=""):
            told = _("登记主体，备案号 %(number)s", number=number)
            return Told(told, (_("由运维从原系统导入，还不属于任何账号"),))
        case r.SubjectRegistered(number=number, kind=kind, account=account):
            by = _("账号：%(account)s", account=names.get(account) or account)
            return Told(_("登记主体，备案号 %(number)s", number=number), (str(title(kind)), by))
        case r.SubjectChanged():
            return Told(_("主体信息变更，备案号不变"))
        case r.SubjectCancelled(cause=cause):
            return Told(_("主体和全部网站的备案号注销"), (str(CAUSES[cause]),), "problem")
        case r.RecordTransferred(from_account=one, to_account=other):
            words = _(
                "从账号 %(one)s 转到账号 %(other)s",
                one=names.get(one) or one,
                other=names.get(other) or other,
            )
            return Told(words)
        case r.RecordClaimed(account=account):
            return Told(_("由账号 %(account)s 认领", account=names.get(account) or account))
        case r.OutcomeApplied(kind=kind):
            return Told(_("备案结果已记入：%(kind)s", kind=title(kind)))
        case r.SubjectBlacklisted():
            return Told(_("管局把主体列入黑名单"), state="problem")
        case r.SubjectUnlisted():
            return Told(_("管局把主体移出黑名单"))
        case _:
            return None


def _of_site(event: Any, before: Record, after: Record) -> Told | None:
    site = getattr(event, "site", "")
    registered = after.sites.get(site if isinstance(site, str) else site.id)
    name = registered.site.name if registered else ""
    match event:
        case r.SiteRegistered(number=number, elsewhere=elsewhere):
            words = _("登记网站“%(name)s”，备案号 %(number)s", name=name, number=number)
            return Told(words, (_("在其他接入商也有接入"),) if elsewhere else ())
        case r.SiteMovedIn(number=number):
            return Told(_("网站“%(name)s”迁入，备案号 %(number)s", name=name, number=number))
        case r.SiteChanged():
            return Told(_("网站“%(name)s”的信息变更，备案号不变", name=name))
        case r.SiteCancelled(cause=cause):
            words = _("网站“%(name)s”的备案号注销", name=name)
            return Told(words, (str(CAUSES[cause]),), "problem")
        case r.SiteMovedOut():
            return Told(_("网站“%(name)s”迁到另一个主体", name=name))
        case r.RectificationRequested(items=items, due_on=due_on):
            words = _("要求网站“%(name)s”在 %(day)s 前整改", name=name, day=due_on.isoformat())
            return Told(words, items, "problem")
        case r.Rectified():
            return Told(_("网站“%(name)s”整改完成", name=name))
        case _:
            return _of_access(event, name, before)


def _of_access(event: Any, name: str, before: Record) -> Told | None:
    match event:
        case r.AccessRegistered(access=access):
            return Told(_("网站“%(name)s”在这里接入", name=name), (_addresses(access),))
        case r.AccessChanged(site=site, access=access):
            old = before.sites[site].access if site in before.sites else None
            was = (_("原来：%(ips)s", ips=_addresses(old)),) if old else ()
            return Told(_("网站“%(name)s”的接入变更", name=name), (_addresses(access), *was))
        case r.AccessRemoved(cause=cause):
            words = _("不再为网站“%(name)s”提供接入，备案号不变", name=name)
            return Told(words, (str(CAUSES[cause]),), "problem")
        case _:
            return None


def _addresses(access: Access) -> str:
    return listed(lines("access.ips", access.ips))
