"""Finding filings by what they ever held, and events by who, what and when."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from msgspec.structs import replace

from domain.access.events import FilingsSearched
from domain.filing import commands as c
from domain.filing.facts import Person
from domain.personal import Personal
from domain.roles import Actor, Role
from tests.account_stories import opened
from tests.unit.filing.samples import Sample, enterprise, hex_id, individual
from tests.unit.filing.stories import MONDAY, Story
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, new_id, office, other, words
from use_cases.type_facts import certificate_digest

__all__ = ["office"]

UNIT_NUMBER = "91350100M000100Y43"


@pytest.fixture
def auditor(office: Office) -> FlaskClient:
    return office.staff(Role.AUDITOR)


def indexed(office: Office, sample: Sample) -> Sample:
    """The sample with the digests that the desk would have made."""
    vault = office.desk.vault

    def person(one: Person) -> Person:
        return replace(one, mobile_digest=vault.digest("mobile", one.mobile.full))

    facts = sample.facts
    number = facts.certificate_number or (facts.holder.full if facts.holder else "")
    digest = certificate_digest(office.desk, facts.certificate_type, number)
    subject = replace(sample.subject, responsible=person(sample.subject.responsible))
    sites = tuple(
        replace(site, person=person(site.person)) if site.person else site for site in sample.sites
    )
    return Sample(replace(facts, certificate_digest=digest), subject, sites, sample.access)


@pytest.fixture
def filed(office: Office) -> str:
    """A company whose filing has its number."""
    return office.filing("one", Story.filed, indexed(office, enterprise()))


def of_somebody_else(office: Office, name: str, sample: Sample | None = None) -> Story:
    """A filing of an account of its own: an account has one subject."""
    return office.story(name, sample, applicant=Actor(hex_id(f"account {name}"), Role.APPLICANT))


def find(client: FlaskClient, by: str, text: str):
    return client.post("/audit/find", data={"by": by, "text": text, "command_id": new_id()})


def searches(office: Office) -> list[FilingsSearched]:
    day = office.clock.now() + timedelta(hours=8)
    return [one.event for one in office.desk.unit.load(f"access-search-{day:%Y%m%d}")]


@pytest.mark.parametrize(
    ("by", "text"),
    [
        ("number", "京ICP备2026000001号"),
        ("number", " 京icp备2026000001号－2 "),
        ("domain", "WWW.example.com.cn"),
        ("name", "示例科技"),
        ("certificate", UNIT_NUMBER.lower()),
        ("mobile", "139 0013 9000"),
        ("mobile", "13700137000"),
    ],
)
def test_a_filing_is_found_by_what_it_holds(office, auditor, filed, by, text) -> None:
    answer = find(auditor, by, text)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/audit/{filed}"
    (search,) = searches(office)
    assert (search.by, search.found) == ((by,), 1)


def test_a_filing_is_found_by_its_id(auditor, filed) -> None:
    assert find(auditor, "filing", f" {filed.upper()} ").headers["Location"] == f"/audit/{filed}"


def test_what_was_replaced_later_is_still_found(office, auditor) -> None:
    def moved(story: Story) -> Story:
        story.stated()
        subject = story.sample.subject
        old = subject.responsible
        new = replace(
            old,
            mobile=Personal(old.id, "mobile", "13500135000"),
            mobile_digest=office.desk.vault.digest("mobile", "13500135000"),
        )
        seen = story.filing.sections["subject"]
        return story.do(c.RecordSubject, subject=replace(subject, responsible=new), seen=seen)

    filing_id = office.filing("one", moved, indexed(office, individual()))
    for mobile in ("13800138000", "13500135000"):
        assert find(auditor, "mobile", mobile).headers["Location"] == f"/audit/{filing_id}"


def test_several_are_listed_with_masks(office, auditor) -> None:
    for name in ("one", "two"):
        # One person has one filing; a telephone may stand in several.
        sample = dataclasses.replace(
            indexed(office, individual()), facts=other(individual(), name).facts
        )
        Story.stated(of_somebody_else(office, name, other(sample, name)))
    page = find(auditor, "mobile", "13800138000")
    assert page.status_code == 200
    rows = [row for row in parsed(page.text).iter("tr") if "app-queue__row" in row.get("class", "")]
    assert [text_of(row).split()[0] for row in rows] == ["林**", "林**"]
    assert "林晓雨" not in page.text


def test_the_log_of_searches_does_not_hold_what_was_typed(office, auditor, filed) -> None:
    find(auditor, "mobile", "13912345678")
    (search,) = searches(office)
    assert search.found == 0
    assert search.digest == office.desk.vault.digest("search", "mobile:13912345678")
    day = office.clock.now() + timedelta(hours=8)
    (stored,) = office.desk.unit._rows(f"access-search-{day:%Y%m%d}")
    assert b"13912345678" not in stored.data


def test_nothing_found_is_said(auditor, filed) -> None:
    page = find(auditor, "domain", "elsewhere.org")
    assert page.status_code == 200
    assert "没有找到" in page.text


@pytest.mark.parametrize(
    ("by", "text", "said"),
    [
        ("filing", "12345", "备案编号是32位"),
        ("number", "not a number", "这不是备案号"),
        ("domain", "http://example.com/", "这不是域名"),
        ("mobile", "1380013800", "手机号码是11位"),
        ("domain", "", "请填写要查找的内容"),
        ("shoe size", "44", "请选择列出的一项"),
    ],
)
def test_what_cannot_be_looked_for_is_explained_and_kept(office, auditor, by, text, said) -> None:
    page = find(auditor, by, text)
    assert page.status_code == 422
    assert said in words(page)
    field = next(one for one in parsed(page.text).iter("input") if one.get("id") == "text")
    assert field.get("value") == text
    assert searches(office) == []


# --- Events -------------------------------------------------------------------------------


def events_on(response) -> list[str]:
    page = parsed(response.text)
    rows = [row for row in page.iter("tr") if "app-queue__row" in row.get("class", "")]
    return [text_of(next(row.iter("th"))) for row in rows]


def test_events_are_searched_by_kind_actor_and_period(office, auditor, filed) -> None:
    assert "提交初审" in events_on(auditor.get("/audit/events"))
    only = auditor.get("/audit/events?event=filing.bureau_approved")
    assert events_on(only) == ["管局通过"]
    assert filed[:8] in words(only)
    ministry = events_on(auditor.get("/audit/events?actor=ministry"))
    assert set(ministry) >= {"管局通过", "短信核验全部完成"}
    assert "提交初审" not in ministry
    day = f"{MONDAY:%Y-%m-%d}"
    assert events_on(auditor.get(f"/audit/events?since={day}&until={day}&event=filing.started"))
    assert not events_on(auditor.get("/audit/events?until=2020-01-01"))


def test_searches_of_events_are_events_too(office, auditor, filed) -> None:
    auditor.get("/audit/events?event=filing.submitted&since=2026-01-01")
    (search,) = searches(office)
    assert search.by == ("event", "since")
    assert "审计检索" in events_on(auditor.get("/audit/events"))


def test_events_are_paged_without_gap_or_repeat(office, auditor) -> None:
    for name in ("one", "two", "three", "four"):
        of_somebody_else(office, name).filed()
    first = auditor.get("/audit/events?event=filing.material_uploaded")
    everything = len(events_on(first))
    assert everything < 50
    page = auditor.get("/audit/events")
    assert len(events_on(page)) == 50
    older = next(
        each.get("href") for each in parsed(page.text).iter("a") if each.get("rel") == "next"
    )
    following = auditor.get(older)
    assert events_on(following)
    positions = [
        int(text_of(list(row.iter("td"))[-1]))
        for response in (page, following)
        for row in parsed(response.text).iter("tr")
        if "app-queue__row" in row.get("class", "")
    ]
    assert positions == sorted(positions, reverse=True)
    assert len(set(positions)) == len(positions)


@pytest.mark.parametrize(
    "query",
    ["since=yesterday", "event=filing.eaten", "since=2026-02-02&until=2026-01-01"],
)
def test_a_search_for_events_that_cannot_be_read_is_422(auditor, query) -> None:
    page = auditor.get(f"/audit/events?{query}")
    assert page.status_code == 422
    assert "请更正以下问题" in page.text


def test_an_actor_of_a_link_is_offered_by_masked_name(office, auditor) -> None:
    account = opened(office.desk, Role.APPLICANT, "13812345678")
    page = auditor.get(f"/audit/events?actor={account}")
    assert page.status_code == 200
    assert "138****5678" in page.text
