"""A session that ends while somebody types: what was typed is sent after signing in again."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from domain.roles import Role
from tests.account_stories import PASSWORD, hash_cheaply, opened, signed_in
from tests.views.conftest import Reader
from tests.views.html_lint import parsed
from views.kept_forms import KeptForm

HERE = {"Origin": "http://localhost"}
TYPED = {
    "command_id": "0" * 31 + "1",
    "contact": "sub@example.com",
    "ways": ["a", "b"],
    "own": "张伟 <b>\"'",
}


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    hash_cheaply(monkeypatch)


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    app.test_client_class = Reader
    return app.test_client()


def fields_of(page: TestResponse, action: str) -> dict[str, list[str]]:
    """The hidden fields of the form that goes to ``action``, by name."""
    form = next(one for one in parsed(page.text).iter("form") if one.get("action") == action)
    found: dict[str, list[str]] = {}
    for field in form.iter("input"):
        if field.get("type") == "hidden":
            found.setdefault(field.get("name", ""), []).append(field.get("value", ""))
    return found


def test_a_form_without_a_session_is_sent_after_signing_in(app: Flask, browser: Reader) -> None:
    opened(app.extensions["desk"], Role.APPLICANT, "li@example.com")
    stopped = browser.post("/account/sub-accounts", data=TYPED, headers=HERE)
    assert stopped.status_code == 401
    assert stopped.headers["Cache-Control"] == "no-store"
    carried = fields_of(stopped, "/sign-in")
    assert KeptForm.opened(carried["kept"][0])

    wrong = browser.post(
        "/sign-in",
        data={"contact": "li@example.com", "password": "wrong" * 4, "kept": carried["kept"][0]},
    )
    assert wrong.status_code == 422
    assert fields_of(wrong, "/sign-in")["kept"] == carried["kept"]

    again = browser.post(
        "/sign-in",
        data={"contact": "li@example.com", "password": PASSWORD, "kept": carried["kept"][0]},
    )
    assert again.status_code == 200
    fields = fields_of(again, "/account/sub-accounts")
    assert fields.pop("csrf_token")
    assert fields == {
        name: value if isinstance(value, list) else [value] for name, value in TYPED.items()
    }


def test_a_form_with_an_old_token_is_offered_again(app: Flask) -> None:
    browser = signed_in(app, opened(app.extensions["desk"], Role.APPLICANT))
    data = {**TYPED, "csrf_token": "of another session", "password": "secret words"}
    page = browser.post("/account/password", data=data, headers=HERE)
    assert page.status_code == 400
    assert page.headers["Cache-Control"] == "no-store"
    assert "secret words" not in page.text
    assert fields_of(page, "/account/password")["own"] == [TYPED["own"]]


@pytest.mark.parametrize("origin", [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_nothing_of_another_site_is_offered(
    app: Flask, browser: Reader, origin: dict[str, str]
) -> None:
    stopped = browser.post("/account/sub-accounts", data=TYPED, headers=origin)
    assert (stopped.status_code, "sub@example.com" in stopped.text) == (303, False)
    signed = signed_in(app, opened(app.extensions["desk"], Role.APPLICANT))
    refused = signed.post("/account/password", data={**TYPED, "csrf_token": "x"}, headers=origin)
    assert (refused.status_code, "sub@example.com" in refused.text) == (400, False)


@pytest.mark.parametrize(
    "sealed",
    ["", "x", "null", "{}", "[]", '["/a"]', '["//evil.example",[]]', '["https://e.example",[]]',
     '["/a",[["x"]]]', '["/a",7]', "[" * 10_000],
)  # fmt: skip
def test_what_no_page_carried_is_not_offered(sealed: str) -> None:
    assert KeptForm.opened(sealed) is None


def test_a_part_asked_for_without_a_session_leaves_the_page_alone(browser: Reader) -> None:
    part = browser.get("/review/counts", headers={"HX-Request": "true"})
    assert part.status_code == 401
    assert not re.search("<html", part.text)
    assert "/sign-in" in part.text


def test_after_signing_in_an_upload_leads_back_to_its_page(browser: Reader) -> None:
    sent = browser.post(
        "/filings/x/materials/y",
        data={},
        headers={"Referer": "http://localhost/filings/x/materials"},
    )
    assert sent.status_code == 303
    assert sent.headers["Location"] == "/sign-in?next=/filings/x/materials"


def test_a_form_survives_a_page_of_signing_in_that_is_itself_too_old(browser: Reader) -> None:
    stopped = browser.post("/account/sub-accounts", data=TYPED, headers=HERE)
    kept = fields_of(stopped, "/sign-in")["kept"]
    sent = {"csrf_token": "old", "contact": "li@example.com", "password": PASSWORD, "kept": kept[0]}
    offered = browser.post("/sign-in", data=sent, headers=HERE)
    assert offered.status_code == 400
    assert fields_of(offered, "/sign-in")["kept"] == kept
