"""Sending text messages: what is sent, and the port."""

from __future__ import annotations

from typing import Protocol

import msgspec


class SmsNotSent(Exception):
    """The message was not taken. ``permanent`` says that trying again is of no use."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.permanent = permanent


class Sms(msgspec.Struct, frozen=True):
    """A text message to one mobile. ``key`` is the same each time this one is sent."""

    to: str
    text: str
    key: str = ""

    def __repr__(self) -> str:
        # Number and text are personal: a message that is logged shows neither.
        return f"Sms(key={self.key!r})"


class SmsGateway(Protocol):
    """The way to the readers' phones."""

    def send(self, sms: Sms) -> None:
        """Hand the message over. Raises SmsNotSent."""
        ...
