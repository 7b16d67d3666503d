"""What the kinds of filing are called, and what their end is called."""

from __future__ import annotations

from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import Explanation, Status
from domain.filing.kinds import NEEDS, Effect, Kind, known
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


def explanation_words(said: Explanation | tuple[Any, ...]) -> str:
    """Why something shall end, in one line."""
    reason, text = (said.reason, said.text) if isinstance(said, Explanation) else said
    words = str(REASONS.get(reason, reason))
    return _("%(reason)s：%(text)s", reason=words, text=text) if text else words
