"""The accounts of a demonstration: made at the first start, through the same use cases."""

from __future__ import annotations

import os
import secrets
import uuid
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from domain.account.commands import RegisterAccount
from domain.account.contact import read_contact
from domain.account.state import Status
from domain.personal import Personal
from domain.roles import Actor, Role
from gateways.clock import SystemClock
from projections import accounts
from projections.accounts import AccountRow
from store.credentials import passwords
from store.engine import writing
from use_cases import staff
from use_cases.account_codes import contact_digest
from use_cases.desk import Desk
from use_cases.register import open_account
from use_cases.staff import NewStaff

FILE: Final = Path("var/demo-accounts.txt")

STARTER: Final = Actor("demonstration", Role.SYSTEM)

PEOPLE: Final = (
    (Role.APPLICANT, "applicant1@demo.example", ""),
    (Role.APPLICANT, "applicant2@demo.example", ""),
    (Role.REVIEWER, "reviewer1@demo.example", "陈示例"),
    (Role.REVIEWER, "reviewer2@demo.example", "周示例"),
    (Role.LEAD, "lead@demo.example", "林示例"),
    (Role.REPORT_OFFICER, "report@demo.example", "吴示例"),
    (Role.AUDITOR, "auditor@demo.example", "郑示例"),
    (Role.RULE_EDITOR, "rules1@demo.example", "钱示例"),
    (Role.RULE_EDITOR, "rules2@demo.example", "冯示例"),
    (Role.OPERATOR, "operator@demo.example", "孙示例"),
)

# No letters and digits that look alike: people type these from a screen.
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class DemoAccount(NamedTuple):
    """An account to try things with."""

    role: str
    sign_in_name: str
    password: str


def ensure(desk: Desk, file: Path = FILE) -> list[DemoAccount]:
    """The demo accounts with their passwords, made where they are missing.

    The passwords stand in ``file``, which only its owner may read, so that a later start can
    print them again; nobody else keeps them. An account whose line was deleted is left out.
    """
    known = {account.sign_in_name: account for account in _read(file)}
    now = SystemClock().now()
    found = []
    for role, email, name in PEOPLE:
        existing = _find(desk, email)
        if existing is None or existing.status is Status.INVITED:
            known[email] = DemoAccount(role.value, email, _new_password())
            # Written first: an account whose password nobody knows would be of no use.
            _write(file, list(known.values()))
            _make(desk, role, existing, known[email], name, now)
        if email in known:
            found.append(known[email])
    return found


def _find(desk: Desk, email: str) -> AccountRow | None:
    with desk.unit.reading() as connection:
        return accounts.by_contact(connection, contact_digest(desk, email))


def _make(
    desk: Desk,
    role: Role,
    existing: AccountRow | None,
    account: DemoAccount,
    name: str,
    now: datetime,
) -> None:
    """Make the account; or finish one whose making was interrupted before its password."""
    command_id = uuid.uuid4().hex
    if role is Role.APPLICANT:
        _make_applicant(desk, account, command_id, now)
        return
    if existing is not None:
        offer = staff.offer_first_password(desk, existing.id, STARTER, command_id, now)
    else:
        email = account.sign_in_name
        new = NewStaff(command_id=command_id, actor=STARTER, email=email, role=role, name=name)
        offer = staff.add(desk, new, now)
    if offer.secret is not None:
        staff.set_first_password(desk, offer.secret, account.password, uuid.uuid4().hex, now)


def _make_applicant(desk: Desk, account: DemoAccount, command_id: str, now: datetime) -> None:
    kind, email = read_contact(account.sign_in_name)
    command = RegisterAccount(
        command_id=command_id,
        actor=STARTER,
        at=desk.clock.now(),
        account=command_id,
        role=Role.APPLICANT,
        contact=Personal(command_id, kind, email),
        contact_kind=kind,
        contact_digest=contact_digest(desk, email),
        verified=True,
        invited_by=STARTER.id,
    )
    hashed = passwords.hash_password(account.password)
    with writing(desk.unit.engine) as connection:
        passwords.keep(connection, command_id, hashed, now)
    open_account(desk, command)


def _new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def _read(file: Path) -> list[DemoAccount]:
    if not file.exists():
        return []
    lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    return [DemoAccount(*parts) for parts in lines if len(parts) == 3]


def _write(file: Path, known: list[DemoAccount]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.writelines(f"{' '.join(account)}\n" for account in known)
