"""An account's servers and authorisation codes: seen, made, shown, given away, revoked."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask
from flask.testing import FlaskClient

from domain.roles import Role
from gateways.mail.memory import MemoryMail
from tests.account_stories import PASSWORD, hash_cheaply, opened, signed_in
from tests.hosting_stories import issued, registered
from tests.views.filling import send, values
from tests.views.html_lint import parsed, text_of
from use_cases import hosting
from use_cases.deliveries import deliver_due


@pytest.fixture
def mine(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    hash_cheaply(monkeypatch)
    return opened(app.extensions["desk"], Role.APPLICANT, "one@example.com")


@pytest.fixture
def browser(app: Flask, mine: str) -> FlaskClient:
    return signed_in(app, mine)


def words(page) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def form_to(page, address: str) -> dict[str, list[str]]:
    for form in parsed(page.text).iter("form"):
        if form.get("action") == address:
            return values(form)
    raise AssertionError(f"there is no form to {address}")


def press(browser: FlaskClient, address: str, page: str = "/hosting", **answers: str):
    return browser.post(address, data=form_to(browser.get(page), address) | answers)


def test_an_account_without_servers_is_told_so(browser: FlaskClient) -> None:
    assert "您的账号下没有服务器" in words(browser.get("/hosting"))


def test_servers_stand_with_their_room_and_why_one_is_not_eligible(app, mine, browser) -> None:
    registered(app.extensions["desk"], mine)
    registered(app.extensions["desk"], mine, name="db-1", prepaid=False)
    page = words(browser.get("/hosting"))
    assert "已用 0 个，共 5 个，还可备案 5 个" in page
    assert "按量计费的服务器不能备案" in page
    assert browser.get("/hosting").text.count("生成授权码</button>") == 1


def test_codes_are_made_shown_by_a_post_and_revoked(app, mine, browser) -> None:
    desk = app.extensions["desk"]
    resource = registered(desk, mine)
    made = press(browser, f"/hosting/servers/{resource}/codes", number="2")
    assert made.status_code == 303
    code, _other = hosting.codes_of(desk, mine)[0]
    page = browser.get("/hosting")
    text = hosting.text_of(desk, code.id, mine)
    assert f"····{code.tail}" in words(page)
    assert text not in page.text
    shown = press(browser, f"/hosting/codes/{code.id}/text")
    assert text in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert browser.get(f"/hosting/codes/{code.id}/text").status_code == 405
    question = f"/hosting/codes/{code.id}/revoke"
    assert press(browser, question, question).status_code == 303
    assert hosting.own_code(desk, code.id, mine).state == "void"
    assert "无效" in words(browser.get("/hosting"))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("", "请填写个数"),
        ("two", "请填写整数"),
        ("0", "一次可以生成 1 到 20 个授权码"),
        ("21", "一次可以生成 1 到 20 个授权码"),
        ("6", "这台服务器共有 5 个授权码，还可以生成 5 个"),
    ],
)
def test_a_wrong_number_of_codes_is_told(app, mine, browser, number: str, told: str) -> None:
    resource = registered(app.extensions["desk"], mine)
    page = press(browser, f"/hosting/servers/{resource}/codes", number=number)
    assert page.status_code == 422
    assert told in words(page)
    assert hosting.codes_of(app.extensions["desk"], mine)[0] == []


def granting(browser: FlaskClient, code: str, **answers: str):
    page = browser.get(f"/hosting/codes/{code}/grant")
    typed = {"contact": "two@example.com", "note": "分公司", "password": PASSWORD} | answers
    return send(browser, page, **typed)


def test_a_code_is_given_to_another_account_which_is_told(app, mine, browser) -> None:
    mail = MemoryMail()
    desk = app.extensions["desk"] = dataclasses.replace(app.extensions["desk"], mail=mail)
    other = opened(desk, Role.APPLICANT, "two@example.com")
    (code,) = issued(desk, mine, registered(desk, mine))
    assert granting(browser, code.id).status_code == 303
    page = words(browser.get("/hosting"))
    assert "已转给他人" in page
    assert f"显示 {code.tail}" not in page
    theirs = signed_in(app, other)
    page = words(theirs.get("/hosting"))
    assert "别人转给您的授权码" in page
    assert f"显示 {code.tail}" in page
    inbox = theirs.get("/messages")
    assert f"备案授权码（尾号 {code.tail}）转给了您的账号" in words(inbox)
    assert 'href="/hosting"' in inbox.text
    deliver_due(desk, desk.clock.now())
    assert [letter.subject for letter in mail.sent] == ["您收到一个备案授权码"]
    text = hosting.text_of(desk, code.id, other)
    assert text not in mail.sent[0].text


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"password": ""}, "请填写您的登录密码"),
        ({"password": "not my password"}, "当前密码不正确"),
        ({"contact": "nobody@example.com"}, "没有申请人用这个联系方式注册"),
        ({"contact": "nobody"}, "请填写电子邮箱"),
        ({"contact": "one@example.com"}, "这是您自己的账号"),
    ],
)
def test_a_grant_that_is_refused_keeps_what_was_typed(app, mine, browser, answers, told) -> None:
    desk = app.extensions["desk"]
    (code,) = issued(desk, mine, registered(desk, mine))
    page = granting(browser, code.id, **answers)
    assert page.status_code == 422
    assert told in words(page)
    assert "分公司" in page.text
    assert PASSWORD not in page.text


def test_anothers_code_and_server_are_not_there(app, mine, browser) -> None:
    desk = app.extensions["desk"]
    other = opened(desk, Role.APPLICANT)
    resource = registered(desk, other)
    (code,) = issued(desk, other, resource)
    for address in (f"codes/{code.id}/grant", f"codes/{code.id}/revoke"):
        assert browser.get(f"/hosting/{address}").status_code == 404
    button = {"command_id": "a" * 32}
    for address in (f"codes/{code.id}/text", f"codes/{code.id}/revoke"):
        assert browser.post(f"/hosting/{address}", data=button).status_code == 404
    answer = browser.post(f"/hosting/servers/{resource}/codes", data=button | {"number": "1"})
    assert answer.status_code == 404


def test_a_sub_account_reads_and_changes_nothing(app, mine) -> None:
    desk = app.extensions["desk"]
    resource = registered(desk, mine)
    (code,) = issued(desk, mine, resource)
    reader = signed_in(app, opened(desk, Role.SUB_ACCOUNT, parent=mine))
    page = reader.get("/hosting")
    assert f"····{code.tail}" in words(page)
    assert "生成授权码" not in words(page)
    assert f"显示 {code.tail}" not in words(page)
    refused = reader.post(f"/hosting/codes/{code.id}/text", data={"command_id": "a" * 32})
    assert refused.status_code == 403
