"""What a reader is told when an account refuses."""

from __future__ import annotations

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.account import refusals as account
from domain.refusal import Refusal

WORDS: Final[dict[type[Refusal], LazyString]] = {
    account.ContactUnreadable: _l(
        "请填写电子邮箱（例如 name@example.com）或 11 位大陆手机号码（例如 13800138000）。"
    ),
    account.ContactTaken: _l("这个联系方式已有账号。请直接登录，或换一个联系方式。"),
    account.PasswordTooShort: _l("密码至少 %(at_least)s 个字符，请再加长一些。"),
    account.PasswordTooLong: _l("密码最多 %(at_most)s 个字符，请缩短。"),
    account.PasswordTooCommon: _l(
        "这个密码太常见，容易被猜到。请换一个，例如几个不相关的词连在一起。"
    ),
    account.PasswordIsContact: _l("密码不能与邮箱或手机号码相同，请换一个。"),
    account.WrongPassword: _l("当前密码不正确，请重新填写。"),
    account.WrongCredentials: _l("账号或密码不正确。请核对后重试，或点“忘记密码”重设。"),
    account.SignInLocked: _l(
        "密码错误次数过多，%(minutes)s 分钟内不能登录。可以稍后再试，或用“忘记密码”重设。"
    ),
    account.WrongCode: _l("验证码不正确，还可以再试 %(left)s 次。"),
    account.CodeExpired: _l("验证码已过期或已使用，请重新发送。"),
    account.NoTriesLeft: _l("验证码输错次数过多，已经作废，请重新发送。"),
    account.ResendTooSoon: _l("验证码刚刚发送过，请等 %(seconds)s 秒再发送。"),
    account.TooManyCodes: _l("今天发送验证码的次数已用完（每天 %(limit)s 次），请明天再试。"),
    account.SecretUnusable: _l(
        "这个链接已使用、已过期或已被新的链接代替，请向给您链接的人再要一个。"
    ),
    account.TooManySubAccounts: _l("一个主账号最多邀请 %(limit)s 次子账号。"),
    account.RoleNotAllowed: _l("不能开通或改成这个角色。"),
    account.OwnAccount: _l("不能更改或停用您正在使用的账号，请由另一位运营人员操作。"),
    account.NameUnusable: _l("请填写姓名，最多 %(at_most)s 个字符。"),
    account.NotOwnAccount: _l("只能由账号本人操作。"),
    account.AccountIsClosed: _l("这个账号已停用。"),
}
"""One text for each broken rule, saying what to do."""
