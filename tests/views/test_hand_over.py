"""A record goes to another account."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from domain.filing.kinds import Kind
from domain.register.approved import new_record
from domain.roles import Role
from tests.account_stories import PASSWORD, hash_cheaply, opened
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, links, moved_to, text, values
from tests.views.review_office import other
from use_cases import records

RECORD = new_record(hex_id("one"))
FRIEND = "friend@example.com"


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An applicant whose company is filed, and who began to hand it over."""
    hash_cheaply(monkeypatch)
    found = Home(app, monkeypatch)
    found.at(Story.filed, other(enterprise(), "one"))
    records.apply(found.desk, hex_id("one"), found.clock.now())
    return found


def begun(home: Home) -> str:
    here = f"/filings/begin/{Kind.TRANSFER}/{RECORD}"
    return moved_to(home.post(here, **values(home.get(here), here)))


def answered(home: Home, tasks: str, **fields: str) -> TestResponse:
    here = f"{tasks}/hand-over"
    page = home.get(here)
    assert "不能再办理这个主体的业务" in text(page)
    told = {"contact": FRIEND, "password": PASSWORD, "confirmed": "y"} | fields
    return home.post(here, **values(page, here), **told)


def test_a_record_goes_to_an_account_without_one(home: Home) -> None:
    friend = opened(home.desk, Role.APPLICANT, FRIEND)
    tasks = begun(home)
    assert f"{tasks}/hand-over" in links(home.get(tasks))
    assert f"{tasks}/check" not in links(home.get(tasks))
    result = moved_to(answered(home, tasks))
    assert "已转移" in text(home.get(result))
    assert home.events(tasks)[-2:] == ["filing.handed_over", "filing.concluded"]
    records.apply(home.desk, tasks.removeprefix("/filings/"), home.clock.now())
    assert records.open_record(home.desk, RECORD).record.account == friend
    assert home.get(f"/filings/begin/CHANGE_SUBJECT/{RECORD}").status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"password": "another password"}, "密码不正确"),
        ({"contact": "nobody@example.com"}, "不能接收备案"),
        ({"contact": "reviewer@example.com"}, "不能接收备案"),
        ({"contact": "busy@example.com"}, "不能接收备案"),
        ({"contact": "x"}, "邮箱"),
        ({"confirmed": ""}, "请勾选确认"),
    ],
)
def test_it_goes_to_nobody_else(home: Home, fields: dict[str, str], words: str) -> None:
    opened(home.desk, Role.REVIEWER, "reviewer@example.com")
    opened(home.desk, Role.APPLICANT, FRIEND)
    busy = opened(home.desk, Role.APPLICANT, "busy@example.com")
    story = home.story("two")
    story.applicant = type(story.applicant)(busy, Role.APPLICANT)
    story.started()
    tasks = begun(home)
    refused = answered(home, tasks, **fields)
    assert refused.status_code == 422
    assert words in text(refused)
    assert "filing.handed_over" not in home.events(tasks)


def test_other_filings_are_not_handed_over(home: Home) -> None:
    here = f"/filings/begin/{Kind.CANCEL_SUBJECT}/{RECORD}"
    tasks = moved_to(home.post(here, **values(home.get(here), here)))
    assert home.get(f"{tasks}/hand-over").status_code == 404
