"""What the start page says: the way of a filing, and how this reader begins."""

from __future__ import annotations

from typing import Final

from flask import current_app, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from domain.roles import Permission, may
from views.frame import Link, Way

STEPS: Final[tuple[tuple[LazyString, LazyString], ...]] = (
    (_l("注册账号"), _l("用手机号码或电子邮箱注册。一个账号对应一个主体。")),
    (_l("验证备案类型"), _l("填写主办者证件号码、域名和服务器，系统判断应办理的类型。")),
    (_l("填写信息"), _l("主办单位、负责人、每个网站和接入信息，分项填写，随时保存。")),
    (_l("上传资料"), _l("证件和核验单的彩色照片或扫描件，可以用手机拍摄。")),
    (
        _l("核对并提交初审"),
        _l("逐项核对，同意承诺和授权后提交。接入服务商 1 至 2 个工作日内初审。"),
    ),
    (_l("核验身份"), _l("网站负责人打开一次性链接，用手机拍照，证明是本人。")),
    (_l("短信核验"), _l("收到工信部的 6 位验证码后，24 小时内在工信部网站填写。")),
    (
        _l("管局审核，取得备案号"),
        _l("通信管理局至多 20 个工作日审完。通过后把备案号放在网站首页底部。"),
    ),
)

_WAYS_IN: Final = (
    (Permission.READ_OWN_FILINGS, Way(_l("继续办理"), "filing.dashboard", Permission.VISIT)),
)


def ways_in() -> list[Link]:
    """How this reader begins: the first is the button, others are links beside it."""
    ways: tuple[Way, ...]
    if not current_user.is_authenticated:
        ways = (
            Way(_l("开始办理"), "account.registration", Permission.VISIT),
            Way(_l("已有账号，登录"), "account.sign_in", Permission.VISIT),
        )
    else:
        ways = tuple(way for needed, way in _WAYS_IN if may(current_user.role, needed))
    return [
        Link(way.label, url_for(way.endpoint), current=False)
        for way in ways
        if way.endpoint in current_app.view_functions
    ]
