"""Mail that ends in the sandbox's inbox."""

from __future__ import annotations

import msgspec

from gateways.mail.port import Mail, MailNotSent
from gateways.sandbox_line import LineDown, SandboxLine


class SandboxMail:
    """Hands mails to the sandbox at ``base_url``, which shows them on its page."""

    def __init__(self, base_url: str, token: str) -> None:
        self._line = SandboxLine(base_url, token)

    def send(self, mail: Mail) -> None:
        try:
            self._line.post("/api/mail", msgspec.json.encode(mail))
        except LineDown as error:
            raise MailNotSent(str(error), permanent=False) from error

    def close(self) -> None:
        """Close the connections."""
        self._line.close()
