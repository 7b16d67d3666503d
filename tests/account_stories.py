"""People with accounts, for tests: made through the use cases, never by rows."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from domain.account.commands import RegisterAccount
from domain.account.contact import read_contact
from domain.personal import Personal
from domain.roles import STAFF_ROLES, Actor, Role
from gateways.mail.memory import MemoryMail
from gateways.sms.memory import MemorySms
from store.credentials import codes, passwords
from store.engine import writing
from use_cases import staff
from use_cases.account_codes import contact_digest
from use_cases.deliveries import deliver_due
from use_cases.desk import Desk
from use_cases.register import open_account
from use_cases.sign_in import open_session
from use_cases.staff import NewStaff

PASSWORD = "correct horse battery staple"
SYSTEM = Actor("tests", Role.SYSTEM)


def hash_cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords in a moment: most tests are about what happens around the hash."""
    cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    monkeypatch.setattr(passwords, "_ARGON", cheap)
    monkeypatch.setattr(passwords, "dummy_hash", lambda: cheap.hash("nobody"))


def real_now() -> datetime:
    return datetime.now(UTC)


def opened(
    desk: Desk, role: Role, contact: str = "", *, parent: str | None = None, password: str = ""
) -> str:
    """The id of a new account with that role that ``PASSWORD`` opens."""
    contact = contact or f"{uuid.uuid4().hex[:12]}@example.com"
    if role in STAFF_ROLES:
        return _opened_staff(desk, role, contact)
    account = uuid.uuid4().hex
    kind, plain = read_contact(contact)
    with writing(desk.unit.engine) as connection:
        stored = passwords.hash_password(password or PASSWORD)
        passwords.keep(connection, account, stored, real_now())
    command = RegisterAccount(
        command_id=uuid.uuid4().hex,
        actor=SYSTEM,
        at=desk.clock.now(),
        account=account,
        role=role,
        contact=Personal(account, kind, plain),
        contact_kind=kind,
        contact_digest=contact_digest(desk, plain),
        verified=True,
        parent=parent,
        invited_by=parent,
    )
    open_account(desk, command)
    return account


def _opened_staff(desk: Desk, role: Role, email: str) -> str:
    new = NewStaff(command_id=uuid.uuid4().hex, actor=SYSTEM, email=email, role=role)
    offer = staff.add(desk, new, real_now())
    assert offer.secret
    staff.set_first_password(desk, offer.secret, PASSWORD, uuid.uuid4().hex, real_now())
    return offer.account


def signed_in(app: Flask, account: str) -> FlaskClient:
    """A browser in which this account is signed in."""
    desk: Desk = app.extensions["desk"]
    client = app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = open_session(desk, account, "Firefox · Linux", real_now())
        kept["_fresh"] = True
    return client


def delivered(desk: Desk) -> list[str]:
    """The texts of all messages so far, after everything that waits was sent."""
    while deliver_due(desk, desk.clock.now()):
        pass
    assert isinstance(desk.mail, MemoryMail)
    assert isinstance(desk.sms, MemorySms)
    return [mail.text for mail in desk.mail.sent] + [sms.text for sms in desk.sms.sent]


def digits_of(desk: Desk, code_id: str) -> str:
    """The digits of a code, read with the keys."""
    with desk.unit.reading() as connection:
        code = codes.find(connection, code_id)
    assert code is not None
    return desk.vault.open(code.sealed).full
