"""The pages of accounts: what visitors, holders and the operator can do, and what they cannot."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from app import create_app
from domain.roles import STAFF_ROLES, Role
from gateways.mail.memory import MemoryMail
from gateways.sms.memory import MemorySms
from settings import Settings
from store import event_log
from store.credentials import codes, links, sessions
from store.engine import writing
from tests.account_stories import PASSWORD, delivered, hash_cheaply, opened, real_now, signed_in
from tests.views.conftest import Reader
from use_cases import accounts, staff
from use_cases.desk import Desk
from use_cases.staff_names import called, name_given
from wiring import make_desk

CONTACT = "li@example.com"
NEW_PASSWORD = "a new long password"


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_cheaply(monkeypatch)


@pytest.fixture
def desk(settings: Settings) -> Desk:
    return replace(make_desk(settings), mail=MemoryMail(), sms=MemorySms())


@pytest.fixture
def app(settings: Settings, desk: Desk) -> Flask:
    app = create_app(settings, desk)
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Reader
    return app


def send(client: FlaskClient, path: str, command_id: str = "", **typed: Any) -> TestResponse:
    """Post a form as its page would."""
    return client.post(path, data={"command_id": command_id or uuid.uuid4().hex, **typed})


def last_code(desk: Desk) -> str:
    """The six digits in the latest message."""
    found = re.findall(r"[0-9]{6}", delivered(desk)[-1])
    assert len(found) == 1
    return str(found[0])


def registered(client: FlaskClient, desk: Desk, contact: str = CONTACT) -> TestResponse:
    """Register through the pages, up to the answer to the code."""
    assert send(client, "/register", contact=contact, password=PASSWORD).status_code == 303
    return send(client, "/register/code", code=last_code(desk))


def sign_in(client: FlaskClient, contact: str = CONTACT, password: str = PASSWORD) -> TestResponse:
    return send(client, "/sign-in", contact=contact, password=password)


def events_in(desk: Desk) -> list[str]:
    with desk.unit.reading() as connection:
        return [row.name for row in event_log.read_log(connection)]


def is_signed_in(client: FlaskClient) -> bool:
    return client.get("/account").status_code == 200


# Registering


def test_one_account_one_subject_is_told_before_signing_up(client: FlaskClient) -> None:
    assert "一个账号仅支持一个主体" in client.get("/register").text
    assert "一个账号仅支持一个主体" in client.get("/sign-in").text


@pytest.mark.parametrize(
    ("contact", "masked"), [(CONTACT, "l***@example.com"), ("138 0013 8000", "138****8000")]
)
def test_registering_ends_signed_in(
    client: FlaskClient, desk: Desk, contact: str, masked: str
) -> None:
    send(client, "/register", contact=contact, password=PASSWORD)
    page = client.get("/register/code")
    assert masked in page.text
    assert contact not in page.text
    digits = last_code(desk)
    answer = send(client, "/register/code", code=f" {digits[:3]} {digits[3:]} ")
    assert answer.status_code == 303
    assert masked in client.get("/account").text


@pytest.mark.parametrize(
    ("contact", "password", "words"),
    [
        ("", PASSWORD, "请填写电子邮箱或手机号码"),
        ("li", PASSWORD, "请填写电子邮箱（例如"),
        ("😀" * 10, PASSWORD, "请填写电子邮箱（例如"),
        ("x" * 10_000, PASSWORD, "最多填写"),
        (CONTACT, "", "请设置密码"),
        (CONTACT, "short", "密码至少 10 个字符"),
        (CONTACT, "1234567890", "这个密码太常见"),
        (CONTACT, CONTACT, "密码不能与邮箱或手机号码相同"),
        (CONTACT, "😀" * 10_000, "最多填写"),
    ],
)
def test_a_registration_that_cannot_be_keeps_what_was_typed_but_the_password(
    client: FlaskClient, desk: Desk, contact: str, password: str, words: str
) -> None:
    answer = send(client, "/register", contact=contact, password=password)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{contact}"' in answer.text
    assert 'type="password" id="password" name="password" value=""' in answer.text
    assert delivered(desk) == []


def test_a_role_in_the_form_changes_nothing(client: FlaskClient, desk: Desk) -> None:
    forged = {"role": "operator", "parent": "x", "account": "0" * 32, "verified": "1"}
    send(client, "/register", contact=CONTACT, password=PASSWORD, **forged)
    send(client, "/register/code", code=last_code(desk), **forged)
    assert is_signed_in(client)
    assert client.get("/operate/staff").status_code == 403


def test_wrong_codes_are_counted_and_told(client: FlaskClient, desk: Desk) -> None:
    send(client, "/register", contact=CONTACT, password=PASSWORD)
    digits = last_code(desk)
    wrong = f"{(int(digits) + 1) % 1_000_000:06d}"
    for left in (4, 3, 2, 1):
        answer = send(client, "/register/code", code=wrong)
        assert answer.status_code == 422
        assert f"还可以再试 {left} 次" in answer.text
        assert wrong not in answer.text
    assert "已经作废" in send(client, "/register/code", code=wrong).text
    assert "已经作废" in send(client, "/register/code", code=digits).text
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "12 34", "😀" * 6, "1" * 10_000]
)
def test_what_is_no_code_costs_no_try(client: FlaskClient, desk: Desk, code: str) -> None:
    send(client, "/register", contact=CONTACT, password=PASSWORD)
    for _ in range(6):
        assert send(client, "/register/code", code=code).status_code == 422
    assert send(client, "/register/code", code=last_code(desk)).status_code == 303


def test_an_old_code_is_told_from_a_wrong_one(client: FlaskClient, desk: Desk) -> None:
    send(client, "/register", contact=CONTACT, password=PASSWORD)
    digits = last_code(desk)
    with writing(desk.unit.engine) as connection:
        connection.execute(update(codes.table).values(expires_at=real_now()))
    answer = send(client, "/register/code", code=digits)
    assert answer.status_code == 422
    assert "已过期" in answer.text


def test_a_code_is_sent_again_after_a_minute_only(client: FlaskClient, desk: Desk) -> None:
    send(client, "/register", contact=CONTACT, password=PASSWORD)
    digits = last_code(desk)
    soon = send(client, "/register/code/resend")
    assert soon.status_code == 422
    assert "秒再发送" in soon.text
    earlier = real_now() - timedelta(seconds=61)
    with writing(desk.unit.engine) as connection:
        connection.execute(update(codes.table).values(sent_at=earlier))
    assert send(client, "/register/code/resend").status_code == 303
    assert len(delivered(desk)) == 2
    assert last_code(desk) == digits


def test_a_used_contact_gets_the_same_page(app: Flask, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    pages = []
    for contact in (CONTACT, "lu@example.com"):
        client = app.test_client()
        answer = send(client, "/register", contact=contact, password=PASSWORD)
        wrong = send(client, "/register/code", code="000000")
        texts = [answer.text, client.get("/register/code").text, wrong.text]
        pages.append([re.sub(r'value="[^"]*"', "", text) for text in texts])
    assert pages[0] == pages[1]


def test_the_code_page_without_a_registration_leads_to_it(client: FlaskClient) -> None:
    for answer in (
        client.get("/register/code"),
        send(client, "/register/code", code="123456"),
        send(client, "/register/code/resend"),
    ):
        assert (answer.status_code, answer.headers["Location"]) == (303, "/register")
    assert client.get("/forgotten/code").headers["Location"] == "/forgotten"


def test_a_form_sent_twice_registers_once(client: FlaskClient, desk: Desk) -> None:
    command_id = uuid.uuid4().hex
    for _ in range(2):
        send(client, "/register", command_id, contact=CONTACT, password=PASSWORD)
    digits = last_code(desk)
    with client.session_transaction() as kept:
        before = dict(kept)
    answers = []
    for _ in range(2):
        # A double click sends the cookie of the page twice.
        with client.session_transaction() as kept:
            kept.clear()
            kept.update(before)
        answers.append(send(client, "/register/code", "f" * 32, code=digits))
    assert [answer.status_code for answer in answers] == [303, 303]
    assert events_in(desk).count("account.registered") == 1
    assert len(delivered(desk)) == 1


@pytest.mark.parametrize("command_id", ["x", "Z" * 32, "' OR 1=1 --"])
def test_a_forged_command_id_is_refused(client: FlaskClient, desk: Desk, command_id: str) -> None:
    answer = send(client, "/register", command_id, contact=CONTACT, password=PASSWORD)
    assert answer.status_code == 422
    assert delivered(desk) == []


@pytest.mark.parametrize(
    "path", ["/register", "/register/code", "/sign-in", "/forgotten", "/sign-out"]
)
def test_a_form_without_its_token_is_refused(client: FlaskClient, path: str) -> None:
    assert client.post(path, data={"csrf_token": ""}).status_code == 400


# Signing in


def test_signing_in_and_out(client: FlaskClient, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    assert sign_in(client).status_code == 303
    page = client.get("/account")
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get("/sign-in").status_code == 303
    assert send(client, "/sign-out").status_code == 303
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (Role.APPLICANT, "/filings"),
        (Role.REVIEWER, "/review"),
        (Role.REPORT_OFFICER, "/report"),
        (Role.AUDITOR, "/audit"),
    ],
)
def test_everybody_begins_where_their_own_work_is(
    client: FlaskClient, desk: Desk, role: Role, page: str
) -> None:
    opened(desk, role, CONTACT)
    assert sign_in(client).headers["Location"] == page


def test_unknown_and_wrong_get_the_same_page(client: FlaskClient, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    texts = []
    for contact in (CONTACT, "lu@example.com"):
        answer = sign_in(client, contact, "wrong password")
        assert answer.status_code == 422
        assert f'value="{contact}"' in answer.text
        assert "wrong password" not in answer.text
        texts.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert "账号或密码不正确" in texts[0]
    assert texts[0] == texts[1]


def test_an_unknown_account_is_checked_against_a_dummy(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str | None] = []

    def watched(password: str, stored: str | None) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr("store.credentials.passwords.matches", watched)
    sign_in(client, "nobody@example.com")
    assert checked == [None]


@pytest.mark.parametrize("contact", [CONTACT, "nobody@example.com"])
def test_ten_failures_lock_whoever_it_is(client: FlaskClient, desk: Desk, contact: str) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    answers = [sign_in(client, contact, "wrong password") for _ in range(10)]
    assert "账号或密码不正确" in answers[8].text
    assert "15 分钟内不能登录" in answers[9].text
    locked = sign_in(client, contact, PASSWORD)
    assert locked.status_code == 422
    assert "15 分钟内不能登录" in locked.text


def test_too_many_sign_ins_from_one_place_are_slowed_down(
    client: FlaskClient, still_minute: None
) -> None:
    answers = [sign_in(client, f"nobody{number}@example.com") for number in range(21)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize("typed", ["😀" * 10_000, "x" * 10_000, "\x00\r\n", "' OR 1=1 --"])
def test_anything_may_be_typed_into_the_sign_in(client: FlaskClient, typed: str) -> None:
    assert sign_in(client, typed, typed).status_code == 422


def test_signing_in_leads_back_to_the_page(client: FlaskClient, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    asked = client.get("/account/password?x=1")
    assert asked.status_code == 303
    page = client.get(asked.headers["Location"])
    assert 'name="next" value="/account/password?x=1"' in page.text
    answer = send(
        client, "/sign-in", contact=CONTACT, password=PASSWORD, next="/account/password?x=1"
    )
    assert answer.headers["Location"] == "/account/password?x=1"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:1",
    ],
)
def test_signing_in_never_leads_to_another_site(
    client: FlaskClient, desk: Desk, target: str
) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    page = client.get("/sign-in", query_string={"next": target})
    assert 'name="next" value=""' in page.text
    answer = send(client, "/sign-in", contact=CONTACT, password=PASSWORD, next=target)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/")
    assert "evil" not in answer.headers["Location"]


def test_a_planted_session_gains_nothing(client: FlaskClient, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    with client.session_transaction() as kept:
        kept["planted"] = "by somebody else"
    token_before = client.csrf_token()  # type: ignore[attr-defined]
    sign_in(client)
    with client.session_transaction() as kept:
        assert "planted" not in kept
        assert kept.get("csrf_token") is None or kept["csrf_token"] not in token_before
        first = kept["_user_id"]
    sign_in(client)
    with client.session_transaction() as kept:
        assert kept["_user_id"] != first


def test_a_copied_cookie_dies_with_the_session(app: Flask, desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, CONTACT)
    client = signed_in(app, account)
    with client.session_transaction() as kept:
        stolen = dict(kept)
    send(client, "/sign-out")
    thief = app.test_client()
    with thief.session_transaction() as kept:
        kept.update(stolen)
    assert not is_signed_in(thief)


def test_an_idle_session_asks_to_sign_in_again(app: Flask, desk: Desk) -> None:
    client = signed_in(app, opened(desk, Role.APPLICANT))
    past = real_now() - sessions.IDLE_APPLICANT
    with writing(desk.unit.engine) as connection:
        connection.execute(update(sessions.table).values(seen_at=past))
    answer = client.get("/account")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in?next=/account")


# A forgotten password


def test_a_forgotten_password_is_set_anew(client: FlaskClient, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    assert send(client, "/forgotten", contact=CONTACT).status_code == 303
    digits = last_code(desk)
    weak = send(client, "/forgotten/code", code=digits, password="1234567890")
    assert weak.status_code == 422
    assert "这个密码太常见" in weak.text
    done = send(client, "/forgotten/code", code=digits, password=NEW_PASSWORD)
    assert done.headers["Location"] == "/sign-in"
    assert sign_in(client, password=PASSWORD).status_code == 422
    assert sign_in(client, password=NEW_PASSWORD).status_code == 303


def test_a_forgotten_password_tells_nobody_who_has_an_account(app: Flask, desk: Desk) -> None:
    opened(desk, Role.APPLICANT, CONTACT)
    pages = []
    for contact in (CONTACT, "lu@example.com"):
        client = app.test_client()
        send(client, "/forgotten", contact=contact)
        wrong = send(client, "/forgotten/code", code="000000", password=NEW_PASSWORD)
        resent = send(client, "/forgotten/code/resend")
        texts = [client.get("/forgotten/code").text, wrong.text, resent.text]
        pages.append([re.sub(r'value="[^"]*"|[0-9]+ 秒', "", text) for text in texts])
    assert pages[0] == pages[1]


def test_a_wrong_contact_is_said_to_be_none(client: FlaskClient) -> None:
    answer = send(client, "/forgotten", contact="li@")
    assert answer.status_code == 422
    assert 'value="li@"' in answer.text


# One's own account


def test_the_account_page_lists_devices_and_ends_the_others(app: Flask, desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, CONTACT)
    here, there = signed_in(app, account), signed_in(app, account)
    page = here.get("/account")
    assert page.text.count("Firefox · Linux") == 2
    assert "退出其他设备" in page.text
    assert CONTACT not in page.text
    assert send(here, "/account/sessions/end").status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_the_password_changes_with_the_old_one_only(app: Flask, desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT, CONTACT)
    here, there = signed_in(app, account), signed_in(app, account)
    wrong = send(here, "/account/password", current="wrong", password=NEW_PASSWORD)
    assert wrong.status_code == 422
    assert "当前密码不正确" in wrong.text
    assert NEW_PASSWORD not in wrong.text
    own = send(here, "/account/password", current=PASSWORD, password=CONTACT)
    assert "密码不能与邮箱或手机号码相同" in own.text
    done = send(here, "/account/password", current=PASSWORD, password=NEW_PASSWORD)
    assert done.headers["Location"] == "/account"
    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert sign_in(app.test_client(), password=NEW_PASSWORD).status_code == 303


def test_the_language_is_kept_for_pages_and_messages(app: Flask, desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT)
    client = signed_in(app, account)
    assert send(client, "/account/language", language="en").status_code == 303
    assert '<html lang="en"' in client.get("/account").text
    row = accounts.find(desk, account)
    assert row is not None
    assert row.language == "en"
    assert send(client, "/account/language", language="xx").status_code == 422


# Sub-accounts


def invitation_link(client: FlaskClient, command_id: str = "") -> str:
    page = send(client, "/account/sub-accounts", command_id)
    found = re.search(r"http://[^<]+(/register/[\w-]+)<", page.text)
    assert found
    return found[1]


def test_a_sub_account_looks_and_does_not_file(app: Flask, desk: Desk) -> None:
    parent = opened(desk, Role.APPLICANT, "main@example.com")
    main = signed_in(app, parent)
    link = invitation_link(main, "a" * 32)
    again = send(main, "/account/sub-accounts", "a" * 32)
    assert "已经显示过" in again.text
    sub = app.test_client()
    assert "不能填报和提交" in sub.get(link).text
    send(sub, link, contact=CONTACT, password=PASSWORD)
    assert send(sub, "/register/code", code=last_code(desk)).status_code == 303
    page = sub.get("/account")
    assert "m***@example.com" in page.text
    assert "生成邀请链接" not in page.text
    assert send(sub, "/account/sub-accounts").status_code == 403
    (row,) = accounts.sub_accounts_of(desk, parent)
    assert "l***@example.com" in main.get("/account").text
    stranger = signed_in(app, opened(desk, Role.APPLICANT))
    assert send(stranger, f"/account/sub-accounts/{row.id}/close").status_code == 404
    assert is_signed_in(sub)
    assert send(main, f"/account/sub-accounts/{row.id}/close").status_code == 303
    assert not is_signed_in(sub)
    assert sign_in(app.test_client()).status_code == 422


def test_a_main_account_does_not_close_itself_as_its_sub_account(app: Flask, desk: Desk) -> None:
    parent = opened(desk, Role.APPLICANT)
    client = signed_in(app, parent)
    assert send(client, f"/account/sub-accounts/{parent}/close").status_code == 404
    assert send(client, "/account/sub-accounts/nobody/close").status_code == 404


def test_an_invented_invitation_is_refused(client: FlaskClient, desk: Desk) -> None:
    answer = send(client, "/register/invented", contact=CONTACT, password=PASSWORD)
    assert answer.status_code == 422
    assert "这个链接已使用、已过期" in answer.text
    assert delivered(desk) == []


# Staff


@pytest.fixture
def operator(app: Flask, desk: Desk) -> FlaskClient:
    return signed_in(app, opened(desk, Role.OPERATOR, "operator@example.com"))


def added(operator: FlaskClient, email: str = CONTACT, role: str = "reviewer") -> str:
    page = send(operator, "/operate/staff", email=email, role=role)
    assert page.status_code == 200
    found = re.search(r"http://[^<]+(/account/first-password/[\w-]+)<", page.text)
    assert found
    return found[1]


def test_staff_come_in_by_a_one_time_link(app: Flask, operator: FlaskClient) -> None:
    link = added(operator)
    person = app.test_client()
    assert "l***@example.com" in person.get(link).text
    weak = send(person, link, password="1234567890")
    assert weak.status_code == 422
    assert "这个密码太常见" in weak.text
    command_id = uuid.uuid4().hex
    for _ in range(2):
        assert send(person, link, command_id, password=PASSWORD).status_code == 303
    assert person.get(link).status_code == 422
    assert send(person, link, password=NEW_PASSWORD).status_code == 422
    assert sign_in(person).status_code == 303
    assert person.get("/operate/staff").status_code == 403


def test_the_link_of_staff_expires(app: Flask, desk: Desk, operator: FlaskClient) -> None:
    link = added(operator)
    with writing(desk.unit.engine) as connection:
        connection.execute(update(links.table).values(expires_at=real_now()))
    answer = app.test_client().get(link)
    assert answer.status_code == 422
    assert "已过期" in answer.text


def test_adding_staff_twice_by_one_form_shows_the_link_once(
    operator: FlaskClient, desk: Desk
) -> None:
    command_id = uuid.uuid4().hex
    first = send(operator, "/operate/staff", command_id, email=CONTACT, role="lead")
    second = send(operator, "/operate/staff", command_id, email=CONTACT, role="lead")
    assert "/account/first-password/" in first.text
    assert "/account/first-password/" not in second.text
    assert "已经显示过" in second.text
    assert events_in(desk).count("account.registered") == 2


@pytest.mark.parametrize(
    ("email", "role", "words"),
    [
        ("", "lead", "请填写工作人员的电子邮箱"),
        ("13800138000", "lead", "请填写电子邮箱（例如"),
        ("operator@example.com", "lead", "这个联系方式已有账号"),
        ("x" * 10_000, "lead", "最多填写"),
        (CONTACT, "", "请选择角色"),
        (CONTACT, "applicant", "govuk-error-message"),
        (CONTACT, "system", "govuk-error-message"),
    ],
)
def test_bad_staff_are_not_added(
    operator: FlaskClient, desk: Desk, email: str, role: str, words: str
) -> None:
    answer = send(operator, "/operate/staff", email=email, role=role)
    assert answer.status_code == 422
    assert words in answer.text
    assert events_in(desk).count("account.registered") == 1


def test_the_operator_changes_links_unlocks_and_closes(
    app: Flask, desk: Desk, operator: FlaskClient
) -> None:
    account = opened(desk, Role.REVIEWER, CONTACT)
    page = f"/operate/staff/{account}"
    person = signed_in(app, account)
    assert send(operator, f"{page}/role", role="lead").status_code == 303
    assert not is_signed_in(person)
    assert "审核主管" in operator.get(page).text
    assert "/account/first-password/" in send(operator, f"{page}/link").text
    for _ in range(10):
        sign_in(person, password="wrong password")
    assert "已锁定" in operator.get("/operate/staff").text
    assert send(operator, f"{page}/unlock").status_code == 303
    assert sign_in(person).status_code == 303
    assert send(operator, f"{page}/close").status_code == 303
    assert not is_signed_in(person)
    assert "已停用" in operator.get("/operate/staff").text
    assert sign_in(app.test_client()).status_code == 422


def test_the_operator_names_staff_for_their_colleagues(desk: Desk, operator: FlaskClient) -> None:
    offer = send(operator, "/operate/staff", email=CONTACT, role="reviewer", name=" 陈示例 ")
    assert "陈示例 · " in offer.text
    listed = operator.get("/operate/staff").text
    assert "陈示例" in listed
    account = re.findall(r"/operate/staff/([0-9a-f]{32})", listed)[-1]
    page = f"/operate/staff/{account}"
    assert send(operator, f"{page}/name", name="周示例").status_code == 303
    assert "周示例" in operator.get(page).text
    (row,) = (row for row in staff.listed(desk) if row.id == account)
    assert row.name is not None
    assert "周示例" not in row.name
    assert called(desk, [row]) == {account: "周示例"}


@pytest.mark.parametrize(("name", "words"), [("", "请填写姓名"), ("名" * 31, "最多填写")])
def test_a_bad_name_is_refused_beside_its_field(
    operator: FlaskClient, desk: Desk, name: str, words: str
) -> None:
    account = opened(desk, Role.REVIEWER, CONTACT)
    answer = send(operator, f"/operate/staff/{account}/name", name=name)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{name}"' in answer.text
    new = send(operator, "/operate/staff", email="other@example.com", role="lead", name=name)
    assert new.status_code == (422 if name else 200)


def test_a_colleague_without_a_name_goes_by_the_address(desk: Desk) -> None:
    account = opened(desk, Role.REVIEWER, "zhou@example.com")
    assert called(desk, staff.listed(desk)) == {account: "zhou"}
    assert name_given(desk, account) == ""


def test_an_operator_leaves_the_own_account_alone(operator: FlaskClient, desk: Desk) -> None:
    with desk.unit.reading() as connection:
        stream = event_log.read_log(connection)[0].stream
    page = f"/operate/staff/{stream.removeprefix('account-')}"
    assert "只能由另一位运营人员更改" in operator.get(page).text
    assert send(operator, f"{page}/role", role="auditor").status_code == 422
    assert send(operator, f"{page}/close").status_code == 422
    assert operator.get("/operate/staff").status_code == 200


def test_applicants_are_not_among_the_staff(operator: FlaskClient, desk: Desk) -> None:
    account = opened(desk, Role.APPLICANT)
    assert operator.get(f"/operate/staff/{account}").status_code == 404
    for act in ("name", "role", "link", "unlock", "close"):
        answer = send(operator, f"/operate/staff/{account}/{act}", role="lead", name="示例")
        assert answer.status_code == 404
    assert operator.get("/operate/staff/nobody").status_code == 404


@pytest.mark.parametrize(
    "role", [Role.APPLICANT, *(role for role in STAFF_ROLES if role is not Role.OPERATOR)]
)
def test_the_staff_pages_are_the_operators(app: Flask, desk: Desk, role: Role) -> None:
    client = signed_in(app, opened(desk, role))
    assert client.get("/operate/staff").status_code == 403
    assert send(client, "/operate/staff", email=CONTACT, role="operator").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient) -> None:
    for path in ("/account", "/account/password", "/operate/staff"):
        assert client.get(path).headers["Location"].startswith("/sign-in?next=")


def test_the_command_line_adds_staff_once(app: Flask, client: FlaskClient) -> None:
    runner = app.test_cli_runner()
    arguments = ["staff", "add", "--role", "auditor", "--email", CONTACT, "--name", "郑示例"]
    made = runner.invoke(args=arguments)
    assert made.exit_code == 0, made.output
    found = re.search(r"/account/first-password/[\w-]+", made.output)
    assert found
    assert send(client, found[0], password=PASSWORD).status_code == 303
    again = runner.invoke(args=arguments)
    assert again.exit_code == 1
    assert "has an account already" in again.output
    assert runner.invoke(
        args=["staff", "add", "--role", "applicant", "--email", "a@b.cn"]
    ).exit_code
    assert f"{CONTACT} 郑示例" in runner.invoke(args=["staff", "list"]).output
    too_long = [*arguments[:5], "z@example.com", "--name", "名" * 31]
    assert "at most 30 characters" in runner.invoke(args=too_long).output
