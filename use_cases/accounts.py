"""What holders do with their accounts: password, sessions, sub-accounts, language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.account.commands import (
    AccountCommand,
    ChooseLanguage,
    CloseAccount,
    EndSessions,
    InviteSubAccount,
    MarkMessagesRead,
    SetPassword,
)
from domain.account.decide import decide
from domain.account.passwords import ensure_acceptable
from domain.account.refusals import WrongPassword
from domain.account.state import replay
from domain.refusal import NotFound
from projections import accounts
from projections.accounts import AccountRow
from store.credentials import codes, links, passwords, registrations, sessions
from store.credentials.links import Link
from store.engine import writing
from use_cases.desk import Desk


def handle(desk: Desk, account: str, command: AccountCommand) -> None:
    """Let the account decide on a command."""
    desk.unit.handle(command, f"account-{account}", replay, decide)


def change_password(
    desk: Desk, command: SetPassword, current: str, new: str, session: str, now: datetime
) -> None:
    """Put a new password in place of the current one, and sign out all other devices.

    ``session`` is the id of the session that stays. Refuses a weak password, and the wrong
    current one with WrongPassword.
    """
    account = command.actor.id
    with desk.unit.reading() as connection:
        stored = passwords.find(connection, account)
        row = accounts.find(connection, account)
    if row is None:
        raise NotFound
    ensure_acceptable(new, desk.vault.open(row.contact).full)
    if not passwords.matches(current, stored):
        raise WrongPassword
    hashed = passwords.hash_password(new)
    handle(desk, account, command)
    with writing(desk.unit.engine) as connection:
        passwords.keep(connection, account, hashed, now)
        sessions.end_all(connection, account, keep=session)


def end_other_sessions(desk: Desk, command: EndSessions, session: str) -> None:
    """Sign out every device but the one whose session has this id."""
    handle(desk, command.actor.id, command)
    with writing(desk.unit.engine) as connection:
        sessions.end_all(connection, command.actor.id, keep=session)


def invite_sub_account(desk: Desk, command: InviteSubAccount, now: datetime) -> str | None:
    """Make a link for a sub-account; returns its secret, once.

    None for a form sent again: a secret that was shown is not known any more. ``now`` and
    ``command.until`` are real times.
    """
    secret = links.make_secret()
    handle(desk, command.actor.id, command)
    link = Link(command.invitation, "sub_account", command.actor.id, command.until)
    with writing(desk.unit.engine) as connection:
        links.forget_old(connection, now)
        return secret if links.keep(connection, secret, link) else None


def close(desk: Desk, account: str, command: CloseAccount) -> None:
    """Close an account: no password opens it, and every device is signed out."""
    handle(desk, account, command)
    with writing(desk.unit.engine) as connection:
        passwords.forget(connection, account)
        sessions.end_all(connection, account)
        links.withdraw(connection, account)


def choose_language(desk: Desk, command: ChooseLanguage) -> None:
    """Write to the holder in this language from now on."""
    handle(desk, command.actor.id, command)


def mark_messages_read(desk: Desk, command: MarkMessagesRead) -> None:
    """Remember how far the holder has read."""
    handle(desk, command.actor.id, command)


def find(desk: Desk, account: str) -> AccountRow | None:
    """The account with this id, closed or not."""
    with desk.unit.reading() as connection:
        return accounts.find(connection, account)


def tidy(desk: Desk, now: datetime) -> None:
    """Delete codes, links, sessions and unfinished registrations that serve nobody any more.

    ``now`` is real time. Safe at any time and as often as wanted.
    """
    with writing(desk.unit.engine) as connection:
        codes.forget_old(connection, now)
        registrations.forget_old(connection, now)
        links.forget_old(connection, now)
        sessions.forget_idle(connection, now)


def sessions_of(desk: Desk, account: str, since: datetime) -> Sequence[sessions.Session]:
    """The devices on which the account was used after ``since``, the latest first."""
    with desk.unit.reading() as connection:
        return sessions.of_account(connection, account, since)


def sub_accounts_of(desk: Desk, account: str) -> Sequence[AccountRow]:
    """The open sub-accounts of a main account."""
    with desk.unit.reading() as connection:
        return accounts.sub_accounts(connection, account)
