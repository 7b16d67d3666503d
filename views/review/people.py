"""Colleagues by name: who claimed, who decided."""

from __future__ import annotations

from flask_babel import gettext as _

from projections import accounts
from use_cases.desk import Desk
from use_cases.staff_names import called
from views.access import current_actor

Names = dict[str, str]


def staff_names(desk: Desk) -> Names:
    """Account id -> how colleagues call its holder; one query for all staff."""
    with desk.unit.reading() as connection:
        rows = accounts.staff(connection)
    return called(desk, rows) | {current_actor().id: _("您")}


def name_of(names: Names, account: str) -> str:
    """The name, or a word for one who left no account."""
    return names.get(account, _("其他审核员"))
