"""What surrounds every page: headers, language, errors."""

from __future__ import annotations

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from domain.refusal import NotFound, NotPermitted, Refusal, StaleVersion
from domain.roles import Permission
from views.access import ensure_declared, requires, safe_next


def failing(app: Flask, failure: Exception | int) -> FlaskClient:
    @requires(Permission.VISIT)
    def fail() -> str:
        if isinstance(failure, int):
            abort(failure)
        raise failure

    app.add_url_rule("/fail", view_func=fail)
    return app.test_client()


@pytest.mark.parametrize("path", ["/", "/nothing-here"])
def test_every_page_carries_the_headers_that_browsers_obey(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "HX-Request" in headers["Vary"]
    assert headers["X-Request-Id"]


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_every_failure_has_a_page_with_an_id_to_quote(app: Flask, status: int) -> None:
    response = failing(app, status).get("/fail")
    assert response.status_code == status
    assert response.headers["X-Request-Id"] in response.text


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(StaleVersion(), 409), (NotPermitted(), 403), (NotFound(), 404), (Refusal(days=1), 422)],
)
def test_a_refusal_becomes_the_page_of_its_status(
    app: Flask, refusal: Refusal, status: int
) -> None:
    assert failing(app, refusal).get("/fail").status_code == status


def test_a_failure_shows_no_trace_and_no_value(app: Flask) -> None:
    response = failing(app, RuntimeError("secret 13800138000")).get("/fail")
    assert response.status_code == 500
    assert "13800138000" not in response.text
    assert "Traceback" not in response.text


def test_htmx_gets_the_problem_as_a_part_of_the_page(app: Flask) -> None:
    response = failing(app, StaleVersion()).get("/fail", headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert response.text.startswith('<div id="problem"')


def test_restoring_the_history_needs_the_whole_page(app: Flask) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<!DOCTYPE html>" in failing(app, StaleVersion()).get("/fail", headers=headers).text


def test_a_form_without_its_token_is_refused_with_a_page(client: FlaskClient) -> None:
    response = client.post("/language", data={"language": "en", "csrf_token": "forged"})
    assert response.status_code == 400


def test_the_language_switch_goes_back_to_the_page(client: FlaskClient) -> None:
    response = client.post("/language", data={"language": "en", "next": "/healthz?x=1"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/healthz?x=1"
    assert '<html lang="en"' in client.get("/").text


def test_chinese_comes_first_and_the_browser_may_ask_for_english(client: FlaskClient) -> None:
    assert '<html lang="zh-CN"' in client.get("/").text
    assert '<html lang="zh-CN"' in client.get("/", headers={"Accept-Language": "ja"}).text
    assert '<html lang="en"' in client.get("/", headers={"Accept-Language": "en-GB"}).text


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "", "/a\n"],
)
def test_a_way_back_never_leads_to_another_site(target: str) -> None:
    assert safe_next(target) is None


def test_a_route_without_a_permission_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/bare", "bare", lambda: "")
    with pytest.raises(RuntimeError, match="bare"):
        ensure_declared(app)
