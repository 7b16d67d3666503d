"""What the kinds of filing are called, and what their end is called."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import Explanation, Status
from domain.filing.kinds import NEEDS, Data, Effect, Kind, known
from views.status_words import applicant_label, next_step

TITLES: Final[dict[Kind, LazyString]] = {
    Kind.FIRST: _l("首次备案"),
    Kind.ADD_SITE_LOCAL: _l("新增网站"),
    Kind.ADD_SITE_EXT: _l("新增网站（主体在其他接入商备案）"),
    Kind.ADD_ACCESS_LOCAL: _l("新增接入"),
    Kind.ADD_ACCESS_EXT: _l("新增接入（主体在其他接入商备案）"),
    Kind.CHANGE_SUBJECT: _l("变更主体"),
    Kind.CHANGE_SITE: _l("变更网站"),
    Kind.CHANGE_BOTH: _l("变更主体和网站"),
    Kind.CHANGE_ACCESS: _l("变更接入"),
    Kind.CANCEL_SITE: _l("注销网站"),
    Kind.CANCEL_SUBJECT: _l("注销主体"),
    Kind.CANCEL_ACCESS: _l("取消接入"),
    Kind.TRANSFER: _l("转移备案"),
    Kind.CLAIM: _l("认领备案"),
    Kind.MIGRATE: _l("迁移备案"),
}

_ENDS: Final[dict[Effect, tuple[LazyString, LazyString]]] = {
    Effect.CHANGE: (_l("已变更"), _l("变更已生效，备案号不变。")),
    Effect.ADD_ACCESSES: (_l("已接入"), _l("接入已生效，备案号不变。请让网站保持开通。")),
    Effect.CANCEL_SITES: (_l("已注销"), _l("网站备案号已失效，不能恢复。请停止网站的访问。")),
    Effect.CANCEL_SUBJECT: (
        _l("已注销"),
        _l("主体备案号和全部网站备案号已失效，不能恢复。请停止网站的访问。"),
    ),
    Effect.REMOVE_ACCESSES: (
        _l("已取消接入"),
        _l("网站不再由我们接入。没有其他接入商的，备案号会被管局注销。"),
    ),
    Effect.MOVE_RECORD: (_l("已转移"), _l("备案已转到另一个账号。")),
    Effect.TAKE_IN: (_l("已认领"), _l("备案已归到您的账号，可以在“备案记录”中办理后续业务。")),
}
"""What the end of a kind with that effect is called, and what it means. The others are filed
and have a number, as the words of the state say."""

REASONS: Final[dict[str, LazyString]] = {
    "closed": _l("网站不再开办"),
    "domain_given_up": _l("域名不再使用或已转让"),
    "moved": _l("改由其他接入商或主办者开办"),
    "unit_ended": _l("单位注销、停业或合并"),
    "other": _l("其他原因"),
}
"""Why something registered shall end; the codes of ``domain.filing.explaining``."""


_NUMBERS_STAY: Final = _l("备案号不变，网站保持开通。")
_LOCKED: Final = _l("证件号码和省份不能变更：换了证件号码就是另一个主体，须注销后重新备案。")
_FINAL: Final = _l("办成后不能撤销，注销的备案号不会恢复。")
_STOP: Final = _l("请先停止网站的解析。")
INTRODUCTIONS: Final[dict[Kind, tuple[LazyString, ...]]] = {
    Kind.CHANGE_SUBJECT: (
        _l("只填写有变化的内容：单位名称、地址、主体负责人和联系方式。"),
        _LOCKED,
        _l("主体负责人会收到工信部的验证码；换了网站负责人的，本人要重新上传核验照片。"),
        _NUMBERS_STAY,
    ),
    Kind.CHANGE_SITE: (
        _l("可以变更网站名称、内容、备注、首页网址和网站负责人，也可以删去域名。"),
        _l("不能增加域名：增加的域名请办理新增网站。删去的域名在变更通过后停止使用。"),
        _l("网站负责人会收到工信部的验证码；只变更备注的不用核验。换了手机号码的，核验新号码。"),
        _NUMBERS_STAY,
    ),
    Kind.CHANGE_BOTH: (
        _l("主体和网站的信息在一次申请中变更，只填写有变化的内容。"),
        _LOCKED,
        _l("主体负责人和有变化的网站的负责人会收到工信部的验证码。"),
        _NUMBERS_STAY,
    ),
    Kind.CHANGE_ACCESS: (
        _l("变更 IP 地址、接入方式和服务器放置地，不用上传资料。"),
        _l("只变更 IP 地址的不用短信核验；其他变更由网站负责人核验。"),
        _NUMBERS_STAY,
    ),
    Kind.CANCEL_SITE: (
        _l("注销一个网站的备案，主体的其他网站不受影响。"),
        _l("网站负责人会收到工信部的验证码。"),
        _STOP,
        _FINAL,
    ),
    Kind.CANCEL_SUBJECT: (
        _l("注销主体和它的全部网站，在其他接入商的网站也一并注销。"),
        _l("主体负责人会收到工信部的验证码。"),
        _STOP,
        _FINAL,
    ),
    Kind.CANCEL_ACCESS: (
        _l("我们不再为这个网站提供接入，不用短信核验。"),
        _l("没有其他接入商的网站会成为空壳网站，备案号可能被管局注销。"),
        _l("办成后不能撤销。"),
    ),
    Kind.TRANSFER: (
        _l("主体和全部网站的备案转到另一个账号，备案号和内容不变，不用审核和短信核验。"),
        _l("对方账号须已注册，没有备案，也没有正在办理的备案。"),
        _l("转移后，这个账号不能再办理这个主体的业务。"),
    ),
    Kind.MIGRATE: (
        _l("把这个网站从现在的主体迁到另一个主体名下，取得新主体的备案号。"),
        _l("域名须先过户到新主体。个人不能作为新主体。"),
        _FINAL,
    ),
}
"""What an applicant is told before beginning, for the kinds that begin on a record."""


def restated(kind: Kind | str) -> LazyString | str:
    """Which parts of such a filing must equal what the ministry has; empty for none."""
    needs = NEEDS[Kind(kind)]
    if needs.effect is Effect.TAKE_IN:
        return _l("请按备案时的内容填写主体信息：审核人员与备案记录核对，确认备案属于您。")
    if needs.site is Data.RESTATED and needs.subject is Data.RESTATED:
        return _l("主体和网站已在工信部备案：这里填写的内容须与备案完全一致，否则会被管局驳回。")
    if needs.subject is Data.RESTATED:
        return _l("主体已在工信部备案：主体信息须与备案完全一致，否则会被管局驳回。")
    if needs.site is Data.RESTATED:
        return _l("网站已在工信部备案：网站信息须与备案完全一致，否则会被管局驳回。")
    return ""


def title(kind: Kind | str) -> LazyString | str:
    """What the kind is called; its code where no such kind is known."""
    return TITLES[Kind(kind)] if known(kind) else kind


def status_label(status: Status | str, kind: Kind | str) -> LazyString:
    """What the applicant's pages call the state of a filing of that kind."""
    end = _ENDS.get(NEEDS[Kind(kind)].effect)
    return end[0] if end and status == Status.FILED else applicant_label(status)


def step(status: Status | str, kind: Kind | str) -> LazyString:
    """What the applicant does next with a filing of that kind, or what its end means."""
    end = _ENDS.get(NEEDS[Kind(kind)].effect)
    return end[1] if end and status == Status.FILED else next_step(status)


def end_title(kind: Kind | str) -> LazyString:
    """What the last stage of the kind is called."""
    end = _ENDS.get(NEEDS[Kind(kind)].effect)
    return end[0] if end else _l("取得备案号")


def result_link(kind: Kind | str) -> LazyString:
    """What the way to the outcome of a finished filing is called."""
    return _l("查看备案号") if NEEDS[Kind(kind)].opens_sites else _l("查看结果")


def explanation_words(said: Explanation | tuple[Any, ...]) -> str:
    """Why something shall end, in one line."""
    reason, text = (said.reason, said.text) if isinstance(said, Explanation) else said
    words = str(REASONS.get(reason, reason))
    return _("%(reason)s：%(text)s", reason=words, text=text) if text else words
