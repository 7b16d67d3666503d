"""What surrounds every page: headers, language, errors."""

from __future__ import annotations

import pytest
from flask import Flask, abort, g
from flask.testing import FlaskClient
from sqlalchemy.exc import DataError, OperationalError

from app import create_app
from domain.refusal import NotFound, NotPermitted, Refusal, StaleVersion
from domain.roles import Actor, Permission, Role
from settings import Settings
from tests.views.html_lint import parsed
from views.access import ensure_declared, requires
from views.ways_back import safe_next


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


class SignedIn:
    """Somebody who signed in, as the frame knows accounts."""

    is_authenticated = True
    id = "0" * 32
    name = "r***@example.cn"

    def __init__(self, role: Role) -> None:
        self.role = role
        self.actor = Actor(self.id, role)


def signed_in(app: Flask, role: Role) -> FlaskClient:
    @app.before_request
    def recognise() -> None:
        g._login_user = SignedIn(role)

    # The one that the program has must not ask the database first.
    functions = app.before_request_funcs[None]
    functions.insert(0, functions.pop())
    return app.test_client()


def test_pages_of_an_account_are_kept_by_no_browser(app: Flask) -> None:
    response = signed_in(app, Role.REVIEWER).get("/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "r***@example.cn" in response.text


def test_a_visitor_is_sent_to_sign_in_and_then_back(client: FlaskClient) -> None:
    response = client.get("/account?x=1")
    assert response.status_code == 303
    assert response.headers["Location"] == "/sign-in?next=/account?x%3D1"


def test_an_account_without_the_permission_sees_a_page_that_says_so(app: Flask) -> None:
    response = signed_in(app, Role.APPLICANT).get("/operate/staff")
    assert response.status_code == 403
    assert "您无权查看此页" in response.text


def test_the_navigation_shows_only_what_the_reader_may_enter(app: Flask) -> None:
    page = parsed(signed_in(app, Role.REVIEWER).get("/").text)
    links = {link.get("href") for link in page.iter("a")}
    assert "/review" in links
    assert "/operate/staff" not in links


def test_a_database_that_does_not_answer_is_said_on_a_page(app: Flask) -> None:
    client = failing(app, OperationalError("SELECT 1", {}, Exception("gone")))
    response = client.get("/fail")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"


def test_a_request_that_is_too_large_is_refused_with_a_page(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    data = {"language": "en", "next": "x" * 2000}
    assert app.test_client().post("/language", data=data).status_code == 413


def test_cookies_are_bound_to_the_host_where_tls_is_on(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"tls": True}))
    cookie = app.test_client().get("/", base_url="https://localhost").headers["Set-Cookie"]
    assert cookie.startswith("__Host-desk=")
    for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
        assert attribute in cookie
    assert "Domain" not in cookie


def test_static_files_may_be_kept_because_their_address_changes(client: FlaskClient) -> None:
    page = parsed(client.get("/").text)
    sheet = next(link for link in page.iter("link") if link.get("rel") == "stylesheet")
    with client.get(sheet.get("href", "")) as response:
        assert response.status_code == 200
        assert "max-age=31536000" in response.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["app.css", "vendor/govuk-frontend/govuk-frontend.min.css"])
def test_style_sheets_fetch_nothing_and_use_no_typeface_of_others(
    client: FlaskClient, name: str
) -> None:
    with client.get(f"/static/{name}") as response:
        css = response.text
    assert "@font-face" not in css
    assert "GDS Transport" not in css
    assert "url(" not in css.replace("url(data:", "")


def test_an_address_that_no_database_keeps_is_not_found(client: FlaskClient) -> None:
    response = client.get("/%00")
    assert response.status_code == 404
    assert "\x00" not in response.text
    assert parsed(response.text)


@pytest.mark.parametrize(("address", "status"), [("/fail?name=%00", 400), ("/fail?name=x", 500)])
def test_a_value_that_the_database_refuses_is_the_senders_fault_where_none_could_keep_it(
    app: Flask, address: str, status: int
) -> None:
    refused = DataError("INSERT", None, ValueError("text cannot contain NUL"))
    answer = failing(app, refused).get(address)
    assert answer.status_code == status
    assert "INSERT" not in answer.text
