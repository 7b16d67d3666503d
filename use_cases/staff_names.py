"""How those who work here are called."""

from __future__ import annotations

from collections.abc import Iterable

from domain.personal import Personal
from projections.accounts import AccountRow
from use_cases import auditing
from use_cases.desk import Desk


def called(desk: Desk, rows: Iterable[AccountRow]) -> dict[str, str]:
    """Account id -> the name that the operator gave, or else the first part of the address."""
    rows = list(rows)
    opened = desk.vault.open_many([row.name or row.contact for row in rows])
    return {row.id: _called(row, value) for row, value in zip(rows, opened, strict=True)}


def name_given(desk: Desk, account: str) -> str:
    """The name that the operator gave, as it may stand on paper; empty where there is none."""
    names = [row.name for row in auditing.accounts_of(desk, {account}) if row.name]
    opened = desk.vault.open_many(names)
    return next((value.full for value in opened if not value.erased), "")


def _called(row: AccountRow, value: Personal) -> str:
    if row.name:
        return value.full
    return value.full.partition("@")[0] if row.contact_kind == "email" else value.masked
