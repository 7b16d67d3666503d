"""The inbox of the demonstration: what phones and mailboxes would have received.

Messages are stored sealed and deleted after a week.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec
from sqlalchemy import delete, insert, select, update

from gateways.miit.sandbox.tables import messages
from gateways.miit.sandbox.work import Work

KEPT: Final = timedelta(days=7)
_SHOWN: Final = 200

Channel = Literal["ministry", "sms", "mail"]


class Letter(msgspec.Struct, frozen=True):
    """The content of a message. ``code`` is the ministry's code where it carries one."""

    to: str
    text: str
    subject: str = ""
    code: str = ""


class Message(msgspec.Struct, frozen=True):
    """A message as the inbox shows it.

    ``state`` is ``void`` or ``used`` for a code that a newer one replaced or that was
    entered, and empty otherwise.
    """

    message_id: str
    channel: str
    letter: Letter
    state: str
    at: datetime


def deliver(work: Work, channel: Channel, letter: Letter, key: str = "") -> str:
    """Put a message into the inbox and return its id; a repeated ``key`` changes nothing."""
    if key:
        same = (messages.c.channel == channel) & (messages.c.key == key)
        earlier = work.connection.scalar(select(messages.c.message_id).where(same))
        if earlier is not None:
            return str(earlier)
    message_id = secrets.token_hex(16)
    work.connection.execute(
        insert(messages).values(
            message_id=message_id,
            channel=channel,
            key=key or None,
            sealed=work.seals.seal(msgspec.json.encode(letter).decode(), message_id),
            state="",
            at=work.now,
        )
    )
    return message_id


def mark(work: Work, message_id: str, state: Literal["void", "used"]) -> None:
    """Say in the inbox what became of the code in a message."""
    work.connection.execute(
        update(messages).where(messages.c.message_id == message_id).values(state=state)
    )


def newest(work: Work, channels: tuple[Channel, ...]) -> list[Message]:
    """The last 200 messages of these channels, newest first."""
    rows = work.connection.execute(
        select(messages)
        .where(messages.c.channel.in_(channels))
        .order_by(messages.c.seq.desc())
        .limit(_SHOWN)
    )
    return [
        Message(
            message_id=row.message_id,
            channel=row.channel,
            letter=msgspec.json.decode(work.seals.unseal(row.sealed, row.message_id), type=Letter),
            state=row.state,
            at=row.at,
        )
        for row in rows
    ]


def sweep(work: Work) -> None:
    """Delete what is older than a week."""
    work.connection.execute(delete(messages).where(messages.c.at < work.now - KEPT))
