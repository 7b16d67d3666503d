"""Mail over SMTP (RFC 5321), one connection a mail."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

import idna
import msgspec

from gateways.mail.port import Mail, MailNotSent

_SECONDS: Final = 15.0
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


class Server(msgspec.Struct, frozen=True):
    """A mail server. ``security`` is ``none``, ``starttls`` or ``tls`` from the first byte."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.security})"


def server_of(url: str) -> Server:
    """The server that an SMTP_URL names: ``smtp://user:password@host:port?starttls=1``,
    or ``smtps://…`` for TLS from the first byte.

    Refuses another form, and a password that would cross a network in the clear, with
    ValueError; the message never repeats the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("SMTP_URL must look like smtp://user:password@host:587?starttls=1")
    starttls = parse_qs(parts.query).get("starttls", ["0"])[-1] in ("1", "true", "yes")
    security = "tls" if parts.scheme == "smtps" else "starttls" if starttls else "none"
    if parts.password and security == "none" and parts.hostname not in _LOOPBACK:
        raise ValueError("SMTP_URL has a password but no TLS: add ?starttls=1 or use smtps://")
    return Server(
        host=parts.hostname,
        port=parts.port or {"tls": 465, "starttls": 587}.get(security, 25),
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class SmtpMail:
    """Sends through the server of ``url`` (see ``server_of``), from the address ``sender``.

    ``tls`` replaces the system's certificates, for a server with its own.
    """

    def __init__(self, url: str, sender: str, tls: ssl.SSLContext | None = None) -> None:
        self._server = server_of(url)
        self._sender = _ascii_domain(sender)
        self._tls = tls

    def send(self, mail: Mail) -> None:
        message = message_of(mail, self._sender)
        try:
            with self._connect() as connection:
                connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            permanent = all(code >= 500 for code in codes)
            raise MailNotSent(f"recipient refused: {codes}", permanent=permanent) from error
        except smtplib.SMTPAuthenticationError as error:
            # Once the operator mends the password, waiting mails shall go out.
            raise MailNotSent("the mail server refused the password", permanent=False) from error
        except smtplib.SMTPResponseException as error:
            permanent = error.smtp_code >= 500
            raise MailNotSent(f"server answered {error.smtp_code}", permanent=permanent) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailNotSent(str(error), permanent=False) from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailNotSent(f"no mail server: {type(error).__name__}", permanent=False) from error

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        tls = self._tls or ssl.create_default_context()
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_SECONDS, context=tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        try:
            if server.security == "starttls":
                connection.starttls(context=tls)
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """The mail as it goes over the wire, with a Message-ID that follows from its key.

    Sent twice it has one id, and a mailbox may show it once. Refuses an address that is
    none with MailNotSent.
    """
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = sender
        message["To"] = Address(addr_spec=_ascii_domain(mail.to))
    except (ValueError, IndexError, MessageError) as error:
        raise MailNotSent("not a mail address", permanent=True) from error
    message["Subject"] = mail.subject
    # Mail servers judge a mail by its date: it is the computer's, whatever the desk's clock.
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Auto-Submitted"] = "auto-generated"
    if mail.key:
        identity = hashlib.sha256(mail.key.encode()).hexdigest()[:40]
        message["Message-ID"] = f"<{identity}@{sender.rpartition('@')[2]}>"
    message.set_content(mail.text, charset="utf-8", cte="base64")
    return message


def _ascii_domain(address: str) -> str:
    local, at, domain = address.rpartition("@")
    if not at or domain.isascii():
        return address
    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError as error:
        raise ValueError("not a mail address") from error
