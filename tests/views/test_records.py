"""What is registered: the owner's page, and the pages of those who work here."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec import inspect
from werkzeug.test import TestResponse

from domain.filing import kinds
from domain.filing.kinds import Kind
from domain.register import commands as c
from domain.register.approved import new_record
from domain.register.state import Record
from domain.roles import Actor, Role
from store.event_names import EVENTS
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.store.make_golden import sample
from tests.unit.filing.samples import LIN, ZHAO, enterprise, hex_id
from tests.unit.filing.stories import MINISTRY, Story
from tests.views.filing_home import Home, moved_to, text, values
from tests.views.review_office import other
from use_cases import filings_about_records, records
from views.audit import words_register
from views.audit.words import KINDS

NUMBER = "京ICP备2026000001号"
RECORD = new_record(hex_id("one"))


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


@pytest.fixture
def every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every kind of filing could be carried through."""
    monkeypatch.setattr(kinds, "STARTABLE", frozenset(Kind))


def registered(home: Home) -> None:
    """A unit's first filing was approved, and the worker took it into the register."""
    home.at(Story.filed, other(enterprise(), "one"))
    records.apply(home.desk, hex_id("one"), home.clock.now())


def site_of(home: Home, number: int = 0) -> str:
    return list(records.open_record(home.desk, RECORD).record.sites)[number]


def change(home: Home, kind: type, role: Role, **fields: Any) -> None:
    """Somebody changes the record without a filing."""
    command = kind(
        command_id=uuid.uuid4().hex,
        actor=Actor(hex_id(role), role),
        at=home.clock.now(),
        **fields,
    )
    records.handle(home.desk, RECORD, command)


def begin(home: Home, kind: Kind, site: str) -> None:
    """The owner begins a filing about the record."""
    filings_about_records.start(
        home.desk,
        hex_id("two"),
        RECORD,
        kind,
        site,
        actor=Actor(home.account, Role.APPLICANT),
        at=home.clock.now(),
        command_id=uuid.uuid4().hex,
    )


def staff(home: Home, role: Role = Role.REVIEWER) -> FlaskClient:
    return home.staff(role)


def find(browser: FlaskClient, typed: str) -> TestResponse:
    return browser.post("/filed", data={"command_id": uuid.uuid4().hex, "text": typed})


# --- The owner --------------------------------------------------------------------------------


def test_an_account_without_a_record_is_told_where_it_will_stand(home: Home) -> None:
    assert "还没有备案记录" in text(home.get("/records"))


def test_the_owner_sees_subject_websites_accesses_and_numbers(home: Home) -> None:
    registered(home)
    page = text(home.get("/records"))
    for shown in (NUMBER, f"{NUMBER}-1", f"{NUMBER}-2", "one-example.com", "接入：在我们这里"):
        assert shown in page
    assert ZHAO.mobile.full in page
    assert "203.0.113.8" in page


def test_a_sub_account_sees_the_record_and_begins_nothing(home: Home, every_kind: None) -> None:
    registered(home)
    page = home.sub_account().get("/records")
    assert NUMBER in page.text
    assert "/filings/begin/" not in page.text


def test_a_stranger_sees_nothing_of_it(home: Home) -> None:
    registered(home)
    stranger = signed_in(home.app, opened(home.desk, Role.APPLICANT, "stranger@example.com"))
    assert NUMBER not in stranger.get("/records").text


def test_what_may_be_done_leads_to_where_it_begins(home: Home, every_kind: None) -> None:
    registered(home)
    page = home.get("/records").text
    assert f"/filings/begin/CHANGE_SUBJECT/{RECORD}" in page
    assert f"/filings/begin/CANCEL_SITE/{RECORD}?site={site_of(home)}" in page
    assert 'href="/filings/new"' in page


def test_a_kind_that_cannot_be_carried_through_is_not_offered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "STARTABLE", frozenset({Kind.FIRST, Kind.CHANGE_SITE}))
    registered(home)
    page = home.get("/records").text
    assert "/filings/begin/CHANGE_SITE/" in page
    assert "CANCEL" not in page
    assert "TRANSFER" not in page


def test_while_one_filing_is_under_way_no_other_begins(home: Home, every_kind: None) -> None:
    registered(home)
    begin(home, Kind.CHANGE_SITE, site_of(home))
    page = home.get("/records")
    assert "一个主体同时只能办理一项业务" in text(page)
    assert "有业务办理中" in text(page)
    assert f"/filings/{hex_id('two')}/status" in page.text
    assert "/filings/begin/" not in page.text


def test_a_website_without_an_access_says_what_cannot_be_done(home: Home, every_kind: None) -> None:
    registered(home)
    site = site_of(home)
    change(home, c.RequestRectification, Role.REVIEWER, site=site, items=("x",), due_on=date.max)
    change(home, c.RemoveAccess, Role.REVIEWER, site=site)
    page = text(home.get("/records"))
    assert "空壳网站" in page
    assert "不能办理：我们没有为这个网站提供接入。" in page


def test_what_an_inspection_found_stands_at_its_website(home: Home) -> None:
    registered(home)
    found = {"site": site_of(home), "items": ("首页底部没有备案号",), "due_on": date(2027, 1, 15)}
    change(home, c.RequestRectification, Role.REVIEWER, **found)
    page = text(home.get("/records"))
    assert "首页底部没有备案号" in page
    assert "2027-01-15" in page
    assert "待整改" in page


def test_a_cancelled_subject_stays_to_be_seen_and_offers_nothing(
    home: Home, every_kind: None
) -> None:
    registered(home)
    change(home, c.NoteSubjectCancelled, Role.MINISTRY)
    page = home.get("/records")
    assert "主体的备案已注销，不能恢复" in text(page)
    assert "已注销或迁出的网站（2）" in text(page)
    assert "/filings/begin/" not in page.text


def test_the_page_is_there_in_english(home: Home, every_kind: None) -> None:
    registered(home)
    page = text(home.get("/records", **{"Accept-Language": "en"}))
    assert "Records" in page
    assert "Active" in page


def test_what_came_in_the_way_meanwhile_is_said_on_the_page_that_begins(
    home: Home, every_kind: None
) -> None:
    registered(home)
    path = f"/filings/begin/CHANGE_SUBJECT/{RECORD}"
    sent = values(home.get(path), path)
    change(home, c.NoteBlacklisted, Role.MINISTRY, listed=True)
    answer = home.post(path, **sent)
    assert answer.status_code == 409
    assert "主体已列入黑名单" in text(answer)


def test_the_same_form_twice_begins_one_filing(home: Home, every_kind: None) -> None:
    registered(home)
    path = f"/filings/begin/CHANGE_SUBJECT/{RECORD}"
    sent = values(home.get(path), path)
    assert moved_to(home.post(path, **sent)) == moved_to(home.post(path, **sent))


# --- Those who work here ----------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEAD, Role.REPORT_OFFICER, Role.AUDITOR])
def test_staff_find_a_record_and_see_it_masked(home: Home, role: Role) -> None:
    registered(home)
    browser = staff(home, role)
    assert enterprise().subject.name in text(browser.get("/filed"))
    page = browser.get(f"/filed/{RECORD}").text
    assert NUMBER in page
    assert str(ZHAO.mobile) in page
    assert ZHAO.mobile.full not in page
    assert ZHAO.certificate_number.full not in page


@pytest.mark.parametrize(
    "typed", [NUMBER, f"{NUMBER}-2", "one-example.com", "www.one-example.com", "示例科技"]
)
def test_a_record_is_found_by_number_domain_and_name(home: Home, typed: str) -> None:
    registered(home)
    assert f"/filed/{RECORD}" in find(staff(home), typed).text


def test_what_is_not_there_is_not_found(home: Home) -> None:
    registered(home)
    page = text(find(staff(home), "nothing-like-it.cn"))
    assert "没有这样的备案记录" in page


def test_an_empty_search_says_what_to_type(home: Home) -> None:
    answer = find(staff(home), "")
    assert answer.status_code == 422
    assert "请填写备案号、域名或单位名称" in text(answer)


def test_a_person_is_listed_by_a_masked_name(home: Home) -> None:
    home.at(Story.filed)
    records.apply(home.desk, hex_id("one"), home.clock.now())
    page = staff(home).get("/filed").text
    assert str(LIN.name) in page
    assert LIN.name.full not in page


def test_a_record_tells_its_history_and_who_may_go_to_its_filings(home: Home) -> None:
    registered(home)
    change(home, c.NoteBlacklisted, MINISTRY.role, listed=True)
    page = staff(home, Role.AUDITOR).get(f"/filed/{RECORD}")
    for told in ("登记主体，备案号", "登记网站“示例产品中心”", "备案结果已记入", "列入黑名单"):
        assert told in text(page)
    assert f"/audit/{hex_id('one')}" in page.text
    assert f"/audit/{hex_id('one')}" not in staff(home).get(f"/filed/{RECORD}").text


def test_an_auditor_comes_from_events_and_filings_to_the_record(home: Home) -> None:
    registered(home)
    auditor = staff(home, Role.AUDITOR)
    assert f"/filed/{RECORD}" in auditor.get("/audit/events?event=register.site_registered").text
    assert f"/filed/{RECORD}" in auditor.get(f"/audit/{hex_id('one')}").text


def test_an_unknown_record_is_a_404(home: Home) -> None:
    assert staff(home).get(f"/filed/{hex_id('nothing')}").status_code == 404


@pytest.mark.parametrize("name", [name for name in EVENTS if name.startswith("register.")])
def test_every_event_of_a_record_has_words_of_its_own(app: Flask, name: str) -> None:
    event = sample(inspect.type_info(EVENTS[name][0]), "event")
    with app.test_request_context("/"):
        told = words_register.told(event, Record(), Record(), {})
        assert told.title
        assert told.title != EVENTS[name][0].__name__
        assert KINDS[name]
