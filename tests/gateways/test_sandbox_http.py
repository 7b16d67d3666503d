"""The adapters of the sandbox against the running program, over HTTP on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import httpx
import pytest
from werkzeug.serving import make_server

from gateways.mail import Mail, MailNotSent
from gateways.mail.sandbox import SandboxMail
from gateways.miit import (
    BureauStarted,
    CodesSent,
    CodeVerified,
    MinistryUnreachable,
    ReportAccepted,
    ReportRefused,
)
from gateways.miit.http_sandbox import SandboxMinistry
from gateways.miit.sandbox.bureau import Bureau
from gateways.sms import Sms, SmsNotSent
from gateways.sms.sandbox import SandboxSms
from sandbox import create_sandbox_app
from tests.gateways.reports import LI, filing_report, verify_all

TOKEN = "t0ken"


@pytest.fixture
def address(bureau: Bureau) -> Iterator[str]:
    """Where the sandbox runs."""
    server = make_server("127.0.0.1", 0, create_sandbox_app(bureau, TOKEN), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ministry(address: str) -> Iterator[SandboxMinistry]:
    made = SandboxMinistry(address, TOKEN)
    yield made
    made.close()


def test_a_report_goes_out_and_its_notices_come_back(
    ministry: SandboxMinistry, bureau: Bureau
) -> None:
    assert ministry.report(filing_report()) == ReportAccepted("r-1")
    assert ministry.report(filing_report()) == ReportAccepted("r-1")
    verify_all(bureau, LI)
    notices = ministry.collect()
    assert [type(notice) for notice in notices] == [CodesSent, CodeVerified, BureauStarted]
    assert notices == bureau.collect()
    ministry.acknowledge([notice.notice_id for notice in notices[:2]])
    assert ministry.collect() == notices[2:]


def test_a_refusal_comes_back_with_its_code(ministry: SandboxMinistry) -> None:
    answer = ministry.report(filing_report(province="810000"))
    assert isinstance(answer, ReportRefused)
    assert answer.code == 1045
    assert answer.text


def test_our_own_messages_reach_the_inbox_once(address: str, bureau: Bureau) -> None:
    mail, sms = SandboxMail(address, TOKEN), SandboxSms(address, TOKEN)
    for _ in range(2):
        mail.send(Mail("li@example.com", "您的备案需要修改", "请登录修改。", "outbox-1"))
        sms.send(Sms("13800138001", "您的验证码是 246810", "outbox-2"))
    mail.close()
    sms.close()
    (letter,) = [message.letter for message in bureau.mails()]
    assert (letter.to, letter.subject) == ("li@example.com", "您的备案需要修改")
    (text,) = [message.letter for message in bureau.texts()]
    assert (text.to, text.text) == ("13800138001", "您的验证码是 246810")


def test_without_the_token_nothing_is_said(address: str, bureau: Bureau) -> None:
    ministry = SandboxMinistry(address, "another")
    with pytest.raises(MinistryUnreachable, match="401"):
        ministry.report(filing_report())
    with pytest.raises(MinistryUnreachable, match="401"):
        ministry.collect()
    ministry.close()
    assert bureau.reports() == []


@pytest.mark.parametrize("path", ["report", "collect", "acknowledge", "status", "sms", "mail"])
def test_the_interface_takes_only_posts_with_the_token(address: str, path: str) -> None:
    url = f"{address}/api/{path}"
    assert httpx.post(url, content=b"{}", trust_env=False).status_code == 401
    assert httpx.get(url, trust_env=False).status_code == 405


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"report_id": 1}', b"\xff"])
def test_a_malformed_report_is_refused_in_json(address: str, body: bytes) -> None:
    answer = httpx.post(
        f"{address}/api/report",
        content=body,
        headers={"Authorization": f"Bearer {TOKEN}"},
        trust_env=False,
    )
    assert answer.status_code == 400
    assert answer.json() == {"error": "Bad Request"}


def test_a_foreign_host_name_is_refused(address: str) -> None:
    answer = httpx.get(address, headers={"Host": "evil.example"}, trust_env=False)
    assert answer.status_code == 400


def test_nobody_at_the_address_is_told_in_the_ports_own_words() -> None:
    nowhere = "http://127.0.0.1:9"
    ministry, mail, sms = (
        SandboxMinistry(nowhere, TOKEN),
        SandboxMail(nowhere, TOKEN),
        SandboxSms(nowhere, TOKEN),
    )
    with pytest.raises(MinistryUnreachable):
        ministry.collect()
    with pytest.raises(MailNotSent) as mail_refusal:
        mail.send(Mail("li@example.com", "主题", "正文"))
    with pytest.raises(SmsNotSent) as sms_refusal:
        sms.send(Sms("13800138001", "正文"))
    assert not mail_refusal.value.permanent
    assert not sms_refusal.value.permanent
    for gateway in (ministry, mail, sms):
        gateway.close()
