"""The operator's forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from domain.account.policy import LONGEST_NAME
from domain.roles import STAFF_ROLES
from views.fields import OPTIONAL, DeskForm, RadioField, TextField, needed
from views.operate.role_words import DUTIES, ROLES

_CHOICES = [(role.value, ROLES[role]) for role in STAFF_ROLES]


def _role() -> RadioField:
    return RadioField(
        _l("角色"), needed(_l("请选择角色。")), choices=_CHOICES, hints=DUTIES, default=None
    )


_NAME_HINT = _l("同事看到的称呼，也作为核验人印在核验单上，请填真实姓名。")


class NewStaffForm(DeskForm):
    """A new member of staff."""

    name = TextField(_l("姓名"), OPTIONAL, hint=_NAME_HINT, longest=LONGEST_NAME, width=20)

    email = TextField(
        _l("电子邮箱"),
        needed(_l("请填写工作人员的电子邮箱。")),
        hint=_l("登录时使用，例如 name@example.com"),
        longest=254,
    )
    role = _role()


class NameForm(DeskForm):
    """Another name."""

    name = TextField(
        _l("姓名"),
        needed(_l("请填写姓名。")),
        hint=_NAME_HINT,
        longest=LONGEST_NAME,
        width=20,
    )


class RoleForm(DeskForm):
    """Another role."""

    role = _role()
