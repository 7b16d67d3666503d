"""What may be asked of an account."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from domain.account.events import ContactKind, PasswordReason
from domain.command import Command
from domain.personal import Personal
from domain.roles import Role


class RegisterAccount(Command, frozen=True, kw_only=True):
    """Open an account. ``verified`` says that a code sent to the contact came back; ``name`` is
    that of a member of staff, where it is known.
    """

    account: str
    role: Role
    contact: Personal
    contact_kind: ContactKind
    contact_digest: str
    verified: bool
    language: str = "zh"
    parent: str | None = None
    invited_by: str | None = None
    name: Personal | None = None


class SetPassword(Command, frozen=True, kw_only=True):
    """Note that the holder chose a password; the use case has checked the proof and keeps it."""

    reason: PasswordReason


class OfferFirstPassword(Command, frozen=True, kw_only=True):
    """Hand out a one-time secret with which a staff member chooses a password."""

    until: datetime


class GiveRole(Command, frozen=True, kw_only=True):
    """Put another staff role in place of the one that the account has."""

    role: Role


class NameStaff(Command, frozen=True, kw_only=True):
    """Say how a member of staff is called."""

    name: Personal


class InviteSubAccount(Command, frozen=True, kw_only=True):
    """Make a one-time link for a sub-account."""

    invitation: str
    until: datetime


class EndSessions(Command, frozen=True, kw_only=True):
    """Sign out all other devices."""


class LockAccount(Command, frozen=True, kw_only=True):
    """Stop sign-in until a time in UTC."""

    until: datetime


class UnlockAccount(Command, frozen=True, kw_only=True):
    """Allow sign-in again at once."""


class ChooseLanguage(Command, frozen=True, kw_only=True):
    """Write to the holder in this language."""

    language: str


class MarkMessagesRead(Command, frozen=True, kw_only=True):
    """Remember up to which position of the log the holder has read messages."""

    up_to: int


class CloseAccount(Command, frozen=True, kw_only=True):
    """End the use of the account."""


AccountCommand: TypeAlias = (
    RegisterAccount
    | SetPassword
    | OfferFirstPassword
    | GiveRole
    | NameStaff
    | InviteSubAccount
    | EndSessions
    | LockAccount
    | UnlockAccount
    | ChooseLanguage
    | MarkMessagesRead
    | CloseAccount
)
