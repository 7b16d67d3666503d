"""What could not be sent: seen by the operator, and sent again."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from domain.roles import Role
from gateways.mail.memory import MemoryMail
from gateways.mail.port import Mail, MailNotSent
from gateways.sms.memory import MemorySms
from store.outbox import MOST_ATTEMPTS
from tests.account_stories import opened
from tests.unit.filing.stories import Story
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office, words
from use_cases.deliveries import deliver_due

__all__ = ["office"]


class BrokenMail(MemoryMail):
    """A mail server that takes nothing while it is broken."""

    broken = True

    def send(self, mail: Mail) -> None:
        if self.broken:
            raise MailNotSent("broken", permanent=False)
        super().send(mail)


@pytest.fixture
def operator(office: Office) -> FlaskClient:
    return office.staff(Role.OPERATOR)


@pytest.fixture
def mail(office: Office) -> BrokenMail:
    """The server is broken until a message about a submission was given up."""
    mail = BrokenMail()
    office.desk = dataclasses.replace(office.desk, mail=mail, sms=MemorySms())
    office.app.extensions["desk"] = office.desk
    opened(office.desk, Role.APPLICANT)
    office.filing("one", Story.submitted)
    for _attempt in range(MOST_ATTEMPTS):
        deliver_due(office.desk, office.clock.now())
        office.clock.set(office.clock.now() + timedelta(hours=3))
    return mail


def letters(response) -> list[str]:
    rows = [
        row for row in parsed(response.text).iter("tr") if (row.get("id") or "").startswith("item")
    ]
    return [row.get("id", "").removeprefix("item-") for row in rows]


def test_what_was_given_up_is_shown_with_its_error(operator, mail) -> None:
    page = operator.get("/operate/outbox")
    assert page.status_code == 200
    assert letters(page)
    shown = words(page)
    assert "邮件服务器没有接受" in shown
    assert "备案进展通知" in shown
    assert "8次" in shown
    assert "someone@example.cn" not in page.text


def test_it_is_sent_again_when_the_operator_says_so(office, operator, mail) -> None:
    (item, *_more) = letters(operator.get("/operate/outbox"))
    mail.broken = False
    answer = operator.post(f"/operate/outbox/{item}/again")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/operate/outbox")
    page = operator.get("/operate/outbox")
    assert item not in letters(page)
    assert "待发送" in words(page)
    deliver_due(office.desk, office.clock.now())
    assert [one.to for one in mail.sent] == ["someone@example.cn"]
    assert "没有停止重试的内容" in words(operator.get("/operate/outbox"))


def test_what_is_not_given_up_cannot_be_sent_again(operator, mail) -> None:
    (item, *_more) = letters(operator.get("/operate/outbox"))
    operator.post(f"/operate/outbox/{item}/again")
    for item_again in (item, "99999"):
        operator.post(f"/operate/outbox/{item_again}/again")
        assert "已不在停止重试的列表中" in operator.get("/operate/outbox").text


def test_an_empty_outbox_says_so(operator) -> None:
    assert "全部已经发出" in operator.get("/operate/outbox").text


def test_the_navigation_marks_the_page_that_is_open(operator) -> None:
    for path, words_ in (("/operate/outbox", "发送情况"), ("/operate/staff", "工作人员")):
        links = parsed(operator.get(path).text).iter("a")
        current = [text_of(each) for each in links if each.get("aria-current") == "true"]
        assert current == [words_]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.LEAD])
def test_nobody_else_sees_or_moves_it(office, role) -> None:
    other = office.staff(role)
    assert other.get("/operate/outbox").status_code == 403
    assert other.post("/operate/outbox/1/again").status_code == 403
