"""The applicant's list of filings."""

from __future__ import annotations

import pytest
from flask import Flask

from domain.filing.facts import Status
from domain.roles import Role
from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import enterprise
from tests.unit.filing.stories import AT_STATUS, Story
from tests.views.filing_home import Home, links, text
from tests.views.review_office import other
from views.status_words import APPLICANT, NEXT_STEP


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def dashed(status: Status) -> str:
    """The state as a part of a domain name."""
    return status.value.replace("_", "-")


def test_an_empty_list_says_what_to_do_first(home: Home) -> None:
    page = home.get("/filings")
    assert "还没有备案" in text(page)
    assert "/filings/new" in links(page)


@pytest.mark.parametrize("status", list(AT_STATUS))
def test_each_filing_says_where_it_stands_and_what_comes_next(home: Home, status: Status) -> None:
    home.at(AT_STATUS[status], other(enterprise(), dashed(status)), status.value)
    words = text(home.get("/filings"))
    assert str(APPLICANT[status]) in words
    assert str(NEXT_STEP[status]).replace(" ", "") in words
    assert f"{dashed(status)}-example.com" in words


def test_a_persons_name_is_opened_for_its_owner(home: Home) -> None:
    home.at(Story.submitted)
    assert "林晓雨" in text(home.get("/filings"))


def test_while_one_is_open_no_other_begins(home: Home) -> None:
    home.at(Story.submitted)
    page = home.get("/filings")
    assert "一个账号同时只能办理一项备案" in text(page)
    assert "/filings/new" not in links(page)


def test_after_giving_up_another_may_begin(home: Home) -> None:
    home.at(AT_STATUS[Status.ABANDONED])
    assert "/filings/new" in links(home.get("/filings"))


def test_the_time_of_the_review_is_shown(home: Home) -> None:
    home.at(Story.submitted)
    assert "最晚完成2026-11-25" in text(home.get("/filings"))


def test_the_time_for_the_codes_is_shown(home: Home) -> None:
    home.at(Story.sms_pending, other(enterprise(), "two"), "two")
    assert "短信核验截止2026-11-24" in text(home.get("/filings"))


def test_a_sub_account_reads_what_its_main_account_files(home: Home) -> None:
    path = home.at(Story.submitted)
    page = home.sub_account().get("/filings")
    assert f"{path}/status" in links(page)
    assert "/filings/new" not in links(page)


def test_others_see_nothing_of_it(home: Home) -> None:
    home.at(Story.submitted)
    assert "还没有备案" in text(home.staff(Role.APPLICANT).get("/filings"))
    assert home.staff(Role.REVIEWER).get("/filings").status_code == 403
