"""Text messages that end in the sandbox's inbox."""

from __future__ import annotations

import msgspec

from gateways.sandbox_line import LineDown, SandboxLine
from gateways.sms.port import Sms, SmsNotSent


class SandboxSms:
    """Hands messages to the sandbox at ``base_url``, which shows them on its page."""

    def __init__(self, base_url: str, token: str) -> None:
        self._line = SandboxLine(base_url, token)

    def send(self, sms: Sms) -> None:
        try:
            self._line.post("/api/sms", msgspec.json.encode(sms))
        except LineDown as error:
            raise SmsNotSent(str(error), permanent=False) from error

    def close(self) -> None:
        """Close the connections."""
        self._line.close()
