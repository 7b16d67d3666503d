"""The sandbox's pages, as a visitor without JavaScript meets them."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gateways.clock import FactorClock, ManualClock
from gateways.mail import Mail
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.inbox import KEPT
from gateways.miit.sandbox.keys import sandbox_key, sandbox_token
from gateways.miit.sandbox.settings import Behaviour
from gateways.miit.sandbox.work import State
from gateways.sms import Sms
from sandbox import create_sandbox_app
from tests.gateways.reports import HAN, LI, code_of, filing_report, other_code, verify_all
from tests.views.html_lint import problems

LI_END, HAN_END = "011234", "02567x"


@pytest.fixture
def app(bureau: Bureau) -> Flask:
    return create_sandbox_app(bureau, "t0ken")


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def get(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    assert problems(response.text, fragment=False) == []
    assert response.headers["Cache-Control"] == "no-store"
    return response.text


def post(client: FlaskClient, page: str, path: str, **fields: str) -> TestResponse:
    """Send a form of ``page`` with its token."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert token is not None
    response = client.post(path, data={"csrf_token": token[1], **fields})
    if response.status_code != 303:
        assert problems(response.text, fragment=False) == []
    return response


def enter(client: FlaskClient, mobile: str, code: str, end: str) -> TestResponse:
    return post(
        client, "/verify", "/verify", act="verify", mobile=mobile, code=code, certificate_end=end
    )


def resend(client: FlaskClient, mobile: str, end: str) -> TestResponse:
    return post(
        client, "/verify", "/verify", act="resend", mobile=mobile, code="", certificate_end=end
    )


@pytest.mark.parametrize("path", ["/", "/inbox", "/mail", "/verify", "/clock"])
def test_every_page_opens_and_says_that_it_is_a_sandbox(client: FlaskClient, path: str) -> None:
    assert "沙箱：这里模拟监管部门" in get(client, path)


def test_pages_allow_no_inline_script_or_style(client: FlaskClient) -> None:
    response = client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "<script" not in response.text
    assert " style=" not in response.text


def test_the_inbox_shows_masked_phone_and_code(client: FlaskClient, bureau: Bureau) -> None:
    bureau.report(filing_report())
    page = get(client, "/inbox")
    assert "138****8001" in page
    assert f'data-code="{code_of(bureau)}"' in page
    assert LI.mobile not in page


def test_our_own_messages_are_shown_in_full(client: FlaskClient, bureau: Bureau) -> None:
    bureau.take_sms(Sms("13800138001", "您的验证码是 246810"))
    bureau.take_mail(Mail("li@example.com", "需要修改", "第一行\n\n见 http://127.0.0.1:8000/x"))
    assert "您的验证码是 246810" in get(client, "/inbox")
    page = get(client, "/mail")
    assert "li@example.com" in page
    assert '<a href="http://127.0.0.1:8000/x"' in page


def test_a_message_is_text_and_never_markup(client: FlaskClient, bureau: Bureau) -> None:
    bureau.take_mail(Mail("li@example.com", "<b>粗</b>", "<script>alert(1)</script>"))
    page = get(client, "/mail")
    assert "<b>" not in page
    assert "<script" not in page


def test_messages_are_deleted_after_a_week(bureau: Bureau, clock: ManualClock) -> None:
    bureau.take_sms(Sms("13800138001", "您好"))
    clock.advance(KEPT)
    assert len(bureau.texts()) == 1
    clock.advance(timedelta(seconds=1))
    assert bureau.texts() == []


def test_a_code_is_verified_on_the_page(client: FlaskClient, bureau: Bureau) -> None:
    bureau.report(filing_report("r-1", LI, HAN))
    first = enter(client, " 138 0013 8001 ", code_of(bureau), LI_END)
    assert first.location == "/verify/31"
    assert "已核验，等待其他核验人" in get(client, first.location)
    second = enter(client, HAN.mobile, code_of(bureau, HAN), HAN_END)
    assert second.location == "/verify/3"
    assert "已提交管局审核" in get(client, second.location)
    get(client, "/verify/2", 404)


def test_a_wrong_code_keeps_what_was_typed_and_says_how_many_tries_are_left(
    client: FlaskClient, bureau: Bureau
) -> None:
    bureau.report(filing_report())
    wrong = other_code(code_of(bureau))
    response = enter(client, LI.mobile, wrong, LI_END)
    assert response.status_code == 422
    assert "还可以输入 5 次" in response.text
    assert "<title>错误：" in response.text
    for typed in (LI.mobile, wrong, LI_END):
        assert f'value="{typed}"' in response.text


def test_expired_and_too_many_wrong_are_told_apart(
    client: FlaskClient, bureau: Bureau, clock: ManualClock
) -> None:
    bureau.report(filing_report("r-1", LI))
    bureau.report(filing_report("r-2", HAN, filing_id="f-2"))
    wrong = other_code(code_of(bureau, HAN))
    texts = [enter(client, HAN.mobile, wrong, HAN_END).text for _ in range(6)]
    assert "错误次数超过限制" in texts[-1]
    clock.advance(timedelta(hours=24))
    assert "核验码已过期" in enter(client, LI.mobile, code_of(bureau, LI), LI_END).text


@pytest.mark.parametrize(
    ("mobile", "code", "end", "said"),
    [
        ("", "123456", LI_END, "请填写收到短信的手机号码。"),
        (LI.mobile, "", LI_END, "请填写短信中的 6 位核验码。"),
        (LI.mobile, "123456", "", "请填写本人证件号码的后 6 位。"),
        (LI.mobile, "123456", "1234567", "只填写证件号码的后 6 位。"),
        (LI.mobile, "12345", LI_END, "核验码是 6 位数字"),
        ("13900139000", "123456", LI_END, "该手机号码没有等待核验的短信"),
        ("😀" * 3000, "😀", "😀", "最多填写 2000 个字符"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    client: FlaskClient, bureau: Bureau, mobile: str, code: str, end: str, said: str
) -> None:
    bureau.report(filing_report())
    response = enter(client, mobile, code, end)
    assert response.status_code == 422
    assert response.text.count(said) >= 2
    assert bureau.reports()[0].wrong == 0


def test_a_new_code_can_be_asked_for_on_the_page(
    client: FlaskClient, bureau: Bureau, clock: ManualClock
) -> None:
    bureau.report(filing_report())
    early = resend(client, LI.mobile, LI_END)
    assert early.status_code == 422
    assert "请在 60 秒后再重新获取核验码" in early.text
    for _ in range(2):
        clock.advance(timedelta(seconds=60))
        response = resend(client, LI.mobile, LI_END)
        assert response.status_code == 200
        assert "新的核验码已发出" in response.text
        assert f'value="{LI.mobile}"' in response.text
    clock.advance(timedelta(seconds=60))
    assert "重新获取已达 2 次上限" in resend(client, LI.mobile, LI_END).text
    assert "无需重新获取" in resend(client, "13900139000", LI_END).text
    assert resend(client, LI.mobile, "").status_code == 422


def test_the_desk_approves(client: FlaskClient, bureau: Bureau) -> None:
    bureau.report(filing_report())
    assert "已核验 0 / 1 个手机号码" in get(client, "/")
    verify_all(bureau)
    assert "审核通过" in get(client, "/")
    response = post(client, "/", "/reports/r-1/approve")
    assert response.location == "/reports/r-1"
    assert "粤ICP备2026000001号-1" in get(client, "/reports/r-1")
    again = post(client, "/", "/reports/r-1/approve")
    assert again.status_code == 303


def test_the_desk_refuses_with_code_and_text(client: FlaskClient, bureau: Bureau) -> None:
    bureau.report(filing_report())
    verify_all(bureau)
    page = get(client, "/reports/r-1")
    assert 'value="1002"' in page
    assert 'value="1001"' not in page
    blank = post(client, "/", "/reports/r-1/refuse", code="1020", text=" ")
    assert blank.status_code == 422
    assert "请写明退回原因" in blank.text
    forged = post(client, "/", "/reports/r-1/refuse", code="1001", text="通过")
    assert forged.status_code == 422
    response = post(client, "/", "/reports/r-1/refuse", code="1020", text="网站名称重复")
    assert response.status_code == 303
    assert "1020 网站名称重复" in get(client, "/")


def test_deciding_on_what_is_not_under_review_is_a_conflict(
    client: FlaskClient, bureau: Bureau
) -> None:
    bureau.report(filing_report())
    assert post(client, "/", "/reports/r-1/approve").status_code == 409
    late = post(client, "/", "/reports/r-1/refuse", code="1002", text="不通过")
    assert late.status_code == 409
    assert post(client, "/", "/reports/unknown/approve").status_code == 404
    assert bureau.reports()[0].state is State.SMS


def test_the_behaviour_is_set_on_the_desk(client: FlaskClient, bureau: Bureau) -> None:
    post(client, "/", "/behaviour", approve_after="30", refuse_next="15", disorder="y")
    assert bureau.behaviour() == Behaviour(approve_after=30, refuse_next=15, disorder=True)
    post(client, "/", "/behaviour", approve_after="", refuse_next="")
    assert bureau.behaviour() == Behaviour()
    assert post(client, "/", "/behaviour", approve_after="-1").status_code == 422
    assert post(client, "/", "/behaviour", refuse_next="abc").status_code == 422
    assert bureau.behaviour() == Behaviour()


def test_a_form_without_its_token_is_refused_with_a_page(
    client: FlaskClient, bureau: Bureau
) -> None:
    bureau.report(filing_report())
    verify_all(bureau)
    response = client.post("/reports/r-1/approve")
    assert response.status_code == 400
    assert "刷新后再提交" in response.text
    assert bureau.reports()[0].state is State.BUREAU


def test_a_clock_that_can_not_be_set_offers_nothing(client: FlaskClient) -> None:
    assert "不能调整" in get(client, "/clock")
    assert post(client, "/verify", "/clock/factor", factor="2").status_code == 404
    assert post(client, "/verify", "/clock/advance", leap="24h").status_code == 404


def test_the_clock_is_set_on_its_page(tmp_path: Path) -> None:
    clock = FactorClock(tmp_path / "clock.json")
    bureau = Bureau.at(f"sqlite:///{tmp_path / 'sandbox.db'}", clock, bytes(32))
    client = create_sandbox_app(bureau, "t0ken").test_client()
    before = clock.now()
    assert post(client, "/clock", "/clock/advance", leap="24h").status_code == 303
    assert clock.now() - before >= timedelta(hours=24)
    assert post(client, "/clock", "/clock/factor", factor="1440").status_code == 303
    assert clock.factor == 1440
    assert 'value="1440"' in get(client, "/clock")
    for factor in ("0", "-1", "1e9", "nan", "inf", "fast", ""):
        assert post(client, "/clock", "/clock/factor", factor=factor).status_code == 422
    assert post(client, "/clock", "/clock/advance", leap="-1h").status_code == 422
    assert clock.factor == 1440
    bureau.close()


@pytest.mark.parametrize(
    ("next_page", "goes_to"),
    [("/inbox", "/inbox"), ("//evil.example/", "/"), ("/\\evil.example", "/"), ("http://x/", "/")],
)
def test_switching_the_language_stays_on_this_site(
    client: FlaskClient, next_page: str, goes_to: str
) -> None:
    response = post(client, "/", "/language", language="en", next=next_page)
    assert response.location == goes_to
    assert '<html lang="en"' in get(client, "/")


def test_an_unknown_address_has_a_page(client: FlaskClient) -> None:
    assert "找不到此页" in get(client, "/nowhere", 404)


def test_the_secrets_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    room = tmp_path / "keys"
    key, token = sandbox_key(room), sandbox_token(room)
    assert (sandbox_key(room), sandbox_token(room)) == (key, token)
    assert len(key) == 32
    assert len(token) == 64
    assert {file.stat().st_mode & 0o777 for file in room.iterdir()} == {0o600}
    assert sorted(file.name for file in room.iterdir()) == ["sandbox.key", "sandbox.token"]
