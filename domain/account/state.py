"""What an account is, as its events tell."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

import msgspec

from domain.account.events import (
    AccountClosed,
    AccountEvent,
    AccountLocked,
    AccountRegistered,
    AccountUnlocked,
    ContactVerified,
    FirstPasswordOffered,
    LanguageChosen,
    MessagesRead,
    PasswordSet,
    RoleGiven,
    SessionsEnded,
    StaffNamed,
    SubAccountInvited,
)
from domain.personal import Personal
from domain.roles import Role


class Status(enum.StrEnum):
    """Where an account stands."""

    NEW = "new"
    INVITED = "invited"
    ACTIVE = "active"
    CLOSED = "closed"


class Account(msgspec.Struct, frozen=True):
    """An account. ``invitations`` counts the links for sub-accounts that were ever made."""

    id: str = ""
    status: Status = Status.NEW
    role: Role = Role.VISITOR
    parent: str | None = None
    verified: bool = False
    locked_until: datetime | None = None
    language: str = "zh"
    read_up_to: int = 0
    invitations: int = 0
    name: Personal | None = None


def replay(events: Iterable[AccountEvent]) -> Account:
    """The account after these events, oldest first."""
    account = Account()
    for event in events:
        account = evolve(account, event)
    return account


def evolve(account: Account, event: AccountEvent) -> Account:
    """The account after one more event."""
    change = msgspec.structs.replace
    match event:
        case AccountRegistered():
            return change(
                account,
                id=event.account,
                role=event.role,
                parent=event.parent,
                language=event.language,
                status=Status.INVITED,
            )
        case ContactVerified():
            return change(account, verified=True)
        case PasswordSet() | AccountLocked() | AccountUnlocked() | AccountClosed():
            return _opened_or_shut(account, event)
        case RoleGiven():
            return change(account, role=event.role)
        case StaffNamed():
            return change(account, name=event.name)
        case SubAccountInvited():
            return change(account, invitations=account.invitations + 1)
        case LanguageChosen():
            return change(account, language=event.language)
        case MessagesRead():
            return change(account, read_up_to=event.up_to)
        case FirstPasswordOffered() | SessionsEnded():
            return account
        case _:
            assert_never(event)


def _opened_or_shut(
    account: Account, event: PasswordSet | AccountLocked | AccountUnlocked | AccountClosed
) -> Account:
    change = msgspec.structs.replace
    match event:
        case PasswordSet():
            return change(account, status=Status.ACTIVE, locked_until=None)
        case AccountLocked(until=until):
            return change(account, locked_until=until)
        case AccountUnlocked():
            return change(account, locked_until=None)
        case AccountClosed():
            return change(account, status=Status.CLOSED)
