"""What the planner asks and answers, in words."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.filing.kinds import Verifiers
from domain.guide.situation import Wish

Choices = tuple[tuple[str, LazyString], ...]

WISHES: Final[dict[Wish, LazyString]] = {
    Wish.NEW_SITE: _l("开办一个新网站，域名还没有备案"),
    Wish.MOVE_HERE: _l("网站已备案，要搬到这里的服务器，或加用这里的服务器"),
    Wish.NEW_DOMAIN: _l("网站换域名，或增加域名"),
    Wish.NEW_OWNER: _l("网站换主办者：卖给、转给别人，或由个人改为单位"),
    Wish.SUBJECT_CHANGED: _l("主办者的名称或地址变了，证件号码没变"),
    Wish.PERSON_CHANGED: _l("负责人换了，或负责人的电话、邮箱变了"),
    Wish.SITE_CHANGED: _l("网站的名称或内容变了，或删去域名"),
    Wish.SERVER_CHANGED: _l("在这里换服务器或 IP 地址"),
    Wish.NUMBER_CHANGED: _l("主办者的证件号码变了"),
    Wish.END_SITE: _l("关闭一个网站"),
    Wish.END_ALL: _l("关闭全部网站，主办者不再备案"),
    Wish.LEAVE: _l("网站要离开这里，搬到别的接入商"),
    Wish.OTHER_ACCOUNT: _l("主办者不变，备案换到另一个账号"),
    Wish.IN_NO_ACCOUNT: _l("备案的接入在这里，但不在任何账号中"),
}

QUESTIONS: Final[dict[str, tuple[LazyString, Choices]]] = {
    "whose": (
        _l("哪一位负责人"),
        (
            ("responsible", _l("主体负责人")),
            ("site", _l("网站负责人")),
            ("both", _l("两者都是")),
        ),
    ),
    "subject": (
        _l("主办者现在有没有备案"),
        (
            ("no", _l("没有主体备案号")),
            ("here", _l("有，在这里的账号中")),
            ("elsewhere", _l("有，在其他接入商")),
            ("empty", _l("有主体备案号，但名下没有网站了")),
        ),
    ),
    "access": (
        _l("网站现在由谁接入"),
        (("here", _l("在这里")), ("elsewhere", _l("其他接入商"))),
    ),
    "last": (
        _l("这是主办者唯一的网站吗"),
        (("no", _l("不是，还有别的")), ("yes", _l("是"))),
    ),
    "keep": (
        _l("现在的还保留吗"),
        (("yes", _l("保留，两边都用")), ("no", _l("不保留"))),
    ),
}
"""The questions, with their answers by the values that stand in addresses."""

FOR_NEW_OWNER: Final[dict[str, LazyString]] = {
    "subject": _l("新主办者现在有没有备案"),
    "last": _l("这是原主办者唯一的网站吗"),
    "province": _l("新主办者的省份"),
    "nature": _l("新主办者的性质"),
}
"""How questions are put where the website gets another subject."""

WHO: Final[dict[str, LazyString]] = {
    "old_subject": _l("由原主办者办理"),
    "new_subject": _l("由新主办者办理"),
}

ELSEWHERE: Final[dict[str, LazyString]] = {
    "end_access_there": _l("在原接入商取消接入"),
    "change_there": _l("在网站现在的接入商办理变更"),
    "end_there": _l("在网站现在的接入商注销"),
    "end_empty_subject": _l("先注销没有网站的旧主体备案号"),
    "domain_to_new_owner": _l("在注册商把域名过户到新主办者，并完成实名认证"),
    "add_access_there": _l("先在新的接入商办理新增接入"),
}
"""Steps that are made somewhere else."""

WHY: Final[dict[str, LazyString]] = {
    "after_move": _l("等这里的接入通过后再取消，中间网站不会断。不需要短信核验。"),
    "domain_is_a_site": _l(
        "已备案的网站不能增加域名，新域名按新网站备案，取得自己的网站备案号。新增和变更不能同时办理。"
    ),
    "old_domain_ends": _l("新域名备案通过后，再注销旧域名的网站备案。"),
    "holder_is_subject": _l("域名所有者要与主办者一致。实名认证后约 3 个工作日才能提交备案。"),
    "migrates": _l(
        "单位之间可以直接迁移，不用注销重办。两边都不能有正在办理的备案；有的省不办理迁移。"
    ),
    "old_number_ends": _l("备案跟着主办者走，不能改名过户，所以原主办者先注销，备案号作废。"),
    "not_moved_here": _l(
        "备案跟着主办者走，不能改名过户。单位之间的迁移备案还不能在这里在线办理，所以原主办者先注销，备案号作废。"
    ),
    "within_30_days": _l("信息变化后 30 天内办理变更。证件号码和省份不能变更。"),
    "person_verifies": _l("新的负责人用新的手机号码收验证码；换了网站负责人的，本人上传核验照片。"),
    "no_domain_added": _l("可以变更名称、内容和首页网址，也可以删去域名；增加域名要办理新增网站。"),
    "access_only": _l("只变更接入信息，备案号不变，网站保持开通。"),
    "number_is_subject": _l(
        "换了证件号码就是另一个主体，要注销后重新备案。因换发统一社会信用代码等改号的，有的省可以直接变更，请先问管局。"
    ),
    "last_site": _l("最后一个网站注销后，主体成为空壳主体，所以直接注销主体。"),
    "site_ends": _l("只注销这个网站，主体的其他网站不受影响。请先停止解析。"),
    "all_ends": _l("主体和全部网站一并注销，在其他接入商的网站也一样。请先停止解析。"),
    "no_gap": _l("没有任何接入商的网站会成为空壳网站，备案号可能被管局注销，所以先接入后取消。"),
    "access_ends": _l("新的接入通过后，再取消这里的接入。备案号保留。"),
    "claims": _l("核对证件后，把备案归到您的账号。不报管局，备案号和内容不变。"),
    "same_provider": _l("只在本服务商的账号之间转移，对方账号须没有备案，也没有正在办理的备案。"),
}
"""Why a step is needed, and what to mind."""

HANDS: Final[dict[str, LazyString]] = {
    "review": _l("接入商初审"),
    "identity": _l("真实性核验照片"),
    "report": _l("上报管局"),
    "sms": _l("短信核验（24 小时内）"),
    "bureau": _l("管局审核"),
}

VERIFIERS: Final[dict[Verifiers, LazyString]] = {
    Verifiers.EVERYBODY: _l("主体负责人和每个网站的负责人"),
    Verifiers.SITE_PERSONS: _l("网站负责人"),
    Verifiers.SUBJECT_PERSON: _l("主体负责人"),
    Verifiers.CHANGED: _l("信息有变化的负责人"),
    Verifiers.NOBODY: _l("不用短信核验"),
}
"""Who gets the ministry's code."""
