"""The pages about failures, in both languages, and what they never do."""

from __future__ import annotations

import re

import pytest
from flask import Flask, abort

from domain.roles import Permission
from tests.views.html_lint import parsed, text_of
from views.access import requires

STATUSES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def failing(app: Flask) -> Flask:
    """The program with an address for each failure."""

    @requires(Permission.VISIT)
    def fail(status: int) -> str:
        abort(status)

    app.add_url_rule("/fail/<int:status>", view_func=fail)
    return app


def main_text(html: str) -> str:
    return text_of(next(parsed(html).iter("main")))


@pytest.mark.parametrize("status", STATUSES)
def test_a_failure_is_told_in_chinese_and_in_english(failing: Flask, status: int) -> None:
    client = failing.test_client()
    chinese = client.get(f"/fail/{status}")
    english = client.get(f"/fail/{status}", headers={"Accept-Language": "en"})
    assert (chinese.status_code, english.status_code) == (status, status)
    assert HAN.search(main_text(chinese.text))
    assert not HAN.search(main_text(english.text)), main_text(english.text)
    for page in (chinese, english):
        assert page.headers["X-Request-Id"] in main_text(page.text)
        assert "unsafe" not in page.headers["Content-Security-Policy"]


def test_a_body_of_fifty_megabytes_is_refused_in_the_readers_language(app: Flask) -> None:
    page = app.test_client().post(
        "/sign-in",
        data=b"contact=x",
        content_type="application/x-www-form-urlencoded",
        headers={"Accept-Language": "en"},
        environ_overrides={"CONTENT_LENGTH": str(50 * 2**20)},
    )
    assert page.status_code == 413
    assert "File too large" in page.text


@pytest.mark.parametrize("data", [{}, {"csrf_token": "x"}, {"csrf_token": ""}])
@pytest.mark.parametrize("address", ["/sign-in", "/register", "/forgotten", "/sign-out"])
def test_a_form_without_its_token_says_how_to_go_on(
    app: Flask, address: str, data: dict[str, str]
) -> None:
    page = app.test_client().post(address, data={"csrf_token": "wrong", **data})
    assert page.status_code == 400
    assert "刷新后再提交" in page.text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "a.b.c"])
def test_a_foreign_host_is_never_repeated(app: Flask, host: str) -> None:
    client = app.test_client()
    for address in ("/", "/sign-in", "/account", "/nothing", "/register"):
        page = client.get(address, headers={"Host": host, "X-Forwarded-Host": host})
        assert host not in page.text
        assert host not in page.headers.get("Location", "")


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_no_form_leads_to_another_site(app: Flask, target: str) -> None:
    client = app.test_client()
    page = client.post("/language", data={"language": "en", "next": target})
    assert page.headers["Location"] == "/"
