"""Who did something, as an auditor reads it: the role, and staff by name, others masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.roles import STAFF_ROLES, Actor, Role
from projections.accounts import AccountRow
from use_cases import auditing
from use_cases.desk import Desk
from use_cases.staff_names import called
from views.operate.role_words import ROLES

_PARTS: Final[dict[Role, LazyString]] = {
    Role.VISITOR: _l("访客"),
    Role.SYSTEM: _l("系统"),
    Role.MINISTRY: _l("工信部系统"),
    Role.SITE_PERSON: _l("网站负责人"),
    Role.LINK_HOLDER: _l("持上传链接的手机"),
}

Names = dict[str, str]
"""Account id -> how its holder is called."""


class Who(NamedTuple):
    """An actor in words; ``id`` is empty for a part of the system."""

    role: str
    name: str
    id: str


def names_of(desk: Desk, ids: Iterable[str]) -> Names:
    """The names of these accounts; one query."""
    return _named(desk, auditing.accounts_of(desk, set(ids)))


def staff_names(desk: Desk) -> Names:
    """The names of all staff."""
    return _named(desk, auditing.staff_of(desk))


def _named(desk: Desk, rows: list[AccountRow]) -> Names:
    others = [row for row in rows if row.role not in STAFF_ROLES]
    contacts = desk.vault.open_many([row.contact for row in others])
    masked = {row.id: each.masked for row, each in zip(others, contacts, strict=True)}
    return called(desk, (row for row in rows if row.role in STAFF_ROLES)) | masked


def role_words(role: Role | str) -> str:
    """What the role is called."""
    known = Role(role)
    return str(ROLES.get(known) or _PARTS[known])


def who(actor: Actor, names: Names) -> Who:
    """The actor with role and name."""
    name = names.get(actor.id, "")
    part = actor.role in (Role.SYSTEM, Role.MINISTRY, Role.VISITOR)
    return Who(role_words(actor.role), name, "" if part else actor.id)
