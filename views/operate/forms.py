"""The operator's forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from domain.roles import STAFF_ROLES
from views.fields import DeskForm, RadioField, TextField, needed
from views.operate.role_words import DUTIES, ROLES

_CHOICES = [(role.value, ROLES[role]) for role in STAFF_ROLES]


def _role() -> RadioField:
    return RadioField(
        _l("角色"), needed(_l("请选择角色。")), choices=_CHOICES, hints=DUTIES, default=None
    )


class NewStaffForm(DeskForm):
    """A new member of staff."""

    email = TextField(
        _l("电子邮箱"),
        needed(_l("请填写工作人员的电子邮箱。")),
        hint=_l("登录时使用，例如 name@example.com"),
        longest=254,
    )
    role = _role()


class RoleForm(DeskForm):
    """Another role."""

    role = _role()
