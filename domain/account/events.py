"""What happened to an account. Stored for ever: a field is never renamed, removed or reused.

A password, its hash and a one-time code are never part of an event.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from domain.personal import Personal
from domain.roles import Role

ContactKind: TypeAlias = Literal["email", "mobile"]
PasswordReason: TypeAlias = Literal["registration", "first", "change", "forgotten"]


class AccountRegistered(msgspec.Struct, frozen=True):
    """An account came to be, with its one role.

    ``contact_digest`` is the blind index that keeps a contact unique. ``parent`` is the main
    account of a sub-account; ``invited_by`` the account (or part of the system) that let it in.
    """

    account: str
    role: Role
    contact: Personal
    contact_kind: ContactKind
    contact_digest: str
    language: str = "zh"
    parent: str | None = None
    invited_by: str | None = None


class ContactVerified(msgspec.Struct, frozen=True):
    """The holder proved to receive what is sent to the contact."""


class PasswordSet(msgspec.Struct, frozen=True):
    """The holder chose a password."""

    reason: PasswordReason


class FirstPasswordOffered(msgspec.Struct, frozen=True):
    """A one-time secret for choosing the first (or a new) password was handed out."""

    until: datetime


class RoleGiven(msgspec.Struct, frozen=True):
    """The operator gave a staff account another role in place of the one it had."""

    role: Role


class StaffNamed(msgspec.Struct, frozen=True):
    """The operator said how a member of staff is called: colleagues read it, and it is printed
    where somebody answers for a review.
    """

    name: Personal


class SubAccountInvited(msgspec.Struct, frozen=True):
    """A main account made a one-time link for a sub-account of its own."""

    invitation: str
    until: datetime


class SessionsEnded(msgspec.Struct, frozen=True):
    """The holder signed out every device but the one in hand."""


class AccountLocked(msgspec.Struct, frozen=True):
    """Sign-in was stopped for a while after repeated failures."""

    until: datetime


class AccountUnlocked(msgspec.Struct, frozen=True):
    """Sign-in was allowed again before the lock ran out."""


class LanguageChosen(msgspec.Struct, frozen=True):
    """The language (``zh`` or ``en``) in which pages and messages are written to the holder."""

    language: str


class MessagesRead(msgspec.Struct, frozen=True):
    """The holder saw the in-app messages up to a position of the log, that one included."""

    up_to: int


class AccountClosed(msgspec.Struct, frozen=True):
    """The account can no longer be used; its contact is free again."""


AccountEvent: TypeAlias = (
    AccountRegistered
    | ContactVerified
    | PasswordSet
    | FirstPasswordOffered
    | RoleGiven
    | SubAccountInvited
    | SessionsEnded
    | AccountLocked
    | AccountUnlocked
    | LanguageChosen
    | MessagesRead
    | AccountClosed
    | StaffNamed
)
