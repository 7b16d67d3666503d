"""Staff accounts: opened, changed and closed by the operator or at the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.account.commands import (
    CloseAccount,
    GiveRole,
    NameStaff,
    OfferFirstPassword,
    RegisterAccount,
    SetPassword,
    UnlockAccount,
)
from domain.account.contact import read_contact
from domain.account.decide import decide
from domain.account.passwords import ensure_acceptable
from domain.account.refusals import ContactUnreadable, SecretUnusable
from domain.account.state import replay
from domain.command import derived_id
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import STAFF_ROLES, Actor, Role
from projections import accounts
from projections.accounts import AccountRow
from store.credentials import attempts, links, passwords, sessions
from store.credentials.links import Link
from store.engine import writing
from use_cases import accounts as account_jobs
from use_cases.account_codes import contact_digest
from use_cases.desk import Desk
from use_cases.register import open_account


class NewStaff(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to work here. Told apart from an applicant by having an e-mail address only.

    ``name`` may be empty: then nobody said it yet.
    """

    command_id: str
    actor: Actor
    email: str
    role: Role
    name: str = ""


class Offer(msgspec.Struct, frozen=True):
    """A staff account and the secret that sets its password; None if it was shown before."""

    account: str
    secret: str | None


def add(desk: Desk, new: NewStaff, now: datetime) -> Offer:
    """Open a staff account and make its one-time secret, good for 72 hours of real time.

    Refuses an actor who may not, a contact that is no e-mail address, or one that is taken,
    and a name that is too long.
    """
    kind, email = read_contact(new.email)
    if kind != "email":
        raise ContactUnreadable
    account = derived_id(new.command_id, "account")
    command = RegisterAccount(
        command_id=new.command_id,
        actor=new.actor,
        at=desk.clock.now(),
        account=account,
        role=new.role,
        contact=Personal(account, kind, email),
        contact_kind=kind,
        contact_digest=contact_digest(desk, email),
        verified=False,
        invited_by=new.actor.id,
        name=_name(account, new.name) if new.name else None,
    )
    open_account(desk, command)
    return offer_first_password(desk, account, new.actor, new.command_id, now)


def offer_first_password(
    desk: Desk, account: str, actor: Actor, command_id: str, now: datetime
) -> Offer:
    """A new one-time secret in place of any older one; the password of today stays valid."""
    until = now + links.LIFE
    command = OfferFirstPassword(
        command_id=derived_id(command_id, "offer"), actor=actor, at=desk.clock.now(), until=until
    )
    account_jobs.handle(desk, account, command)
    secret = links.make_secret()
    link = Link(command.command_id, "first_password", account, until)
    with writing(desk.unit.engine) as connection:
        links.forget_old(connection, now)
        links.withdraw(connection, account, but=link.id)
        return Offer(account, secret if links.keep(connection, secret, link) else None)


def find_offer(desk: Desk, secret: str, now: datetime, command_id: str = "") -> AccountRow:
    """The account whose password a secret may set. Refuses with SecretUnusable.

    The form that used the secret up may come again, told by its command id.
    """
    with desk.unit.reading() as connection:
        link = links.find(connection, secret, "first_password", now, command_id)
        account = accounts.find(connection, link.account) if link else None
    if account is None or not account.is_open:
        raise SecretUnusable
    return account


def set_first_password(
    desk: Desk, secret: str, password: str, command_id: str, now: datetime
) -> None:
    """Use a secret up for a password. Refuses SecretUnusable and a weak password."""
    account = find_offer(desk, secret, now, command_id)
    ensure_acceptable(password, desk.vault.open(account.contact).full)
    hashed = passwords.hash_password(password)
    command = SetPassword(
        command_id=command_id,
        actor=Actor(account.id, account.role),
        at=desk.clock.now(),
        reason="first",
    )
    desk.unit.handle(command, f"account-{account.id}", replay, decide)
    with writing(desk.unit.engine) as connection:
        link = links.find(connection, secret, "first_password", now, command_id)
        if link is None or not links.use(connection, link.id, command_id):
            raise SecretUnusable
        passwords.keep(connection, account.id, hashed, now)
        sessions.end_all(connection, account.id)
        attempts.succeeded(connection, account.contact_digest or "")


def give_role(desk: Desk, account: str, command: GiveRole) -> None:
    """Give a staff account another role; its devices are signed out."""
    _ensure_staff(desk, account)
    account_jobs.handle(desk, account, command)
    with writing(desk.unit.engine) as connection:
        sessions.end_all(connection, account)


def give_name(
    desk: Desk, account: str, name: str, *, actor: Actor, at: datetime, command_id: str
) -> None:
    """Say how a member of staff is called. Refuses NameUnusable."""
    _ensure_staff(desk, account)
    command = NameStaff(command_id=command_id, actor=actor, at=at, name=_name(account, name))
    account_jobs.handle(desk, account, command)


def _name(account: str, name: str) -> Personal:
    return Personal(account, "name", name.strip())


def unlock(desk: Desk, account: str, command: UnlockAccount) -> None:
    """Allow sign-in again before the lock runs out."""
    _ensure_staff(desk, account)
    account_jobs.handle(desk, account, command)
    row = account_jobs.find(desk, account)
    with writing(desk.unit.engine) as connection:
        attempts.succeeded(connection, (row and row.contact_digest) or "")


def close(desk: Desk, account: str, command: CloseAccount) -> None:
    """Close a staff account."""
    _ensure_staff(desk, account)
    account_jobs.close(desk, account, command)


def listed(desk: Desk) -> Sequence[AccountRow]:
    """All staff accounts."""
    with desk.unit.reading() as connection:
        return accounts.staff(connection)


def _ensure_staff(desk: Desk, account: str) -> None:
    with desk.unit.reading() as connection:
        row = accounts.find(connection, account)
    if row is None or row.role not in STAFF_ROLES:
        raise NotFound
