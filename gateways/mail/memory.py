"""Mails kept in memory: for tests, and to look at what would be sent."""

from __future__ import annotations

from gateways.mail.port import Mail


class MemoryMail:
    """Keeps what it is given; a repeated key is kept once, as a receiver would see it."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        if not mail.key or all(earlier.key != mail.key for earlier in self.sent):
            self.sent.append(mail)
