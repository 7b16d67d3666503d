"""E-mail: the port, SMTP, the sandbox's inbox and an outbox in memory."""

from __future__ import annotations

from gateways.mail.port import Mail, MailGateway, MailNotSent

__all__ = ["Mail", "MailGateway", "MailNotSent"]
