"""The guide: public, made from the rules, kept by browsers, the same for everybody."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.views.html_lint import parsed, text_of

GUANGDONG_ENTERPRISE = "/guide/rules?province=44&nature=4&kind=FIRST"


def test_a_visitor_reads_what_a_province_asks(client: FlaskClient) -> None:
    text = client.get(GUANGDONG_ENTERPRISE).text
    for fact in (
        "广东省 · 企业 · 首次备案",
        "广东要求主体负责人为法定代表人。",
        "主办单位证件",
        "广东自 2021-06-21 起要求《互联网信息服务备案承诺书》。",
        "华为云备案知识库（2024—2026）",
        "负责人至少 16 周岁",
    ):
        assert fact in text, fact
    assert "广东要求负责人年满 18 周岁" not in text


def test_what_a_province_replaces_is_not_told(client: FlaskClient) -> None:
    there = client.get(GUANGDONG_ENTERPRISE).text
    elsewhere = client.get(GUANGDONG_ENTERPRISE.replace("44", "11")).text
    assert "负责人至少 18 周岁" not in there
    assert "负责人至少 18 周岁" in elsewhere


def test_a_province_without_a_rule_of_its_own_says_that_the_country_s_hold(
    client: FlaskClient,
) -> None:
    text = client.get("/guide/rules?province=46&nature=5&kind=CHANGE_SUBJECT").text
    assert "没有查到海南省对此有自己的规定，按全国通用的规定办理。" in text


def test_what_is_not_chosen_is_asked_for_and_the_rest_stays(client: FlaskClient) -> None:
    response = client.get("/guide/rules?province=44&nature=&kind=NONE")
    assert response.status_code == 422
    page = parsed(response.text)
    chosen = [o.get("value") for o in page.iter("option") if o.get("selected") is not None]
    assert "44" in chosen
    assert "请选择主办者性质。" in response.text


@pytest.mark.parametrize(
    "query", ["province=99&nature=4&kind=FIRST", "province=44&nature=x&kind=FIRST", "", "kind=%00"]
)
def test_a_wrong_address_is_answered_with_the_form(client: FlaskClient, query: str) -> None:
    response = client.get(f"/guide/rules?{query}")
    assert response.status_code == 422
    assert "请更正以下问题" in response.text


def test_every_kind_has_a_page_in_both_languages(client: FlaskClient) -> None:
    form = parsed(client.get("/guide").text)
    kinds = [o.get("value") for o in form.iter("option") if (o.get("value") or "").isupper()]
    assert len(kinds) == 15
    for kind in kinds:
        for language in ("zh", "en"):
            address = f"/guide/rules?province=65&nature=5&kind={kind}"
            response = client.get(address, headers={"Accept-Language": language})
            assert response.status_code == 200
            assert "{" not in text_of(parsed(response.text).find(".//main"))


def test_the_index_leads_to_every_province(client: FlaskClient) -> None:
    page = parsed(client.get("/guide").text)
    links = [link.get("href") for link in page.iter("a")]
    provinces = [href for href in links if href and href.startswith("/guide/provinces/")]
    assert len(provinces) == 31
    for href in provinces:
        assert client.get(href).status_code == 200


def test_an_unknown_province_has_no_page(client: FlaskClient) -> None:
    assert client.get("/guide/provinces/99").status_code == 404


def test_a_visitor_s_browser_may_keep_a_page(client: FlaskClient) -> None:
    headers = client.get(GUANGDONG_ENTERPRISE).headers
    assert headers["Cache-Control"] == "private, max-age=300"
    assert {"Cookie", "Accept-Language"} <= set(headers["Vary"].replace(" ", "").split(","))
