"""The pages for everybody."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.views.html_lint import parsed, text_of


def test_the_start_page_says_what_a_filing_takes(client: FlaskClient) -> None:
    text = client.get("/").text
    for fact in ("免费", "一个账号仅支持一个主体", "1 至 2 个工作日", "第 292 号", "第 33 号"):
        assert fact in text


def test_a_visitor_is_shown_the_way_in(client: FlaskClient) -> None:
    page = parsed(client.get("/").text)
    links = {text_of(link): link.get("href") for link in page.iter("a")}
    assert links["开始办理"] == "/register"
    assert links["已有账号，登录"] == "/sign-in"


def test_the_start_page_names_all_steps_in_order(client: FlaskClient) -> None:
    page = parsed(client.get("/").text)
    steps = [text_of(item) for item in page.iter("h3") if item.get("class") == "app-steps__title"]
    assert len(steps) == 8
    assert steps[0] == "注册账号"


def test_health_is_plain_text(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_regions_come_one_level_at_a_time(client: FlaskClient) -> None:
    provinces = client.get("/regions").text
    assert '<option value="440000">广东省</option>' in provinces
    cities = client.get("/regions?parent=440000").text
    assert '<option value="440300">深圳市</option>' in cities
    assert "440000" not in cities


def test_the_list_that_was_changed_may_name_the_parent(client: FlaskClient) -> None:
    assert "深圳市" in client.get("/regions?from=province&province=440000").text


def test_an_unknown_region_has_no_page(client: FlaskClient) -> None:
    assert client.get("/regions?parent=999999").status_code == 404
