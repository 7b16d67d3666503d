"""The guide: public, made from the rules, kept by browsers, the same for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from domain.roles import Actor, Role
from domain.rulebook.commands import NoteReview, ProposeRules, PublishProposal
from domain.working_days import shanghai_date
from tests.views.filing_home import Home, links
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office
from use_cases import rule_book

__all__ = ["office"]

EDITOR, SECOND = (Actor(letter * 32, Role.RULE_EDITOR) for letter in "ab")

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
    "query", ["province=99&nature=4&kind=FIRST", "province=44&nature=x&kind=FIRST", "", "kind=%20"]
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


def test_rules_are_found_by_words_and_paged(client: FlaskClient) -> None:
    first = client.get("/guide/search?q=首次")
    page = parsed(client.get("/guide/search?q=CN").text)
    ids = [text_of(each) for each in page.iter("span") if each.get("class") == "app-rule__id"]
    following = [link.get("href") for link in page.iter("a") if link.get("rel") == "next"]
    assert first.status_code == 200
    assert len(ids) == 25
    assert following == ["/guide/search?q=CN&from=25"]
    assert ids[0] not in client.get(following[0]).text


def test_a_search_tells_whom_a_rule_is_about(client: FlaskClient) -> None:
    text = client.get("/guide/search?q=新疆 党建").text
    assert "找到 1 条。" in text
    assert "新疆要求网信办出具的党建证明。" in text
    assert "适用于单位：首次备案、新增网站" in text
    country = client.get("/guide/search?q=CN.sheet").text
    assert "全国" in text_of(parsed(country).find(".//*[@class='app-rule__words']"))


@pytest.mark.parametrize("text", ["", "  ", "。。。", "x" * 101])
def test_nothing_to_look_for_is_said_beside_the_field(client: FlaskClient, text: str) -> None:
    response = client.get("/guide/search", query_string={"q": text})
    assert response.status_code == 422
    assert 'id="q-error"' in response.text
    assert f'value="{text.strip()}"' in response.text


def test_a_search_without_a_find_says_so(client: FlaskClient) -> None:
    response = client.get("/guide/search?q=<script>")
    assert response.status_code == 200
    assert "没有这样的规则。" in response.text


NEW_OWNER = "wish=new_owner&subject=no&access=here&last=no&nature=5"


def test_a_plan_names_the_filings_in_their_order(client: FlaskClient) -> None:
    page = parsed(client.get(f"/guide/plan?{NEW_OWNER}&province=33").text)
    steps = [text_of(each) for each in page.iter("h2") if text_of(each).startswith("第")]
    assert steps == [
        "第 1 步：注销网站",
        "第 2 步：在注册商把域名过户到新主办者，并完成实名认证",
        "第 3 步：首次备案",
    ]


def test_a_plan_takes_the_bureau_s_days_from_the_province(client: FlaskClient) -> None:
    zhejiang = client.get(f"/guide/plan?{NEW_OWNER}&province=33").text
    beijing = client.get(f"/guide/plan?{NEW_OWNER}&province=11").text
    assert "管局审核 1 至 30 个工作日" in zhejiang
    assert "管局审核 1 至 30 个工作日" not in beijing


def test_only_what_the_answer_depends_on_is_asked(client: FlaskClient) -> None:
    page = parsed(client.get("/guide/plan?wish=leave").text)
    form = next(f for f in page.iter("form") if f.get("action") == "/guide/plan")
    assert {f.get("name") for f in form.iter() if f.get("name")} == {"wish", "province", "nature"}


def test_an_unanswered_question_is_named_and_the_answers_stay(client: FlaskClient) -> None:
    response = client.get("/guide/plan?wish=new_owner&access=elsewhere&last=maybe&province=11")
    assert response.status_code == 422
    page = parsed(response.text)
    chosen = {i.get("value") for i in page.iter("input") if i.get("checked") is not None}
    assert chosen == {"elsewhere"}
    assert page.find(".//*[@id='subject-error']") is not None
    assert page.find(".//*[@id='last-error']") is not None


def test_an_unknown_wish_has_no_page(client: FlaskClient) -> None:
    assert client.get("/guide/plan?wish=riches").status_code == 404


def test_a_chinese_domain_is_told_in_both_forms(client: FlaskClient) -> None:
    text = client.get("/guide/domain?domain=www.例子.中国&province=&nature=").text
    assert "xn--fsqu00a.xn--fiqs8s" in text
    assert "例子.中国" in text
    assert "域名本身可以备案" in text


def test_a_suffix_without_approval_cannot_be_filed(client: FlaskClient) -> None:
    text = client.get("/guide/domain?domain=example.io").text
    assert "不能备案" in text
    assert "CN.tld_approved" in text


def test_a_province_s_rules_about_domains_count(client: FlaskClient) -> None:
    text = client.get("/guide/domain?domain=example.com&province=32&nature=3").text
    assert "不符合的规定" in text
    assert "CN-32." in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请填写域名"),
        ("https://example.cn/a", "只填写域名本身"),
        ("203.0.113.8", "这是 IP 地址"),
        ("com.cn", "这只是域名后缀"),
        ("a_b.cn", "下划线"),
        ("x" * 70 + ".cn", "域名太长"),
        ("例子", "不是完整的域名"),
        ("   ", "请填写域名"),
    ],
)
def test_what_is_no_domain_is_answered_beside_the_field(
    client: FlaskClient, typed: str, words: str
) -> None:
    response = client.get("/guide/domain", query_string={"domain": typed})
    assert response.status_code == 422
    assert words in response.text
    assert 'id="domain-error"' in response.text


def test_a_domain_that_somebody_filed_looks_like_any_other(client: FlaskClient) -> None:
    """The pages ask nobody, so the ministry's look-up is never called."""
    desk = client.application.extensions["desk"]
    asked: list[object] = []
    client.application.extensions["desk"] = replace(desk, ministry=_Noting(asked))
    client.get("/guide/domain?domain=example.cn")
    assert asked == []


class _Noting:
    """A ministry that notes whoever asks it anything."""

    def __init__(self, asked: list[object]) -> None:
        self._asked = asked

    def __getattr__(self, name: str) -> object:
        self._asked.append(name)
        raise AttributeError(name)


@pytest.mark.usefixtures("still_minute")
def test_look_ups_are_limited(client: FlaskClient) -> None:
    answers = [client.get("/guide/domain?domain=example.cn").status_code for _n in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


def test_the_sheet_can_be_seen_before_there_is_a_filing(client: FlaskClient) -> None:
    page = parsed(client.get(GUANGDONG_ENTERPRISE).text)
    links = [str(link.get("href")) for link in page.iter("a")]
    (sheet,) = [href for href in links if href.startswith("/guide/sheet.pdf")]
    response = client.get(sheet)
    assert response.mimetype == "application/pdf"
    assert response.data.startswith(b"%PDF")
    assert "广东单位版" in client.get(GUANGDONG_ENTERPRISE).text


def test_a_province_with_two_forms_shows_both(client: FlaskClient) -> None:
    text = client.get(GUANGDONG_ENTERPRISE.replace("44", "11")).text
    assert "全国通用版" in text
    assert "北京版（两个及以上域名）" in text


@pytest.mark.parametrize(
    "query", ["", "province=44", "province=44&nature=4&domains=x", "province=9&nature=4&domains=1"]
)
def test_a_sheet_of_nowhere_is_not_there(client: FlaskClient, query: str) -> None:
    assert client.get(f"/guide/sheet.pdf?{query}").status_code == 404


def test_a_rule_tells_when_it_was_last_reviewed(office: Office) -> None:
    office.clock.set(office.clock.now() + timedelta(days=400))
    now = office.clock.now()
    rules, day = ("CN-65.party_building",), shanghai_date(now)
    note = NoteReview(command_id="1" * 32, actor=EDITOR, at=now, rules=rules, on=day, note="same")
    rule_book.handle(office.desk, note)
    text = office.app.test_client().get("/guide/search?q=新疆 党建").text
    assert f"核对于 {day.isoformat()}" in text


def test_what_editors_publish_stands_in_the_guide(office: Office) -> None:
    now = office.clock.now()
    day = shanghai_date(now) + timedelta(days=30)
    row = {
        "id": "CN-46.try",
        "provinces": ["46"],
        "applies": {"types": ["FIRST"], "nature": ["unit"]},
        "check": "always",
        "severity": "info",
        "message_zh": "海南要求先登记。",
        "message_en": "Hainan wants a registration first.",
        "source": ["HW"],
        "confidence": "A",
        "valid_from": day.isoformat(),
    }
    proposed = ProposeRules(
        command_id="2" * 32, actor=EDITOR, at=now, rows=(row,), sources={}, reason="new"
    )
    rule_book.handle(office.desk, proposed)
    reader = office.app.test_client()
    address = "/guide/rules?province=46&nature=4&kind=FIRST"
    assert "海南要求先登记。" not in reader.get(address).text
    (proposal,) = rule_book.proposals(office.desk, "open")
    publish = PublishProposal(command_id="3" * 32, actor=SECOND, at=now, proposal=proposal.id)
    rule_book.handle(office.desk, publish)
    page = parsed(reader.get(address).text)
    assert page.find(".//*[@id='coming']") is not None
    assert "海南要求先登记。" in text_of(page)
    office.clock.set(now + timedelta(days=31))
    later = parsed(reader.get(address).text)
    assert later.find(".//*[@id='coming']") is None
    assert "海南要求先登记。" in text_of(later)


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(app, monkeypatch)


@pytest.mark.parametrize("part", ["", "/materials"])
def test_an_applicant_s_pages_lead_to_what_the_province_asks(home: Home, part: str) -> None:
    path = home.at(lambda story: story.stated())
    there = [href for href in links(home.get(f"{path}{part}")) if href.startswith("/guide/rules")]
    assert there == ["/guide/rules?province=44&nature=5&kind=FIRST"]
    answer = home.get(there[0])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
