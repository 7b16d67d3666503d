"""What the staff pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString
from flask_login import current_user

from domain.account.state import Status
from domain.refusal import NotFound
from domain.roles import STAFF_ROLES
from projections.accounts import AccountRow
from use_cases import accounts, staff
from views.account.sessions import real_now
from views.desk import desk
from views.operate.role_words import ROLES, STANDINGS


@dataclass(frozen=True)
class StaffMember:
    """A staff account as a row. Colleagues' work addresses are shown in full."""

    id: str
    email: str
    name: str
    role: str
    role_words: LazyString
    standing: LazyString
    colour: str
    since: datetime
    is_closed: bool
    is_invited: bool
    is_locked: bool
    is_self: bool


def staff_list() -> list[StaffMember]:
    """All staff, the closed ones last."""
    rows = staff.listed(desk())
    opened = desk().vault.open_many([token for row in rows for token in _tokens(row)])
    values = iter(opened)
    return [_member(row, *(next(values).full for _token in _tokens(row))) for row in rows]


def staff_member(account: str) -> StaffMember:
    """One of the staff. Refuses any other account with NotFound."""
    row = accounts.find(desk(), account)
    if row is None or row.role not in STAFF_ROLES:
        raise NotFound
    return _member(row, *(desk().vault.open(token).full for token in _tokens(row)))


def _tokens(row: AccountRow) -> list[str]:
    """The address, and the name where there is one."""
    return [row.contact, row.name] if row.name else [row.contact]


def _member(row: AccountRow, email: str, name: str = "") -> StaffMember:
    words, colour = STANDINGS[row.status]
    return StaffMember(
        id=row.id,
        email=email,
        name=name,
        role=row.role.value,
        role_words=ROLES[row.role],
        standing=words,
        colour=colour,
        since=row.registered_at,
        is_closed=row.status is Status.CLOSED,
        is_invited=row.status is Status.INVITED,
        is_locked=row.locked_until is not None and row.locked_until > real_now(),
        is_self=row.id == current_user.id,
    )
