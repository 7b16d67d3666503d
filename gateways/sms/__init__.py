"""Text messages: the port, the sandbox's inbox and an outbox in memory."""

from __future__ import annotations

from gateways.sms.port import Sms, SmsGateway, SmsNotSent

__all__ = ["Sms", "SmsGateway", "SmsNotSent"]
