"""Sending e-mail: what is sent, and the port."""

from __future__ import annotations

from typing import Protocol

import msgspec


class MailNotSent(Exception):
    """The mail was not taken. ``permanent`` says that trying again is of no use."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Mail(msgspec.Struct, frozen=True):
    """A plain-text mail to one address.

    ``key`` is the same each time this mail is sent: a receiver can tell a repetition.
    Refuses a line break in ``to`` or ``subject`` with ValueError: it would end a header.
    """

    to: str
    subject: str
    text: str
    key: str = ""

    def __post_init__(self) -> None:
        if any(part.splitlines() not in ([], [part]) for part in (self.to, self.subject)):
            raise ValueError("an address and a subject have one line")

    def __repr__(self) -> str:
        # Address and text are personal: a mail that is logged shows neither.
        return f"Mail(key={self.key!r})"


class MailGateway(Protocol):
    """The way to the readers' mailboxes."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises MailNotSent."""
        ...
