"""One-time codes of six digits, sent to a contact to prove who holds it.

A code is stored twice: as a keyed digest to compare with, and sealed under the key of the
person who gets it, for the worker that writes the message. Neither reads without a key.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    Table,
    Text,
    delete,
    func,
    or_,
    select,
    update,
)

from domain.account.events import ContactKind
from domain.account.refusals import (
    CodeExpired,
    NoTriesLeft,
    ResendTooSoon,
    TooManyCodes,
    WrongCode,
)
from domain.refusal import Refusal
from store.credentials import rows
from store.tables import UtcTime, metadata

LIFE: Final = timedelta(minutes=15)
TRIES: Final = 5
PAUSE: Final = timedelta(seconds=60)
MOST_A_DAY: Final = 10

Purpose: TypeAlias = Literal["registration", "forgotten"]

Message: TypeAlias = Literal["code", "account_exists", "nothing"]
"""What is sent. Only a code of which the digits were sent can ever be right; the others stand
where another answer would tell a stranger whether an account exists."""

table: Final = Table(
    "one_time_codes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("contact_kind", Text, nullable=False),
    Column("contact_digest", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("sends", Integer, nullable=False),
    Column("sent_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_by", Text),
    Index(None, "contact_digest"),
    Index(None, "sent_at"),
)


class Code(NamedTuple):
    """A code that was asked for. ``contact`` and ``sealed`` are ciphertext."""

    id: str
    purpose: Purpose
    account: str
    contact_kind: ContactKind
    contact_digest: str
    contact: str
    language: str
    message: Message
    digest: str
    sealed: str
    tries: int
    sends: int
    sent_at: datetime
    expires_at: datetime
    used_by: str | None


def new_digits() -> str:
    """Six random decimal digits."""
    return f"{secrets.randbelow(1_000_000):06d}"


def keep(connection: Connection, code: Code) -> bool:
    """Store a new code; False where its id is known, so a replayed form sends nothing."""
    return rows.add(connection, table, code._asdict())


def find(connection: Connection, code_id: str) -> Code | None:
    """The code as it stands."""
    query = select(*table.c).where(table.c.id == code_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else Code(*row)


def renew(connection: Connection, fresh: Code) -> None:
    """Put a code in place of the one with its id, unless that one was used meanwhile."""
    changed = {name: value for name, value in fresh._asdict().items() if name != "id"}
    unused = update(table).where(table.c.id == fresh.id, table.c.used_by.is_(None))
    connection.execute(unused.values(**changed))


def ensure_may_send(connection: Connection, contact_digest: str, now: datetime) -> None:
    """Refuse to flood a contact: one code a minute (ResendTooSoon), ten a day (TooManyCodes)."""
    query = select(func.sum(table.c.sends), func.max(table.c.sent_at)).where(
        table.c.contact_digest == contact_digest, table.c.sent_at > now - timedelta(days=1)
    )
    sends, last = connection.execute(query).one()
    if last is not None and now - last < PAUSE:
        raise ResendTooSoon(seconds=int((PAUSE - (now - last)).total_seconds()) + 1)
    if (sends or 0) >= MOST_A_DAY:
        raise TooManyCodes(limit=MOST_A_DAY)


def attempt(
    connection: Connection, code_id: str, digest: str, command_id: str, now: datetime
) -> Refusal | None:
    """Count a try and compare; what is wrong with it, or None where the code is right.

    ``digest`` is that of the digits typed. The refusal is returned and not raised, because
    the counting of a wrong try has to be committed. A form that is sent again after it was
    accepted is right again.
    """
    counted = (
        update(table)
        .where(
            table.c.id == code_id,
            table.c.expires_at > now,
            table.c.tries < TRIES,
            or_(table.c.used_by.is_(None), table.c.used_by == command_id),
        )
        .values(tries=table.c.tries + 1)
        .returning(table.c.digest, table.c.tries, table.c.message)
    )
    row = connection.execute(counted).one_or_none()
    if row is None:
        return _why_not(connection, code_id, now)
    if hmac.compare_digest(row.digest, digest) and row.message == "code":
        return None
    left = TRIES - row.tries
    return WrongCode(left=left) if left else NoTriesLeft()


def use(connection: Connection, code_id: str, command_id: str) -> None:
    """The code has served; only the form that it served may come again."""
    connection.execute(update(table).where(table.c.id == code_id).values(used_by=command_id))


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete what is older than a day and no longer counts for anything."""
    connection.execute(delete(table).where(table.c.sent_at < now - timedelta(days=1)))


def _why_not(connection: Connection, code_id: str, now: datetime) -> Refusal:
    code = find(connection, code_id)
    if code is not None and code.used_by is None and code.expires_at > now:
        return NoTriesLeft()
    return CodeExpired()
