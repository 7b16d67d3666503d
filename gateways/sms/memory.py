"""Text messages kept in memory: for tests, and to look at what would be sent."""

from __future__ import annotations

from gateways.sms.port import Sms


class MemorySms:
    """Keeps what it is given; a repeated key is kept once, as a receiver would see it."""

    def __init__(self) -> None:
        self.sent: list[Sms] = []

    def send(self, sms: Sms) -> None:
        if not sms.key or all(earlier.key != sms.key for earlier in self.sent):
            self.sent.append(sms)
