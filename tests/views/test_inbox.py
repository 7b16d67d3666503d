"""Messages in the program: whose they are, in which language, and which are new."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from domain.account.events import MessagesRead
from domain.filing import commands as c
from domain.filing.messages import messages_of
from domain.roles import Role
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.unit.filing.stories import SYSTEM, Story, issue
from tests.views.filing_home import Home
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import new_id
from use_cases.filing_letters import LETTERS


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def subjects(response) -> list[str]:
    """The messages on the page, a new one with its mark."""
    page = parsed(response.text)
    return [text_of(each) for each in page.iter("h2") if "app-inbox" in each.get("class", "")]


def count(response) -> str:
    """The number of new messages in the header."""
    page = parsed(response.text)
    found = [each for each in page.iter("span") if each.get("class") == "app-header__count"]
    return text_of(found[0]) if found else ""


def mark_read(client: FlaskClient, page) -> None:
    hidden = {
        field.get("name"): field.get("value")
        for form in parsed(page.text).iter("form")
        if form.get("action") == "/messages"
        for field in form.iter("input")
        if field.get("name") != "csrf_token"
    }
    assert client.post("/messages", data=hidden).status_code == 303


def test_the_applicant_reads_what_happened_the_newest_first(home: Home) -> None:
    path = home.at(Story.fix_requested)
    page = home.get("/messages")
    assert page.status_code == 200
    assert subjects(page) == ["新 备案信息需要修改", "新 备案信息已提交"]
    assert "one-example.cn 的备案初审发现 1 处需要修改" in page.text
    assert [each.get("href") for each in parsed(page.text).iter("a")].count(path) == 2
    assert count(page) == "未读 2"


def test_messages_are_written_in_the_language_of_the_reader(home: Home) -> None:
    home.at(Story.fix_requested)
    home.browser.set_cookie("language", "en")
    assert "Your filing needs changes" in home.get("/messages").text


def test_what_was_shown_is_marked_as_read_and_what_came_meanwhile_is_not(home: Home) -> None:
    story = home.story().submitted()
    page = home.get("/messages")
    story.claimed().returned(issue())
    mark_read(home.browser, page)
    again = home.get("/messages")
    assert subjects(again) == ["新 备案信息需要修改", "备案信息已提交"]
    assert count(again) == "未读 1"
    mark_read(home.browser, again)
    last = home.get("/messages")
    assert count(last) == ""
    assert 'action="/messages"' not in last.text


def test_marking_twice_is_once_and_the_future_cannot_be_marked(home: Home) -> None:
    home.at(Story.submitted)
    data = {"up_to": "999999999", "command_id": new_id()}
    assert home.browser.post("/messages", data=data).status_code == 303
    assert count(home.get("/messages")) == "未读 1"
    page = home.get("/messages")
    for _time in range(2):
        mark_read(home.browser, page)
    account = home.desk.unit.load(f"account-{home.account}")
    assert [type(one.event) for one in account].count(MessagesRead) == 1


@pytest.mark.parametrize("up_to", ["", "-1", "1e9", "٣", "9" * 30])
def test_a_position_that_is_none_marks_nothing(home: Home, up_to: str) -> None:
    home.at(Story.submitted)
    answer = home.browser.post("/messages", data={"up_to": up_to, "command_id": new_id()})
    assert answer.status_code == 303
    assert count(home.get("/messages")) == "未读 1"


def test_a_sub_account_reads_the_main_account_and_marks_for_itself(home: Home) -> None:
    home.at(Story.submitted)
    sub = home.sub_account()
    page = sub.get("/messages")
    assert subjects(page) == ["新 备案信息已提交"]
    mark_read(sub, page)
    assert count(sub.get("/messages")) == ""
    assert count(home.get("/messages")) == "未读 1"


def test_nobody_reads_the_messages_of_another(home: Home, app: Flask) -> None:
    home.at(Story.submitted)
    stranger = signed_in(app, opened(home.desk, Role.APPLICANT))
    assert subjects(stranger.get("/messages")) == []
    assert "还没有消息" in stranger.get("/messages").text
    assert app.test_client().get("/messages").status_code == 303


def test_staff_read_what_is_told_to_their_role(home: Home) -> None:
    def overdue(story: Story) -> Story:
        return story.submitted().later(days=9).do(c.MeetDeadline, SYSTEM, kind="overdue")

    filing_id = home.at(overdue).rpartition("/")[2]
    lead = home.staff(Role.LEAD).get("/messages")
    assert subjects(lead) == ["新 处理超过承诺时间"]
    assert f'href="/review/{filing_id}"' in lead.text
    assert subjects(home.staff(Role.REVIEWER).get("/messages")) == []


def test_a_failed_report_leads_its_officer_to_the_reports(home: Home) -> None:
    home.at(Story.report_failed)
    page = home.staff(Role.REPORT_OFFICER).get("/messages")
    assert subjects(page) == ["新 上报失败"]
    assert 'href="/report"' in page.text


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OPERATOR])
def test_every_account_has_an_inbox(home: Home, role: Role) -> None:
    assert home.staff(role).get("/messages").status_code == 200


def test_messages_are_paged(home: Home) -> None:
    story = home.story().submitted()
    for number in range(14):
        story.claimed().returned(issue(number=number + 1))
        story.with_mail_address(f"科苑路8号{number}栋1201室").handed_in()
    first = home.get("/messages")
    assert len(subjects(first)) == 25
    older = next(
        each.get("href") for each in parsed(first.text).iter("a") if each.get("rel") == "next"
    )
    assert len(subjects(home.get(older))) == 4


def test_the_count_costs_one_query(home: Home) -> None:
    home.at(Story.submitted)
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    event.listen(home.desk.unit.engine, "before_cursor_execute", note)
    home.get("/messages")
    about_notices = [statement for statement in asked if "FROM notices" in statement]
    # The list, and the count that stands in the header and beside the button.
    assert len(about_notices) == 2
    assert len(asked) <= 12


def test_every_message_of_the_program_has_words(home: Home) -> None:
    story = home.story().filed()
    told = [message for fact in story.events for message in messages_of(fact)]
    assert told
    for message in told:
        assert (message.occasion, "zh") in LETTERS
        assert (message.occasion, "en") in LETTERS
