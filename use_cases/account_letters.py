"""The texts that go out about an account, in both languages."""

from __future__ import annotations

from typing import Final, NamedTuple


class Letter(NamedTuple):
    """``subject`` is for mail only; ``text`` names its values in braces."""

    subject: str
    text: str


LETTERS: Final[dict[tuple[str, str], Letter]] = {
    ("registration", "zh"): Letter(
        "注册验证码",
        "您正在网站备案服务台注册账号，验证码为 {digits}，{minutes} 分钟内有效。"
        "请勿告诉他人；如非本人操作，请忽略本消息。",
    ),
    ("registration", "en"): Letter(
        "Your registration code",
        "You are registering with the website filing desk. Your code is {digits}, valid for "
        "{minutes} minutes. Do not tell anyone. If this was not you, ignore this message.",
    ),
    ("forgotten", "zh"): Letter(
        "重设密码验证码",
        "您正在网站备案服务台重设密码，验证码为 {digits}，{minutes} 分钟内有效。"
        "请勿告诉他人；如非本人操作，请忽略本消息，您的密码不会改变。",
    ),
    ("forgotten", "en"): Letter(
        "Your code for a new password",
        "You asked the website filing desk for a new password. Your code is {digits}, valid for "
        "{minutes} minutes. Do not tell anyone. If this was not you, ignore this message. Your "
        "password has not changed.",
    ),
    ("account_exists", "zh"): Letter(
        "您已有账号",
        "有人在网站备案服务台用您的联系方式申请注册，而您已有账号。如是您本人，请直接登录；"
        "忘记密码请在登录页重设。如非本人操作，请忽略本消息，您的账号没有变化。",
    ),
    ("account_exists", "en"): Letter(
        "You already have an account",
        "Somebody tried to register with the website filing desk under your contact, and you "
        "already have an account. If it was you, sign in, or ask for a new password on the "
        "sign-in page. If it was not, ignore this message. Nothing has changed.",
    ),
}
"""(occasion, language) -> what is written."""
