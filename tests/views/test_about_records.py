"""Changes and cancellations, from the record to the last page before they are handed in."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from domain.filing.kinds import Kind
from domain.register.approved import new_record
from domain.roles import Role
from tests.account_stories import hash_cheaply
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, links, moved_to, text, values
from tests.views.review_office import other
from use_cases import filings, records

RECORD = new_record(hex_id("one"))


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An applicant whose company is filed with two websites."""
    hash_cheaply(monkeypatch)
    found = Home(app, monkeypatch)
    found.at(Story.filed, other(enterprise(), "one"))
    records.apply(found.desk, hex_id("one"), found.clock.now())
    return found


def site(home: Home, place: int = 0) -> str:
    return list(records.open_record(home.desk, RECORD).record.sites)[place]


def begun(home: Home, kind: Kind, **fields: str) -> str:
    """The address of a filing of that kind that was begun on its page."""
    here = f"/filings/begin/{kind}/{RECORD}"
    page = home.get(here)
    assert page.status_code == 200
    return moved_to(home.post(here, **values(page, here), **fields))


def site_page(domains: str, name: str = "示例科技官方网站") -> dict[str, str]:
    """What the first page of a website asks for."""
    home_url = domains.partition("\n")[0]
    return {"site_name": name, "site_domains": domains, "site_home_url": home_url}


def saved(home: Home, here: str, **fields: str) -> TestResponse:
    """What a form page answers that is sent as it was shown, but for these fields."""
    page = home.get(here)
    assert page.status_code == 200, text(page)
    return home.post(here, **values(page, here), **fields)


def test_a_website_to_change_is_chosen(home: Home) -> None:
    here = f"/filings/begin/CHANGE_SITE/{RECORD}"
    page = home.get(here)
    assert "不能增加域名" in text(page)
    refused = home.post(here, **values(page, here))
    assert refused.status_code == 422
    assert "请选择要办理的网站" in text(refused)
    tasks = home.get(begun(home, Kind.CHANGE_SITE, site=site(home)))
    assert "变更网站" in text(tasks)
    assert "取自备案记录，本次不变更" in text(tasks)
    assert "还没有变更任何内容" in text(tasks)


def test_the_wanted_website_is_chosen_already(home: Home) -> None:
    page = home.get(f"/filings/begin/CANCEL_SITE/{RECORD}?site={site(home, 1)}")
    assert f'value="{site(home, 1)}" checked' in page.text


@pytest.mark.parametrize("kind", ["FIRST", "STOP", "CHANGE", "ADD_SITE_LOCAL"])
def test_no_other_kind_begins_on_a_record(home: Home, kind: str) -> None:
    assert home.get(f"/filings/begin/{kind}/{RECORD}").status_code == 404


def test_another_accounts_record_is_not_there(home: Home) -> None:
    assert home.get(f"/filings/begin/CHANGE_SITE/{hex_id('x')}").status_code == 404


def test_only_one_filing_about_a_record_is_open(home: Home) -> None:
    begun(home, Kind.CHANGE_SITE, site=site(home))
    here = f"/filings/begin/CHANGE_SUBJECT/{RECORD}"
    again = home.post(here, **values(home.get(here), here))
    assert again.status_code == 409
    assert "正在办理" in text(again)


def test_a_changed_name_is_shown_beside_the_recorded_one(home: Home) -> None:
    tasks = begun(home, Kind.CHANGE_SITE, site=site(home))
    here = f"{tasks}/sites/{site(home)}"
    answered = saved(home, here, **site_page("one-example.com", name="示例科技新网站"))
    assert answered.status_code == 303, text(answered)
    assert "已变更2项" in text(home.get(tasks))
    check = text(home.get(f"{tasks}/check"))
    assert "示例科技新网站备案记录：示例科技官方网站" in check
    assert "变更至少一项内容" not in check


def test_a_further_domain_is_refused_beside_its_field(home: Home) -> None:
    tasks = begun(home, Kind.CHANGE_SITE, site=site(home))
    here = f"{tasks}/sites/{site(home)}"
    answered = saved(home, here, **site_page("one-example.com\nshili.com.cn"))
    assert answered.status_code == 422
    assert "变更时只能删去域名" in text(answered)


def test_an_end_asks_for_a_reason_and_a_confirmation(home: Home) -> None:
    tasks = begun(home, Kind.CANCEL_SITE, site=site(home))
    assert "说明原因" in text(home.get(tasks))
    assert f"{tasks}/materials" not in links(home.get(tasks))
    reason = f"{tasks}/reason"
    refused = saved(home, reason, reason="other", text="不用")
    assert refused.status_code == 422
    assert "用5至200个字说明" in text(refused)
    assert "不用" in refused.text
    assert saved(home, reason, reason="closed").status_code == 303
    check = home.get(f"{tasks}/check")
    assert "网站不再开办" in text(check)
    agreed = saved(home, f"{tasks}/check", **agreements(check))
    assert moved_to(agreed) == f"{tasks}/notice"
    notice = f"{tasks}/notice"
    assert "不能撤销" in text(home.get(notice))
    unconfirmed = saved(home, notice)
    assert unconfirmed.status_code == 422
    assert "请勾选确认后再提交" in text(unconfirmed)
    assert saved(home, notice, confirmed="y").status_code == 303
    assert "filing.submitted" in home.events(tasks)


def agreements(page: TestResponse) -> dict[str, str]:
    """All boxes of the page ticked."""
    return dict.fromkeys(re.findall(r'name="(agree_[a-z_0-9-]+)"', page.text), "y")


def test_an_ended_access_needs_no_code(home: Home) -> None:
    tasks = begun(home, Kind.CANCEL_ACCESS, site=site(home))
    saved(home, f"{tasks}/reason", reason="moved")
    saved(home, f"{tasks}/check", **agreements(home.get(f"{tasks}/check")))
    notice = home.get(f"{tasks}/notice")
    assert "不需要短信核验" in text(notice)
    saved(home, f"{tasks}/notice", confirmed="y")
    status = text(home.get(f"{tasks}/status"))
    assert "已取消接入" in status
    assert "短信核验" not in status


def test_the_list_names_the_kind(home: Home) -> None:
    begun(home, Kind.CANCEL_SUBJECT)
    assert "注销主体" in text(home.get("/filings"))


def test_a_filing_about_one_website_has_its_record_in_it(home: Home) -> None:
    tasks = begun(home, Kind.CHANGE_ACCESS, site=site(home))
    filing = filings.open_filing(home.desk, tasks.removeprefix("/filings/")).filing
    assert filing.facts is not None
    assert filing.facts.record == RECORD
    assert filing.facts.record_sites == (site(home),)


def test_a_returned_reason_is_mended_from_the_list(home: Home) -> None:
    tasks = returned(home)
    fix = home.get(f"{tasks}/fix")
    assert fix.status_code == 200
    assert "原因" in text(fix)
    there = next(each for each in links(fix) if "/reason" in each)
    assert moved_to(saved(home, there, reason="moved")) == f"{tasks}/fix"
    assert "还有1项没有处理" not in text(home.get(f"{tasks}/fix"))


def returned(home: Home) -> str:
    """A cancellation whose reason a reviewer sent back."""
    tasks = begun(home, Kind.CANCEL_SITE, site=site(home))
    saved(home, f"{tasks}/reason", reason="closed")
    saved(home, f"{tasks}/check", **agreements(home.get(f"{tasks}/check")))
    saved(home, f"{tasks}/notice", confirmed="y")
    reviewer = home.staff(Role.REVIEWER)
    here = f"/review/{tasks.removeprefix('/filings/')}"
    claim = values(reviewer.get(here), f"{here}/claim")
    reviewer.post(f"{here}/claim", data=claim)
    form = values(reviewer.get(here), here)
    verdict = {"verdict:explanation": "bad", "reason:explanation": "R-SITE-13", "act": "return"}
    assert reviewer.post(here, data=form | verdict).status_code == 303
    return tasks
