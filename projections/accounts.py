"""Every account: who may sign in, with which role, and to which main account it belongs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Select,
    Table,
    Text,
    UniqueConstraint,
    select,
)

from domain.account.events import (
    AccountClosed,
    AccountLocked,
    AccountRegistered,
    AccountUnlocked,
    ContactVerified,
    LanguageChosen,
    MessagesRead,
    PasswordSet,
    RoleGiven,
    StaffNamed,
)
from domain.account.state import Status
from domain.roles import STAFF_ROLES, Role
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import BigInt, UtcTime, metadata

table: Final = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("contact_kind", Text, nullable=False),
    # Empty (NULL) once the account is closed, so that the contact can be used again.
    Column("contact_digest", Text),
    Column("verified", Boolean, nullable=False),
    Column("parent", Text),
    Column("language", Text, nullable=False),
    Column("locked_until", UtcTime),
    Column("read_up_to", BigInt, nullable=False),
    Column("registered_at", UtcTime, nullable=False),
    # Of staff, where the operator gave one; sealed like the contact.
    Column("name", Text),
    UniqueConstraint("contact_digest"),
    Index(None, "parent"),
    Index(None, "role"),
)


class AccountRow(msgspec.Struct, frozen=True):
    """An account as lists show it. ``contact`` and ``name`` are stored tokens; the vault opens
    them.
    """

    id: str
    role: Role
    status: Status
    contact: str
    contact_kind: str
    contact_digest: str | None
    verified: bool
    parent: str | None
    language: str
    locked_until: datetime | None
    read_up_to: int
    registered_at: datetime
    name: str | None

    @property
    def is_open(self) -> bool:
        """Whether the account was not closed."""
        return self.status is not Status.CLOSED

    @property
    def filing_account(self) -> str:
        """The account whose filings this one reads: a sub-account reads those of its parent."""
        return self.parent or self.id


def project(recorded: Recorded, tables: Tables) -> None:
    """Keep one row an account."""
    account_id = recorded.stream.removeprefix("account-")
    rows = tables[table]
    match recorded.event:
        case AccountRegistered() as event:
            rows.put(_registered(event, recorded.time))
        case ContactVerified():
            rows.change(account_id, verified=True)
        case PasswordSet():
            rows.change(account_id, status=Status.ACTIVE.value, locked_until=None)
        case RoleGiven(role=role):
            rows.change(account_id, role=role.value)
        case StaffNamed(name=name):
            rows.change(account_id, name=name.token)
        case AccountLocked(until=until):
            rows.change(account_id, locked_until=until)
        case AccountUnlocked():
            rows.change(account_id, locked_until=None)
        case LanguageChosen(language=language):
            rows.change(account_id, language=language)
        case MessagesRead(up_to=up_to):
            rows.change(account_id, read_up_to=up_to)
        case AccountClosed():
            rows.change(account_id, status=Status.CLOSED.value, contact_digest=None)


def _registered(event: AccountRegistered, at: datetime) -> dict[str, object]:
    return {
        "id": event.account,
        "role": event.role.value,
        "status": Status.INVITED.value,
        "contact": event.contact.token,
        "contact_kind": event.contact_kind,
        "contact_digest": event.contact_digest,
        "verified": False,
        "parent": event.parent,
        "language": event.language,
        "locked_until": None,
        "read_up_to": 0,
        "registered_at": at,
        "name": None,
    }


PROJECTION: Final = Projection(
    name="accounts",
    tables=(table,),
    project=project,
    names=frozenset(
        {
            "account.registered",
            "account.contact_verified",
            "account.password_set",
            "account.role_given",
            "account.staff_named",
            "account.locked",
            "account.unlocked",
            "account.language_chosen",
            "account.messages_read",
            "account.closed",
        }
    ),
)


def find(connection: Connection, account_id: str) -> AccountRow | None:
    """The account with this id, closed or not."""
    return _one(connection, select(table).where(table.c.id == account_id))


def some(connection: Connection, ids: Collection[str]) -> list[AccountRow]:
    """The accounts with these ids, closed or not."""
    return _many(connection, select(table).where(table.c.id.in_(ids)).order_by(table.c.id))


def by_contact(connection: Connection, contact_digest: str) -> AccountRow | None:
    """The account that is not closed and has this contact."""
    return _one(connection, select(table).where(table.c.contact_digest == contact_digest))


def sub_accounts(connection: Connection, parent: str) -> list[AccountRow]:
    """The open sub-accounts of a main account, oldest first."""
    query = select(table).where(table.c.parent == parent, table.c.status != Status.CLOSED.value)
    return _many(connection, query.order_by(table.c.registered_at, table.c.id))


def staff(connection: Connection) -> list[AccountRow]:
    """All staff accounts, the closed ones last, then oldest first."""
    roles = [role.value for role in STAFF_ROLES]
    closed = table.c.status == Status.CLOSED.value
    query = select(table).where(table.c.role.in_(roles))
    return _many(connection, query.order_by(closed, table.c.registered_at, table.c.id))


def with_roles(connection: Connection, roles: Sequence[Role]) -> list[AccountRow]:
    """The open accounts that hold one of the roles, oldest first."""
    query = select(table).where(
        table.c.role.in_([role.value for role in roles]),
        table.c.status != Status.CLOSED.value,
    )
    return _many(connection, query.order_by(table.c.registered_at, table.c.id))


def _one(connection: Connection, query: Select[tuple[object, ...]]) -> AccountRow | None:
    row = connection.execute(query).one_or_none()
    return None if row is None else _as_account(row)


def _many(connection: Connection, query: Select[tuple[object, ...]]) -> list[AccountRow]:
    return [_as_account(row) for row in connection.execute(query)]


def _as_account(row: object) -> AccountRow:
    return msgspec.convert(row, AccountRow, from_attributes=True)
