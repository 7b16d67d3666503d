"""Websites and their access: adding, changing, removing, bad input."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.views.applicants import (
    ACCESS,
    NO_PERMIT,
    OTHER_ID,
    PERSON_ID,
    SITE_NAME,
    UNIT_CONTENT,
    Applicant,
    enterprise,
    individual,
)
from tests.views.filling import Answers, fill, heading, messages, send, values
from tests.views.filling import main_form as form_of
from tests.views.html_lint import parsed

SAME: Answers = {"site_person_choice": "same"}
UNIT_SITE: tuple[Answers, ...] = (SITE_NAME, UNIT_CONTENT, NO_PERMIT, SAME)
OWN_PERSON: tuple[Answers, ...] = (
    {"site_person_choice": "own"},
    {
        "site_person_name": "赵示例",
        "site_person_certificate_type": "2",
        "site_person_certificate_number": OTHER_ID,
        "site_person_long_term": "y",
    },
    {
        "site_person_mobile": "13900139000",
        "site_person_emergency": "010-62345679",
        "site_person_email": "zhao@example.com",
    },
)


def basics(app: Flask, **typed: str) -> dict[str, str]:
    """The messages of the first page with these answers."""
    someone = enterprise(app)
    return messages(fill(someone.browser, f"{someone.path}/sites/new", SITE_NAME | typed))


def second_site(someone: Applicant, domain: str) -> tuple[Answers, ...]:
    """The answers for a website on another domain."""
    return (
        {"site_name": "示例摄影手记", "site_domains": domain, "site_home_url": domain},
        *UNIT_SITE[1:],
    )


def test_the_first_website_begins_with_the_verified_domain(app: Flask) -> None:
    someone = enterprise(app)
    page = someone.browser.get(f"{someone.path}/sites/new")
    kept = values(form_of(page))
    assert kept["site_domains"] == ["yunfan.com.cn"]
    assert kept["site_home_url"] == ["www.yunfan.com.cn"]


def test_the_linked_person_is_not_copied(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE)
    filing = someone.opened.filing
    assert filing.sites[site].person is None
    assert filing.site_person(site) == (filing.subject and filing.subject.responsible)


def test_another_person_answers_for_the_website(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE[:3], *OWN_PERSON)
    person = someone.opened.filing.sites[site].person
    assert person is not None
    assert person.name.text == "赵示例"
    page = someone.browser.get(f"{someone.path}/sites")
    assert "赵示例" in page.text


def test_the_same_person_is_not_stated_twice(app: Flask) -> None:
    someone = enterprise(app)
    pages = (*UNIT_SITE[:3], OWN_PERSON[0])
    same = OWN_PERSON[1] | {"site_person_certificate_number": PERSON_ID}
    page = fill(someone.browser, f"{someone.path}/sites/new", *pages, same)
    assert "同主体负责人" in messages(page)["site_person_certificate_number"]


def test_an_individual_has_one_website_of_certain_contents(app: Flask) -> None:
    someone = individual(app)
    site = next(iter(someone.opened.filing.sites))
    page = someone.browser.get(f"{someone.path}/sites/{site}?page=content")
    contents = [
        field.get("value")
        for field in parsed(page.text).iter("input")
        if field.get("name") == "site_contents"
    ]
    assert sorted(contents, key=str) == ["24", "6"]
    forged = send(someone.browser, page, site_contents=["9"])
    assert "个人网站" in messages(forged)["site_contents"]
    full = someone.browser.get(f"{someone.path}/sites/new")
    assert full.headers["Location"] == someone.path
    assert f"{someone.path}/sites/new" not in someone.browser.get(f"{someone.path}/sites").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("http://yunfan.com.cn/", "去掉 http://"),
        ("yun_fan.cn", "下划线"),
        ("203.0.113.8", "IP 地址"),
        ("www.yunfan.com.cn", "主域名 yunfan.com.cn"),
        ("yunfan.com.cn\nYUNFAN.com.cn", "重复"),
        ("😀.cn", "域名"),
        ("好" * 10_000, "最多填写"),
        ("", "请输入网站使用的域名"),
    ],
)
def test_bad_domains_are_refused_with_the_reason(app: Flask, typed: str, told: str) -> None:
    assert told in basics(app, site_domains=typed)["site_domains"]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("site_name", "云帆", "太短"),
        ("site_name", "yunfan", "汉字"),
        ("site_name", "云帆科技😀", "表情符号"),
        ("site_name", "好" * 10_000, "最多填写"),
        ("site_home_url", "https://www.yunfan.com.cn", "去掉 http://"),
        ("site_home_url", "www.other.cn", "本网站的域名"),
        ("site_home_url", "好" * 10_000, "最多填写"),
        ("site_opened_on", "2026-02-30", "真实存在的日期"),
    ],
)
def test_other_bad_answers_stand_beside_their_field(
    app: Flask, name: str, typed: str, told: str
) -> None:
    assert told in basics(app, **{name: typed})[name]


@pytest.mark.parametrize(
    ("remark", "told"),
    [
        ("", "至少 20 个字"),
        ("太短了", "太短"),
        ("好" * 10_000, "最多填写"),
        ("😀" * 30, "表情符号"),
    ],
)
def test_other_content_needs_a_description(app: Flask, remark: str, told: str) -> None:
    someone = enterprise(app)
    answer = UNIT_CONTENT | {"site_contents": ["24"], "site_remark": remark}
    page = fill(someone.browser, f"{someone.path}/sites/new", SITE_NAME, answer)
    assert told in messages(page)["site_remark"]


def test_a_permit_needs_its_number(app: Flask) -> None:
    someone = enterprise(app)
    path = f"{someone.path}/sites/new"
    news = {"site_pre_approvals": ["1"]}
    page = fill(someone.browser, path, SITE_NAME, UNIT_CONTENT, news, {"site_permit_1": ""})
    assert "site_permit_1" in messages(page)
    both = fill(someone.browser, path, SITE_NAME, UNIT_CONTENT, {"site_pre_approvals": ["1", "24"]})
    assert "以上都不涉及" in messages(both)["site_pre_approvals"]
    nothing = fill(someone.browser, path, SITE_NAME, UNIT_CONTENT, {})
    assert "site_pre_approvals" in messages(nothing)


def test_a_website_added_twice_by_one_form_is_one(app: Flask) -> None:
    someone = enterprise(app)
    last = fill(someone.browser, f"{someone.path}/sites/new", *UNIT_SITE[:3])
    answers = [send(someone.browser, last, **SAME) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(someone.opened.filing.sites) == 1


def test_a_domain_belongs_to_one_website(app: Flask) -> None:
    someone = enterprise(app)
    someone.add_site(*UNIT_SITE)
    page = fill(
        someone.browser, f"{someone.path}/sites/new", *second_site(someone, "yunfan.com.cn")
    )
    assert "另一个网站" in messages(page)["site_domains"]


def test_a_domain_of_another_account_is_refused_beside_the_field(app: Flask) -> None:
    individual(app)
    someone = enterprise(app)
    someone.add_site(*UNIT_SITE)
    answers = second_site(someone, "reading-notes.cn")
    page = fill(someone.browser, f"{someone.path}/sites/new", *answers)
    assert page.status_code == 422
    assert "正在备案中" in messages(page)["site_domains"]


def test_a_website_is_removed_after_a_question(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE)
    path = f"{someone.path}/sites/{site}/remove"
    question = someone.browser.get(path)
    assert "示例读书笔记" in heading(question)
    assert send(someone.browser, question).status_code == 303
    assert someone.opened.filing.sites == {}
    # The second sending finds nothing to remove and says the same.
    assert send(someone.browser, question).status_code == 303


def test_a_stale_window_about_a_website_shows_both(app: Flask) -> None:
    someone = enterprise(app)
    path = f"{someone.path}/sites/{someone.add_site(*UNIT_SITE)}"
    mine = someone.browser.get(path)
    fill(someone.browser, path, {"site_name": "示例乙网站"})
    stale = send(someone.browser, mine, site_name="示例甲网站")
    assert stale.status_code == 409
    assert "示例甲网站" in stale.text
    assert "示例乙网站" in stale.text


def test_access_takes_addresses_and_ranges(app: Flask) -> None:
    someone = individual(app)
    site = next(iter(someone.opened.filing.sites))
    path = f"{someone.path}/sites/{site}/access"
    assert fill(someone.browser, path, ACCESS).status_code == 303
    stored = someone.opened.filing.accesses[site]
    assert stored.ips == (
        ("203.0.113.8", "203.0.113.8"),
        ("203.0.113.16", "203.0.113.20"),
    )
    again = values(form_of(someone.browser.get(path)))
    assert again["access_ips"] == ["203.0.113.8\n203.0.113.16-203.0.113.20"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "请输入网站的 IP 地址"),
        ("example.cn", "不是 IP 地址"),
        ("203.0.113.9-203.0.113.8", "小的在前"),
        ("127.0.0.1", "公网 IP"),
        ("😀", "不是 IP 地址"),
        ("1" * 10_000, "最多填写"),
        ("\n".join(f"203.0.113.{n}" for n in range(60)), "最多填写 50 行"),
    ],
)
def test_bad_addresses_are_refused_with_the_reason(app: Flask, typed: str, told: str) -> None:
    someone = individual(app)
    site = next(iter(someone.opened.filing.sites))
    path = f"{someone.path}/sites/{site}/access"
    page = fill(someone.browser, path, ACCESS | {"access_ips": typed})
    assert told in messages(page)["access_ips"]
    assert site not in someone.opened.filing.accesses


def test_the_sheet_is_filled_in_for_printing(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE)
    page = someone.browser.get(f"{someone.path}/sites/{site}/sheet")
    assert "网站备案信息真实性核验单" in heading(page)
    assert "示例云帆科技有限公司" in page.text
    assert "yunfan.com.cn" in page.text
