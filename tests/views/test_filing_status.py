"""The status page in each of the twenty states, and what can be done from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from domain.filing.facts import Status
from domain.roles import Role
from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import enterprise
from tests.unit.filing.stories import AT_STATUS, Story
from tests.views.filing_home import Home, links, moved_to, text, values
from tests.views.html_lint import parsed
from tests.views.review_office import other
from views.status_words import APPLICANT

RESTING = {
    Status.DRAFT,
    Status.FIX_REQUESTED,
    Status.INITIAL_REJECTED,
    Status.IDENTITY_REJECTED,
    Status.SMS_FAILED,
    Status.BUREAU_REJECTED,
    Status.FILED,
    Status.ABANDONED,
    Status.STALE,
}


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


@pytest.mark.parametrize("status", AT_STATUS)
def test_every_state_has_its_page(home: Home, status: Status) -> None:
    path = home.at(AT_STATUS[status], other(enterprise(), "one"))
    page = home.get(f"{path}/status")
    assert page.status_code == 200
    assert str(APPLICANT[status]) in page.text
    polls = "hx-trigger" in page.text
    assert polls is (status not in RESTING)


def test_while_others_work_nothing_is_to_do_and_a_date_is_said(home: Home) -> None:
    page = home.get(f"{home.at(Story.submitted)}/status")
    assert "您现在无需操作" in text(page)
    assert "初审完成时间2026-11-25" in text(page)
    assert "最晚在这一天（工作日）完成" in text(page)


def test_an_overdue_review_is_told_honestly(home: Home) -> None:
    path = home.at(Story.submitted)
    home.clock.advance(timedelta(days=5))
    assert "已超过我们承诺的初审时间" in text(home.get(f"{path}/status"))


def test_a_refused_transmission_is_not_the_applicants_business(home: Home) -> None:
    page = text(home.get(f"{home.at(Story.report_failed)}/status"))
    assert "待提交管局" in page
    assert "transmissionrefused" not in page


def test_the_panel_says_until_when_and_for_whom_codes_wait(home: Home) -> None:
    page = home.get(f"{home.at(Story.sms_partial, other(enterprise(), 'one'))}/status")
    words = text(page)
    assert "还剩23小时5" in words
    assert "北京时间" in words
    assert "139****9000赵*（主体负责人、“示例科技官方网站”网站负责人）已完成" in words
    assert "137****7000钱*（“示例产品中心”网站负责人）等待核验" in words
    assert "http://127.0.0.1:8001/verify" in links(page)
    assert "赵明" not in words


def test_the_page_answers_a_poll_only_when_something_changed(home: Home) -> None:
    story = home.story().submitted()
    path = home.at(lambda _story: story)
    page = home.get(f"{path}/status")
    block = next(each for each in parsed(page.text).iter("div") if each.get("id") == "status")
    asked = block.get("hx-get") or ""
    assert home.get(asked, **{"HX-Request": "true"}).status_code == 204
    story.claimed()
    answer = home.get(asked, **{"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="status"')
    assert "初审中" in answer.text


def test_taken_back_after_a_question_it_is_a_draft_again(home: Home) -> None:
    path = home.at(Story.submitted)
    question = home.get(f"{path}/withdraw")
    sent = values(question, f"{path}/withdraw")
    assert moved_to(home.post(f"{path}/withdraw", **sent)) == path
    assert moved_to(home.post(f"{path}/withdraw", **sent)) == path
    assert home.events(path).count("filing.withdrawn") == 1


def test_what_is_being_reviewed_offers_no_way_back(home: Home) -> None:
    path = home.at(Story.reviewing)
    assert f"{path}/withdraw" not in links(home.get(f"{path}/status"))
    assert moved_to(home.get(f"{path}/withdraw")) == f"{path}/status"


def test_a_reviewer_who_was_faster_is_told_on_the_page(home: Home) -> None:
    story = home.story().submitted()
    path = home.at(lambda _story: story)
    sent = values(home.get(f"{path}/withdraw"), f"{path}/withdraw")
    story.claimed()
    assert moved_to(home.post(f"{path}/withdraw", **sent)) == f"{path}/status"
    assert "审核员刚刚开始审核" in home.get(f"{path}/status").text


def test_after_a_failed_verification_the_same_goes_again_with_one_click(home: Home) -> None:
    path = home.at(Story.sms_failed)
    page = home.get(f"{path}/status")
    assert "原样重新提交" in text(page)
    sent = values(page, f"{path}/resubmit")
    for _ in range(2):
        assert moved_to(home.post(f"{path}/resubmit", **sent)) == f"{path}/status"
    assert home.events(path).count("filing.resubmitted_unchanged") == 1


def test_what_was_changed_since_does_not_go_unreviewed(home: Home) -> None:
    def changed(story: Story) -> Story:
        return story.sms_failed().with_mail_address("科苑路9号1栋101室")

    page = home.get(f"{home.at(changed)}/status")
    assert "不能原样提交" in text(page)
    assert "原样重新提交" not in text(page)


def test_an_unmapped_refusal_is_being_looked_at(home: Home) -> None:
    story = home.story().bureau_rejected()
    path = home.at(lambda _story: story)
    page = home.get(f"{path}/status")
    assert "管局驳回，正在分析原因" in text(page)
    assert "通信地址不详细，请核实" not in page.text
    assert f"{path}/fix" not in links(page)
    story.mapped()
    assert f"{path}/fix" in links(home.get(f"{path}/status"))


def test_the_history_tells_round_by_round_without_staff_matters(home: Home) -> None:
    def twice(story: Story) -> Story:
        return story.fix_requested().with_mail_address("科苑路9号1栋101室").handed_in().claimed()

    words = text(home.get(f"{home.at(twice)}/status"))
    assert "第2轮第2次提交初审" in words
    assert "第1轮第1次提交初审" in words
    assert "通信地址：通信地址不详细" in words
    assert "领取" not in words


def test_a_sub_account_reads_and_cannot_act(home: Home) -> None:
    path = home.at(Story.submitted)
    page = home.sub_account().get(f"{path}/status")
    assert page.status_code == 200
    assert f"{path}/withdraw" not in links(page)


def test_another_accounts_filing_does_not_exist(home: Home) -> None:
    path = home.at(Story.submitted)
    stranger = home.staff(Role.APPLICANT)
    pages = ("status", "check", "notice", "fix", "identity", "result", "record", "withdraw")
    assert {stranger.get(f"{path}/{page}").status_code for page in pages} == {404}
