"""How it stands with what is registered, and why something cannot be done now, in words."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString, lazy_pgettext
from flask_babel import lazy_gettext as _l

from domain.register.facts import Cause
from domain.register.policy import MOST_SITES_OF_INDIVIDUAL, Obstacle, Standing

STANDINGS: Final[dict[Standing, LazyString]] = {
    Standing.ACTIVE: lazy_pgettext("record", "有效"),
    Standing.CHANGING: _l("有业务办理中"),
    Standing.CANCELLING: _l("注销办理中"),
    Standing.RECTIFY: _l("待整改"),
    Standing.EMPTY: _l("空壳"),
    Standing.BLACKLISTED: _l("已列入黑名单"),
    Standing.CANCELLED: lazy_pgettext("record", "已注销"),
    Standing.MOVED: _l("已迁出"),
}
COLOURS: Final[dict[Standing, str]] = {
    Standing.ACTIVE: "green",
    Standing.CHANGING: "blue",
    Standing.CANCELLING: "orange",
    Standing.RECTIFY: "orange",
    Standing.EMPTY: "yellow",
    Standing.BLACKLISTED: "red",
    Standing.CANCELLED: "grey",
    Standing.MOVED: "grey",
}
EMPTY_SUBJECT: Final = _l(
    "这个主体下已没有网站，是空壳主体，备案可能被管局注销。请尽快新增网站，或注销主体。"
)
EMPTY_SITE: Final = _l(
    "这个网站没有接入商，是空壳网站，备案可能被管局注销。请重新接入，或注销网站。"
)
OBSTACLES: Final[dict[Obstacle, LazyString]] = {
    Obstacle.CANCELLED: _l("主体的备案已注销，不能恢复。需要开办网站的，请重新备案。"),
    Obstacle.UNCLAIMED: _l("这条记录还不属于任何账号，须先认领备案。"),
    Obstacle.IN_PROCESS: _l("一个主体同时只能办理一项业务。办完或放弃正在办理的业务后，可以办理。"),
    Obstacle.BLACKLISTED: _l("主体已列入黑名单，只能注销和取消接入。请联系我们或管局。"),
    Obstacle.NO_SITE: _l("主体下没有网站。"),
    Obstacle.TOO_MANY_SITES: _l("个人至多备案 %(most)s 个网站。", most=MOST_SITES_OF_INDIVIDUAL),
    Obstacle.NO_ACCESS: _l("我们没有为这个网站提供接入。"),
}
CAUSES: Final[dict[Cause, LazyString]] = {
    Cause.FILING: _l("按主办者的申请"),
    Cause.BUREAU: _l("由管局决定"),
    Cause.INSPECTION: _l("核查后没有按期整改"),
}
