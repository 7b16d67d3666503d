"""Who may do what to an account."""

from __future__ import annotations

from typing import Final

from domain.account.refusals import (
    AccountIsClosed,
    NameUnusable,
    NotOwnAccount,
    OwnAccount,
    RoleNotAllowed,
    TooManySubAccounts,
)
from domain.account.state import Account, Status
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import STAFF_ROLES, Actor, Permission, Role, may

MOST_INVITATIONS: Final = 20
"""Links for sub-accounts that one main account may ever make."""

LONGEST_NAME: Final = 30
"""Characters of the name of a member of staff."""

LANGUAGES: Final = ("zh", "en")


def runs_the_place(actor: Actor) -> bool:
    """An operator, or the command line of the machine itself."""
    return actor.role is Role.SYSTEM or may(actor.role, Permission.OPERATE)


def ensure_role_may_be_opened(actor: Actor, role: Role, parent: str | None) -> None:
    """Staff come from the operator; applicants register themselves; sub-accounts have a parent."""
    match role:
        case Role.APPLICANT:
            allowed = parent is None
        case Role.SUB_ACCOUNT:
            allowed = parent is not None
        case _:
            allowed = role in STAFF_ROLES and parent is None and runs_the_place(actor)
    if not allowed:
        raise RoleNotAllowed(role=role)


def ensure_open(account: Account) -> None:
    """The account exists and is not closed."""
    if account.status is Status.NEW:
        raise NotFound
    if account.status is Status.CLOSED:
        raise AccountIsClosed


def ensure_own(actor: Actor, account: Account) -> None:
    """The actor is the holder."""
    if actor.id != account.id:
        raise NotOwnAccount


def ensure_may_close(actor: Actor, account: Account) -> None:
    """The holder (not of a staff account), the main account of a sub-account, or an operator."""
    if account.role in STAFF_ROLES:
        ensure_may_change_staff(actor, account)
    elif actor.id not in (account.id, account.parent) and not runs_the_place(actor):
        raise NotOwnAccount


def ensure_may_change_staff(actor: Actor, account: Account) -> None:
    """An operator, for another staff account than the one in use."""
    if not runs_the_place(actor) or account.role not in STAFF_ROLES:
        raise RoleNotAllowed(role=account.role)
    if actor.id == account.id:
        raise OwnAccount


def ensure_name(name: Personal) -> None:
    """There is one, and it fits on a line."""
    if not 1 <= len(name.full.strip()) <= LONGEST_NAME:
        raise NameUnusable(at_most=LONGEST_NAME)


def ensure_may_invite(actor: Actor, account: Account) -> None:
    """The holder of a main account, within the number of links."""
    ensure_own(actor, account)
    if account.role is not Role.APPLICANT:
        raise RoleNotAllowed(role=account.role)
    if account.invitations >= MOST_INVITATIONS:
        raise TooManySubAccounts(limit=MOST_INVITATIONS)
