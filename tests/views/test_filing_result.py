"""The numbers, the footer, the public-security task, the record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import enterprise
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, moved_to, text, values
from tests.views.html_lint import parsed
from tests.views.review_office import other

BEIJING = "京ICP备2026000001号"
GUANGDONG = "粤ICP备2026000001号"


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def unit(home: Home) -> str:
    return home.at(Story.filed, other(enterprise(), "one"))


def by_id(page: str, name: str) -> str:
    """The text of the element with that id."""
    element = next(each for each in parsed(page).iter() if each.get("id") == name)
    return "".join(element.itertext())


def test_both_numbers_can_be_copied(home: Home) -> None:
    page = home.get(f"{unit(home)}/result").text
    assert by_id(page, "subject-number") == BEIJING
    assert by_id(page, "website-number-1") == f"{BEIJING}-1"
    assert by_id(page, "website-number-2") == f"{BEIJING}-2"
    assert page.count("data-copy=") == 5


def test_the_footer_shows_the_websites_number(home: Home) -> None:
    page = home.get(f"{unit(home)}/result").text
    assert by_id(page, "snippet-2") == (
        f'<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener">{BEIJING}-2</a>'
    )


def test_guangdong_shows_the_subjects_number(home: Home) -> None:
    page = home.get(f"{home.at(Story.filed)}/result")
    assert by_id(page.text, "snippet-1") == (
        f'<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener">{GUANGDONG}</a>'
    )
    assert "广东省的网站" in text(page)


def test_both_laws_stand_with_their_fines(home: Home) -> None:
    words = text(home.get(f"{unit(home)}/result"))
    assert "国务院令第292号）第十二条" in words
    assert "依第二十二条" in words
    assert "5,000元以上50,000元以下" in words
    assert "令第33号）第十三条" in words
    assert "依第二十五条" in words
    assert "5,000元以上10,000元以下" in words


def test_the_public_security_task_has_its_day_and_a_filled_sheet(home: Home) -> None:
    path = unit(home)
    words = text(home.get(f"{path}/result"))
    assert "截止日期2026-12-23" in words
    assert "开办者名称示例科技有限公司" in words
    assert "服务器IP203.0.113.8" in words
    home.clock.advance(timedelta(days=40))
    assert "已超过截止日期" in text(home.get(f"{path}/result"))


def test_a_public_security_number_is_recorded_once(home: Home) -> None:
    path = unit(home)
    page = home.get(f"{path}/result")
    actions = [
        form.get("action", "")
        for form in parsed(page.text).iter("form")
        if "public-security" in (form.get("action") or "")
    ]
    assert len(actions) == 2
    sent = values(page, actions[0])
    for _ in range(2):
        answer = home.post(actions[0], **sent, number="京公网安备 11010502030123 号")
        assert moved_to(answer) == f"{path}/result#public-security"
    assert home.events(path).count("filing.public_security_recorded") == 1
    assert "京公网安备11010502030123号" in text(home.get(f"{path}/result"))


def test_a_wrong_public_security_number_stays_and_is_explained(home: Home) -> None:
    path = unit(home)
    site = next(iter(home.state(path.removeprefix("/filings/")).sites))
    action = f"{path}/public-security/{site}"
    sent = values(home.get(f"{path}/result"), action)
    page = home.post(action, **sent, number="京公网安备1号")
    assert page.status_code == 422
    assert "14位数字组成" in text(page)
    assert 'value="京公网安备1号"' in page.text


def test_the_record_holds_everything_and_prints(home: Home) -> None:
    page = home.get(f"{unit(home)}/record")
    words = text(page)
    for shown in (BEIJING, "示例科技有限公司", "赵明", "13900139000", "示例产品中心"):
        assert shown in words
    assert "data-print" in page.text
    assert "修改" not in words


def test_before_approval_there_is_no_result(home: Home) -> None:
    path = home.at(Story.bureau_review)
    for page in ("result", "record"):
        assert moved_to(home.get(f"{path}/{page}")) == f"{path}/status"
