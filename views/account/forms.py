"""The forms of accounts. Passwords and codes never go back to the page; all else stays."""

from __future__ import annotations

from typing import Final

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.account import refusals as account
from domain.account.passwords import AT_LEAST
from domain.refusal import Refusal
from views.fields import CodeField, DeskForm, PasswordField, RadioField, TextField, needed
from views.language import LANGUAGES
from views.refusal_words import words_for

_CONTACT_HINT: Final = _l("电子邮箱，或 11 位大陆手机号码")
_PASSWORD_HINT: Final = _l("至少 %(n)s 个字符，可以有空格和汉字；不要求大小写和符号", n=AT_LEAST)
_CODE_HINT: Final = _l("6 位数字，可以粘贴，空格会自动忽略")

_FIELDS: Final[dict[type[Refusal], tuple[str, ...]]] = {
    account.ContactUnreadable: ("contact", "email"),
    account.ContactTaken: ("contact", "email"),
    account.ResendTooSoon: ("contact", "code"),
    account.TooManyCodes: ("contact", "code"),
    account.PasswordTooShort: ("password",),
    account.PasswordTooLong: ("password",),
    account.PasswordTooCommon: ("password",),
    account.PasswordIsContact: ("password",),
    account.WrongPassword: ("current",),
    account.WrongCode: ("code",),
    account.CodeExpired: ("code",),
    account.NameUnusable: ("name",),
    account.NoTriesLeft: ("code",),
    account.RoleNotAllowed: ("role",),
}
"""The field that a refusal belongs to, the first that the form has."""


def place(form: DeskForm, refusal: Refusal) -> None:
    """Show a refusal beside its field, or above the form where it has none."""
    words = words_for(refusal)
    for name in _FIELDS.get(type(refusal), ()):
        if name in form:
            form.refuse(name, words)
            return
    form.form_errors.append(words)


def _new_password() -> PasswordField:
    return PasswordField(
        _l("密码"),
        needed(_l("请设置密码。")),
        hint=_PASSWORD_HINT,
        autocomplete="new-password",
    )


class SecretCodeField(CodeField):
    """A code that is never sent back to the page, like a password."""

    def _value(self) -> str:
        return ""


def _code() -> SecretCodeField:
    return SecretCodeField(
        _l("验证码"),
        [
            validators.DataRequired(_l("请填写收到的验证码。")),
            validators.Regexp(r"^[0-9]{6}$", message=_l("验证码是 6 位数字，请核对。")),
        ],
        hint=_CODE_HINT,
    )


class RegistrationForm(DeskForm):
    """A new applicant or sub-account."""

    contact = TextField(
        _l("电子邮箱或手机号码"),
        needed(_l("请填写电子邮箱或手机号码。")),
        hint=_CONTACT_HINT,
        autocomplete="username",
    )
    password = _new_password()


class CodeForm(DeskForm):
    """The code that proves a contact."""

    code = _code()


class SignInForm(DeskForm):
    """Contact and password; ``next`` is the page that was asked for, ``kept`` the form that was
    sent without a session."""

    contact = TextField(
        _l("电子邮箱或手机号码"),
        needed(_l("请填写注册时的电子邮箱或手机号码。")),
        autocomplete="username",
    )
    password = PasswordField(_l("密码"), needed(_l("请填写密码。")))
    next = wtforms.HiddenField()
    kept = wtforms.HiddenField()


class ForgottenForm(DeskForm):
    """Whose password is to be set anew."""

    contact = TextField(
        _l("电子邮箱或手机号码"),
        needed(_l("请填写注册时的电子邮箱或手机号码。")),
        hint=_CONTACT_HINT,
        autocomplete="username",
    )


class RecoveryForm(DeskForm):
    """The code and the new password."""

    code = _code()
    password = _new_password()


class FirstPasswordForm(DeskForm):
    """The password of a staff account."""

    password = _new_password()


class PasswordForm(DeskForm):
    """Another password."""

    current = PasswordField(_l("当前密码"), needed(_l("请填写当前密码。")))
    password = PasswordField(
        _l("新密码"),
        needed(_l("请设置新密码。")),
        hint=_PASSWORD_HINT,
        autocomplete="new-password",
    )


class LanguageForm(DeskForm):
    """The language of messages."""

    language = RadioField(_l("页面和通知的语言"), choices=list(LANGUAGES.items()), inline=True)


class OneButton(DeskForm):
    """A form that only says: do it."""
