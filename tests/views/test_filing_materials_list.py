"""The list of materials: who asks for what, what is left over, and that changes are told."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests.unit.filing.samples import Sample, enterprise
from tests.views.applicants import Applicant, individual
from tests.views.filing_home import Home
from tests.views.filling import alert, fill, messages, send
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import other
from tests.views.test_filing_draft_materials import HTMX, picture, uploaded
from views.filing import reader


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(app, monkeypatch)


def place(page: Any, dom_id: str) -> str:
    """The text of a place."""
    return text_of(next(e for e in parsed(page.text).iter("section") if e.get("id") == dom_id))


def test_a_place_tells_the_rule_its_source_and_the_limit(home: Home) -> None:
    path = home.at(lambda story: story.stated())
    page = home.get(f"{path}/materials")
    told = place(page, "slot-M11")
    assert "广东自 2021-06-21 起要求" in told
    assert "依据：华为云各地管局规则" in told
    assert "自 2021-06-21 起" in told
    assert "不超过 30 MB" in told
    assert "examples/letter-good.svg" in page.text
    assert "示意图：不合格：反光遮住文字" in page.text
    assert "初审通过后在“真实性核验”页面上传。" in page.text
    assert "只有河南、湖南、陕西要求。" in page.text


def test_places_stand_under_whose_they_are(home: Home) -> None:
    path = home.at(lambda story: story.stated(), other(enterprise(), "one"))
    headings = [text_of(e) for e in parsed(home.get(f"{path}/materials").text).iter("h2")]
    assert headings[:4] == ["主办单位", "主体负责人", "法定代表人", "网站“示例科技官方网站”"]
    assert headings[-1] == "其他"


def test_english_readers_read_english(home: Home) -> None:
    path = home.at(lambda story: story.stated())
    page = home.get(f"{path}/materials", **{"Accept-Language": "en"})
    told = place(page, "slot-M11")
    assert "Guangdong has asked for this letter since 2021-06-21." in told
    assert "Asked only in: Henan, Hunan, Shaanxi." in page.text


def test_a_change_of_the_data_tells_what_is_new_and_what_is_left(home: Home) -> None:
    sample: Sample = other(enterprise(), "one")
    path = home.at(lambda story: story.completed(), sample)
    form = home.get(f"{path}/subject?page=person")
    said = send(home.browser, form, is_legal_representative="yes")
    assert said.status_code == 303
    tasks = home.get(path)
    assert "资料清单有变化。不再需要：法定代表人证件（正面）" in alert(tasks)
    assert "您修改信息后，资料清单有变化" in home.get(path).text
    page = home.get(f"{path}/materials")
    assert "不再需要的图片" in page.text
    assert "授权委托书" in place(page, "slot-M10")
    for slot in ("M03:front", "M03:back", "M10"):
        gone = home.post(f"{path}/materials/{slot}/remove", command_id=uuid.uuid4().hex)
        assert gone.status_code == 303
    page = home.get(f"{path}/materials")
    assert "不再需要的图片" not in page.text
    assert "资料清单有变化" not in page.text


def test_a_removed_website_takes_its_places_along(home: Home) -> None:
    sample: Sample = other(enterprise(), "one")
    path = home.at(lambda story: story.stated(), sample)
    site = sample.sites[1]
    question = home.get(f"{path}/sites/{site.id}/remove")
    assert send(home.browser, question).status_code == 303
    told = alert(home.get(f"{path}/sites"))
    assert "不再需要：网站负责人证件（正面）（示例产品中心）" in told


def test_the_next_supporting_document_comes_with_the_answer(app: Flask) -> None:
    someone: Applicant = individual(app)
    answer = uploaded(someone, picture(), "M25", htmx=True)
    assert 'id="slot-M25"' in answer.text
    assert 'id="slot-M25-2"' in answer.text
    again = uploaded(someone, picture(size=(800, 900)), "M25", htmx=True)
    assert 'id="slot-M25-2"' not in again.text
    data = {"command_id": "a" * 32}
    gone = someone.browser.post(f"{someone.path}/materials/M25/remove", data=data, headers=HTMX)
    assert '<div id="slot-M25-2" hx-swap-oob="delete"></div>' in gone.text


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2027-02-25", "证件的有效期不足三个月：至少要到 2027-02-26。"),
        ("2026-11-25", "有效期至少要到 2027-02-26。"),
        ("2027-02-26", None),
    ],
)
def test_too_short_a_validity_is_refused_with_the_day_that_would_do(
    app: Flask, monkeypatch: pytest.MonkeyPatch, end: str, told: str | None
) -> None:
    someone = individual(app)
    monkeypatch.setattr(reader, "today", lambda: date(2026, 11, 26))
    page = someone.browser.get(f"{someone.path}/subject")
    assert "至少要到 2027-02-26。长期有效的，勾选下一项。" in page.text
    answer = send(someone.browser, page, responsible_long_term=[], responsible_valid_to=end)
    found = messages(answer).get("responsible_valid_to") if answer.status_code == 422 else None
    assert (told is None) == (found is None)
    if told is not None:
        assert told in str(found)
        assert end in answer.text


def test_the_stated_validity_stands_beside_the_certificate(app: Flask) -> None:
    someone = individual(app)
    page = someone.browser.get(f"{someone.path}/materials")
    assert "长期有效" in place(page, "slot-M02-back")
    assert "证件有效期" not in place(page, "slot-M02-front")
    links = [a.get("href") or "" for a in parsed(page.text).iter("a")]
    (link,) = [each for each in links if "responsible_valid_to" in each]
    changed = fill(someone.browser, link, {})
    assert changed.headers["Location"] == f"{someone.path}/materials"
