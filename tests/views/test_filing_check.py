"""The last check, the agreements, the notice about the codes, and handing in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from domain.personal import Personal
from domain.reference import agreements
from domain.rules.rule_files import built_in
from tests.account_stories import hash_cheaply
from tests.published_rules import OF_READING, publish
from tests.unit.filing.samples import enterprise, led_by_its_representative, two_contacts
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, links, moved_to, text, values
from tests.views.review_office import other

BOXES = {f"agree_{each.id}": "y" for each in agreements.current()}


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def agreed(home: Home, path: str) -> None:
    """Tick the boxes and go on."""
    sent = values(home.get(f"{path}/check"), f"{path}/check")
    assert moved_to(home.post(f"{path}/check", **sent, **BOXES)) == f"{path}/notice"


def test_everything_stands_there_in_full_with_ways_to_change_it(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    page = home.get(f"{path}/check")
    words = text(page)
    assert page.headers["Cache-Control"] == "no-store"
    for shown in (
        "示例科技有限公司",
        "91350100M000100Y43",
        "赵明",
        "13900139000",
        "示例投资有限公司",
    ):
        assert shown in words
    assert "孙文" in words
    assert "同主体负责人（赵明）" in words
    assert "网站负责人姓名钱立" in words
    assert "云接入" in words
    assert f"{path}/subject?page=reach&from=check#responsible_mobile" in links(page)
    pictures = [link for link in links(page) if link.endswith("/view")]
    assert len(pictures) == 10
    assert home.get(pictures[0]).mimetype == "image/jpeg"


def test_what_was_verified_cannot_be_changed_here(home: Home) -> None:
    page = home.get(f"{home.at(Story.completed)}/check")
    assert not [link for link in links(page) if "#responsible_certificate_number" in link]


def test_what_is_missing_is_listed_with_its_place(home: Home) -> None:
    path = home.at(Story.stated)
    page = home.get(f"{path}/check")
    assert "尚未完成4项" in text(page)
    assert f"{path}/materials#slot-M02-front" in links(page)
    assert f'action="{path}/check"' not in page.text


@pytest.mark.parametrize("tell", [Story.stated, Story.completed])
def test_a_step_skipped_by_its_address_leads_back(
    home: Home, tell: Callable[[Story], Story]
) -> None:
    path = home.at(tell)
    assert moved_to(home.get(f"{path}/notice")) == f"{path}/check"


def test_both_agreements_are_there_in_full_and_unticked(home: Home) -> None:
    page = home.get(f"{home.at(Story.completed)}/check")
    for agreement in agreements.current():
        assert agreement.title in page.text
        assert all(paragraph in page.text for paragraph in agreement.paragraphs)
    assert "checked" not in page.text


def test_an_unticked_box_is_asked_for_beside_it(home: Home) -> None:
    path = home.at(Story.completed)
    sent = values(home.get(f"{path}/check"), f"{path}/check")
    page = home.post(f"{path}/check", **sent, agree_information_security="y")
    assert page.status_code == 422
    assert text(page).count("请阅读《协助更改备案信息服务在线服务条款》，勾选同意后再继续。") == 2
    assert "filing.agreements_accepted" not in home.events(path)


def test_agreeing_keeps_versions_time_and_address_as_evidence(home: Home) -> None:
    path = home.at(Story.completed)
    agreed(home, path)
    accepted = home.desk.unit.load(f"filing-{path.removeprefix('/filings/')}")[-1].event
    assert accepted.consents == agreements.current_consents()
    assert accepted.network_address == Personal(home.account, "network_address", "127.0.0.1")


def test_what_changed_while_it_was_checked_is_shown_again(home: Home) -> None:
    story = home.story().completed()
    path = home.at(lambda _story: story)
    sent = values(home.get(f"{path}/check"), f"{path}/check")
    story.with_mail_address("科苑路9号1栋101室")
    page = home.post(f"{path}/check", **sent, **BOXES)
    assert page.status_code == 409
    assert "科苑路9号1栋101室" in text(page)
    assert "在别处改动过" in text(page)


def test_the_notice_names_one_telephone_for_one_person(home: Home) -> None:
    path = home.at(Story.completed)
    agreed(home, path)
    words = text(home.get(f"{path}/notice"))
    assert "138****8000" in words
    assert "林**（主体负责人、“晓雨的读书笔记”网站负责人）" in words
    assert "共1个验证码" in words
    assert "13800138000" not in words


def test_the_notice_counts_a_code_for_each_telephone(home: Home) -> None:
    path = home.at(Story.completed, other(two_contacts(), "one"))
    agreed(home, path)
    page = home.get(f"{path}/notice")
    assert "共2个验证码，每个手机一个" in text(page)
    corrections = [link for link in links(page) if link.endswith("mobile")]
    assert len(corrections) == 2


def test_a_double_click_hands_in_once(home: Home) -> None:
    path = home.at(Story.completed)
    agreed(home, path)
    sent = values(home.get(f"{path}/notice"), f"{path}/notice")
    for _ in range(2):
        assert moved_to(home.post(f"{path}/notice", **sent)) == f"{path}/status"
    assert home.events(path).count("filing.submitted") == 1
    assert "等待初审" in text(home.get(f"{path}/status"))


def test_what_was_overtaken_before_the_last_click_is_checked_again(home: Home) -> None:
    story = home.story().completed()
    path = home.at(lambda _story: story)
    agreed(home, path)
    sent = values(home.get(f"{path}/notice"), f"{path}/notice")
    subject = home.state(path.removeprefix("/filings/"))
    story.filing = subject
    story.with_mail_address("科苑路9号1栋101室")
    assert moved_to(home.post(f"{path}/notice", **sent)) == f"{path}/check"
    assert "内容有变动，没有提交" in home.get(f"{path}/check").text
    assert "filing.submitted" not in home.events(path)


def test_in_the_second_round_the_agreements_stand_already(home: Home) -> None:
    def mended(story: Story) -> Story:
        return story.fix_requested().with_mail_address("科苑路9号1栋101室")

    path = home.at(mended)
    page = home.get(f"{path}/check")
    assert "您已同意以上承诺和授权" in text(page)
    sent = values(page, f"{path}/check")
    assert moved_to(home.post(f"{path}/check", **sent)) == f"{path}/notice"
    sent = values(home.get(f"{path}/notice"), f"{path}/notice")
    assert moved_to(home.post(f"{path}/notice", **sent)) == f"{path}/status"
    assert "已修改待审核" in text(home.get(f"{path}/status"))


@pytest.mark.parametrize("tell", [Story.submitted, Story.bureau_rejected])
def test_what_is_with_others_is_not_checked(home: Home, tell: Callable[[Story], Story]) -> None:
    path = home.at(tell)
    assert moved_to(home.get(f"{path}/check")) == f"{path}/status"


def test_a_sub_account_reads_and_cannot_hand_in(home: Home) -> None:
    path = home.at(Story.completed)
    reader = home.sub_account()
    page = reader.get(f"{path}/check")
    assert "子账号可以查看，不能提交" in text(page)
    assert reader.post(f"{path}/check", data=BOXES).status_code == 403


def test_what_the_rules_stop_is_told_with_its_place_and_source(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    page = home.get(f"{path}/check")
    words = text(page)
    assert "须先更正（1项）" in words
    assert "北京要求主体负责人为法定代表人。" in words
    assert "请把主体负责人改为法定代表人。去修改主体负责人姓名" in words
    assert "来源：" in words
    assert f"{path}/subject?page=person&from=check#responsible_name" in links(page)
    assert f'action="{path}/check"' not in page.text
    assert moved_to(home.get(f"{path}/notice")) == f"{path}/check"


def test_the_rules_stop_a_form_that_was_not_offered(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    version = str(home.state(path.removeprefix("/filings/")).content_version)
    page = home.post(f"{path}/check", command_id="1" * 32, seen=version, **BOXES)
    assert page.status_code == 422
    assert "filing.agreements_accepted" not in home.events(path)


def test_what_the_rules_stop_is_refused_at_the_last_step_too(home: Home) -> None:
    path = home.at(lambda story: story.completed().agreed(), other(enterprise(), "one"))
    version = str(home.state(path.removeprefix("/filings/")).content_version)
    sent = {"command_id": "2" * 32, "seen": version}
    assert moved_to(home.post(f"{path}/notice", **sent)) == f"{path}/check"
    assert "有内容不符合备案规则" in home.get(f"{path}/check").text
    assert "filing.submitted" not in home.events(path)


def test_each_warning_is_acknowledged_before_anything_is_handed_in(home: Home) -> None:
    path = home.at(Story.completed, other(led_by_its_representative(), "one"))
    page = home.get(f"{path}/check")
    (warning,) = re.findall(r'name="acknowledged" value="([^"]+)"', page.text)
    sent = values(page, f"{path}/check")
    untouched = home.post(f"{path}/check", **sent, **BOXES)
    assert untouched.status_code == 422
    assert text(untouched).count("请逐条看过提醒，勾选后再继续。") == 2
    nothing = text(home.post(f"{path}/check", **sent))
    assert nothing.count("请逐条看过提醒，勾选后再继续。") == 2
    assert nothing.count("勾选同意后再继续。") >= 2
    assert "checked" in untouched.text
    assert "filing.warnings_acknowledged" not in home.events(path)
    there = home.post(f"{path}/check", **sent, **BOXES, acknowledged=warning)
    assert moved_to(there) == f"{path}/notice"
    sent = values(home.get(f"{path}/notice"), f"{path}/notice")
    assert moved_to(home.post(f"{path}/notice", **sent)) == f"{path}/status"
    names = home.events(path)
    first = names.index("filing.warnings_acknowledged")
    assert names[first : first + 2] == [
        "filing.warnings_acknowledged",
        "filing.agreements_accepted",
    ]
    assert names[-1] == "filing.submitted"
    submitted = home.desk.unit.load(f"filing-{path.removeprefix('/filings/')}")[-1].event
    assert [each.rule for each in submitted.findings] == ["CN.contacts_of_two_persons"]
    assert submitted.rule_set == built_in().version


def test_a_warning_that_is_acknowledged_is_not_asked_for_again(home: Home) -> None:
    path = home.at(Story.completed, other(led_by_its_representative(), "one"))
    page = home.get(f"{path}/check")
    (warning,) = re.findall(r'name="acknowledged" value="([^"]+)"', page.text)
    sent = values(page, f"{path}/check")
    home.post(f"{path}/check", **sent, **BOXES, acknowledged=warning)
    again = home.get(f"{path}/check")
    assert 'name="acknowledged"' not in again.text
    assert "提醒，提交前逐条确认（1项）" in text(again)


def test_a_rule_published_while_the_page_was_open_is_shown_first(home: Home) -> None:
    path = home.at(Story.completed)
    sent = values(home.get(f"{path}/check"), f"{path}/check")
    publish(home.desk, OF_READING)
    page = home.post(f"{path}/check", **sent, **BOXES)
    assert page.status_code == 422
    assert "名称里有“读书”。" in text(page)
    assert page.text.count(" checked") == len(BOXES)
    (warning,) = re.findall(r'name="acknowledged" value="([^"]+)"', page.text)
    sent = values(page, f"{path}/check")
    there = home.post(f"{path}/check", **sent, **BOXES, acknowledged=warning)
    assert moved_to(there) == f"{path}/notice"
