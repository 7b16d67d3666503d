"""Mail through a real SMTP server on loopback, and its other ways."""

from __future__ import annotations

import email
import email.policy
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from gateways.mail import Mail, MailNotSent
from gateways.mail.memory import MemoryMail
from gateways.mail.smtp import SmtpMail, message_of, server_of

SENDER = "beian@example.cn"
MAIL = Mail("lilei@example.com", "您的备案需要修改", "请在 45 天内修改。\n共 2 处。\n", "outbox-1")


class Mailbox:
    """What the server took, and what it refuses."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.refuse_with: str | None = None

    async def handle_RCPT(  # noqa: N802 (the name is aiosmtpd's)
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if self.refuse_with:
            return self.refuse_with
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 (the name is aiosmtpd's)
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        content = cast("bytes", envelope.content)
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def serving(mailbox: Mailbox, **options: Any) -> Iterator[int]:
    """The port of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    host = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(host, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        made.public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return file


def tls_of(certificate: Path) -> ssl.SSLContext:
    """The server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_mail_arrives_as_it_was_written(mailbox: Mailbox) -> None:
    with serving(mailbox) as port:
        SmtpMail(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    (letter,) = mailbox.letters
    assert mailbox.recipients == ["lilei@example.com"]
    assert letter["Subject"] == "您的备案需要修改"
    assert letter["From"] == SENDER
    assert letter.get_content().replace("\r\n", "\n") == MAIL.text
    assert letter["Date"] is not None


def test_a_mail_sent_again_has_the_same_id(mailbox: Mailbox) -> None:
    with serving(mailbox) as port:
        gateway = SmtpMail(f"smtp://127.0.0.1:{port}", SENDER)
        gateway.send(MAIL)
        gateway.send(MAIL)
        gateway.send(Mail(MAIL.to, MAIL.subject, MAIL.text, "outbox-2"))
    first, again, other = (letter["Message-ID"] for letter in mailbox.letters)
    assert first == again != other
    assert first.endswith("@example.cn>")


def test_a_domain_in_chinese_is_sent_in_its_ascii_form(mailbox: Mailbox) -> None:
    with serving(mailbox) as port:
        SmtpMail(f"smtp://127.0.0.1:{port}", SENDER).send(Mail("li@例子.公司", "您好", "内容"))
    assert mailbox.recipients == ["li@xn--fsqu00a.xn--55qx5d"]


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [("550 no such mailbox", True), ("451 try again later", False)],
)
def test_a_refused_recipient_is_told_apart_from_a_busy_server(
    mailbox: Mailbox, answer: str, permanent: bool
) -> None:
    mailbox.refuse_with = answer
    with serving(mailbox) as port, pytest.raises(MailNotSent) as refusal:
        SmtpMail(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    assert refusal.value.permanent is permanent
    assert "lilei" not in str(refusal.value)


def test_without_a_server_the_mail_may_be_sent_later() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(MailNotSent) as refusal:
        SmtpMail(f"smtp://127.0.0.1:{port}", SENDER).send(MAIL)
    assert not refusal.value.permanent


@pytest.mark.parametrize("password", ["p@ss/word", "wrong"])
def test_the_password_crosses_only_after_starttls(
    mailbox: Mailbox, certificate: Path, password: str
) -> None:
    client_tls = ssl.create_default_context(cafile=str(certificate))

    def authenticate(*parts: Any) -> AuthResult:
        known = parts[-1] == LoginPassword(b"desk", b"p@ss/word")
        return AuthResult(success=known, handled=False)

    with serving(
        mailbox,
        tls_context=tls_of(certificate),
        require_starttls=True,
        auth_required=True,
        authenticator=authenticate,
    ) as port:
        quoted = password.replace("@", "%40").replace("/", "%2F")
        gateway = SmtpMail(f"smtp://desk:{quoted}@127.0.0.1:{port}?starttls=1", SENDER, client_tls)
        if password == "wrong":
            with pytest.raises(MailNotSent, match="password"):
                gateway.send(MAIL)
        else:
            gateway.send(MAIL)
    assert len(mailbox.letters) == (0 if password == "wrong" else 1)


def test_an_unknown_certificate_is_not_trusted(mailbox: Mailbox, certificate: Path) -> None:
    with (
        serving(mailbox, tls_context=tls_of(certificate)) as port,
        pytest.raises(MailNotSent, match="SSLCertVerificationError"),
    ):
        SmtpMail(f"smtp://127.0.0.1:{port}?starttls=1", SENDER).send(MAIL)
    assert mailbox.letters == []


@pytest.mark.parametrize("to", ["", "nobody", "a@b@c", "李雷", "a b@example.com", "@example.com"])
def test_what_is_no_address_is_refused_for_good(to: str) -> None:
    with pytest.raises(MailNotSent) as refusal:
        message_of(Mail(to, "主题", "正文"), SENDER)
    assert refusal.value.permanent


@pytest.mark.parametrize("broken", ["a@example.com\nBcc: b@example.com", "a@example.com\r"])
def test_a_line_break_can_not_smuggle_a_header_in(broken: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Mail(broken, "主题", "正文")
    with pytest.raises(ValueError, match="one line"):
        Mail("a@example.com", broken, "正文")


@pytest.mark.parametrize(
    ("url", "host", "port", "security"),
    [
        ("smtp://mail.example.cn", "mail.example.cn", 25, "none"),
        ("smtp://u:p@mail.example.cn?starttls=1", "mail.example.cn", 587, "starttls"),
        ("smtps://u:p@mail.example.cn", "mail.example.cn", 465, "tls"),
        ("smtp://u:p@127.0.0.1:2525", "127.0.0.1", 2525, "none"),
    ],
)
def test_a_server_is_read_from_its_url(url: str, host: str, port: int, security: str) -> None:
    server = server_of(url)
    assert (server.host, server.port, server.security) == (host, port, security)


@pytest.mark.parametrize(
    "url", ["mail.example.cn", "http://mail.example.cn", "smtp://", "smtp://u:sesame@mail.cn"]
)
def test_an_unusable_url_is_refused_without_repeating_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="SMTP_URL") as refusal:
        server_of(url)
    assert "sesame" not in str(refusal.value)
    assert "sesame" not in repr(server_of("smtps://u:sesame@mail.cn"))


def test_the_memory_keeps_a_repeated_mail_once() -> None:
    gateway = MemoryMail()
    for mail in (MAIL, MAIL, Mail("a@example.com", "一", "二"), Mail("a@example.com", "一", "二")):
        gateway.send(mail)
    assert len(gateway.sent) == 3
