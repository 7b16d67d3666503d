"""What follows from a command to an account: events, nothing, or a refusal."""

from __future__ import annotations

from typing import assert_never

from domain.account import policy
from domain.account.commands import (
    AccountCommand,
    ChooseLanguage,
    CloseAccount,
    EndSessions,
    GiveRole,
    InviteSubAccount,
    LockAccount,
    MarkMessagesRead,
    NameStaff,
    OfferFirstPassword,
    RegisterAccount,
    SetPassword,
    UnlockAccount,
)
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
from domain.account.refusals import (
    AlreadyRegistered,
    ContactUnverified,
    RoleNotAllowed,
)
from domain.account.state import Account, Status
from domain.roles import STAFF_ROLES


def decide(command: AccountCommand, account: Account) -> list[AccountEvent]:
    """The events that the command brings about; an empty list where nothing is left to do."""
    match command:
        case RegisterAccount():
            return _register(command, account)
        case CloseAccount():
            return _close(command, account)
    policy.ensure_open(account)
    match command:
        case SetPassword():
            policy.ensure_own(command.actor, account)
            return [PasswordSet(command.reason)]
        case OfferFirstPassword() | GiveRole() | NameStaff():
            return _change_staff(command, account)
        case InviteSubAccount():
            policy.ensure_may_invite(command.actor, account)
            return [SubAccountInvited(command.invitation, command.until)]
        case EndSessions():
            policy.ensure_own(command.actor, account)
            return [SessionsEnded()]
        case LockAccount():
            return _lock(command, account)
        case UnlockAccount():
            return _unlock(command, account)
        case ChooseLanguage():
            return _choose_language(command, account)
        case MarkMessagesRead():
            policy.ensure_own(command.actor, account)
            seen = command.up_to <= account.read_up_to
            return [] if seen else [MessagesRead(command.up_to)]
        case _:
            assert_never(command)


def _register(command: RegisterAccount, account: Account) -> list[AccountEvent]:
    if account.status is not Status.NEW:
        raise AlreadyRegistered
    policy.ensure_role_may_be_opened(command.actor, command.role, command.parent)
    if not command.verified and command.role not in STAFF_ROLES:
        raise ContactUnverified
    registered = AccountRegistered(
        account=command.account,
        role=command.role,
        contact=command.contact,
        contact_kind=command.contact_kind,
        contact_digest=command.contact_digest,
        language=command.language,
        parent=command.parent,
        invited_by=command.invited_by,
    )
    if command.verified:
        return [registered, ContactVerified(), PasswordSet("registration")]
    if command.name is None:
        return [registered]
    policy.ensure_name(command.name)
    return [registered, StaffNamed(command.name)]


def _close(command: CloseAccount, account: Account) -> list[AccountEvent]:
    if account.status is Status.CLOSED:
        return []
    policy.ensure_open(account)
    policy.ensure_may_close(command.actor, account)
    return [AccountClosed()]


def _change_staff(
    command: OfferFirstPassword | GiveRole | NameStaff, account: Account
) -> list[AccountEvent]:
    policy.ensure_may_change_staff(command.actor, account)
    match command:
        case OfferFirstPassword(until=until):
            return [FirstPasswordOffered(until)]
        case GiveRole():
            return _give_role(command, account)
        case NameStaff(name=name):
            policy.ensure_name(name)
            return [] if name == account.name else [StaffNamed(name)]


def _give_role(command: GiveRole, account: Account) -> list[AccountEvent]:
    if command.role not in STAFF_ROLES:
        raise RoleNotAllowed(role=command.role)
    return [] if command.role is account.role else [RoleGiven(command.role)]


def _lock(command: LockAccount, account: Account) -> list[AccountEvent]:
    if not policy.runs_the_place(command.actor):
        raise RoleNotAllowed(role=command.actor.role)
    if account.locked_until is not None and account.locked_until >= command.until:
        return []
    return [AccountLocked(command.until)]


def _unlock(command: UnlockAccount, account: Account) -> list[AccountEvent]:
    if not policy.runs_the_place(command.actor):
        policy.ensure_own(command.actor, account)
    return [] if account.locked_until is None else [AccountUnlocked()]


def _choose_language(command: ChooseLanguage, account: Account) -> list[AccountEvent]:
    policy.ensure_own(command.actor, account)
    if command.language not in policy.LANGUAGES or command.language == account.language:
        return []
    return [LanguageChosen(command.language)]
