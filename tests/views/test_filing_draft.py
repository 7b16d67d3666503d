"""The task list, whose filing it is, and in which order it is done."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

import pytest
from flask import Flask

from domain import rules
from domain.filing.facts import Status
from domain.roles import Role
from domain.rules.problems import Problem
from tests.account_stories import opened, signed_in
from tests.views.applicants import (
    ACCESS,
    ENTERPRISE,
    INDIVIDUAL,
    PERSON_PAGES,
    Applicant,
    applicant,
    individual,
)
from tests.views.filling import fill, send
from tests.views.html_lint import parsed, text_of
from views import problem_words

PAGES = (
    "",
    "/subject",
    "/sites",
    "/sites/new",
    "/sites/0123",
    "/sites/0123/access",
    "/sites/0123/remove",
    "/sites/0123/sheet",
    "/sheet/0123.pdf",
    "/materials",
    "/abandon",
)
POSTS = (
    "/subject",
    "/sites/new",
    "/sites/0123",
    "/sites/0123/access",
    "/sites/0123/remove",
    "/materials/M02:front",
    "/materials/M02:front/remove",
    "/abandon",
)


def tasks(someone: Applicant) -> list[str]:
    """The entries of the task list, each as its text."""
    page = someone.browser.get(someone.path)
    listed = next(each for each in parsed(page.text).iter("ul") if each.get("id") == "tasks")
    return [text_of(each) for each in listed.iter("li")]


def test_the_list_tells_what_is_done_and_what_comes_next(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    assert [task.split()[-1] for task in tasks(someone)] == [
        "未开始",
        "暂不能开始",
        "可以不填",
        "暂不能开始",
    ]
    someone.state_subject(PERSON_PAGES)
    assert tasks(someone)[0] == "个人信息 已完成"
    assert tasks(someone)[1] == "网站已添加 0/1 个网站 未开始"


def test_the_list_counts_what_is_missing_and_names_the_last_day(app: Flask) -> None:
    someone = individual(app)
    page = someone.browser.get(someone.path)
    assert "尚未完成 2 项" in page.text
    assert "上次保存" in page.text
    assert "保留到" in page.text
    site = next(iter(someone.opened.filing.sites))
    fill(someone.browser, f"{someone.path}/sites/{site}/access", ACCESS)
    assert "尚未完成 1 项" in someone.browser.get(someone.path).text
    assert tasks(someone)[2] == "接入信息：示例读书笔记 已完成"


@pytest.mark.parametrize("path", PAGES)
def test_another_accounts_filing_is_not_found(app: Flask, path: str) -> None:
    someone, other = applicant(app).begin(INDIVIDUAL), applicant(app)
    assert other.browser.get(someone.path + path).status_code == 404
    assert other.browser.get(f"/filings/{uuid.uuid4().hex}{path}").status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_nobody_writes_to_anothers_filing(app: Flask, path: str) -> None:
    someone, other = applicant(app).begin(INDIVIDUAL), applicant(app)
    version = someone.opened.filing.version
    answer = other.browser.post(someone.path + path, data={"command_id": uuid.uuid4().hex})
    assert answer.status_code == 404
    assert someone.opened.filing.version == version


def test_a_sub_account_looks_and_does_not_write(app: Flask) -> None:
    someone = individual(app)
    sub = opened(someone.desk, Role.SUB_ACCOUNT, parent=someone.account)
    browser = signed_in(app, sub)
    site = next(iter(someone.opened.filing.sites))
    for path in ("", "/subject", "/sites", f"/sites/{site}", f"/sites/{site}/access"):
        page = browser.get(someone.path + path)
        assert page.status_code == 200, path
        assert "保存并继续" not in page.text
    assert browser.get(f"{someone.path}/materials").status_code == 200
    assert browser.get("/filings/new").status_code == 403
    for path in POSTS:
        assert browser.post(someone.path + path).status_code == 403, path


@pytest.mark.parametrize("path", ["/sites", "/sites/new", "/sites/0123/access", "/materials"])
def test_a_step_skipped_by_its_address_leads_to_the_list(app: Flask, path: str) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    answer = someone.browser.get(someone.path + path)
    assert answer.status_code == 303
    assert answer.headers["Location"] == someone.path
    assert "请先填写" in someone.browser.get(someone.path).text


def test_materials_wait_for_a_website(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL).state_subject(PERSON_PAGES)
    answer = someone.browser.get(f"{someone.path}/materials")
    assert answer.headers["Location"] == someone.path


def test_a_visitor_is_asked_to_sign_in(app: Flask) -> None:
    answer = app.test_client().get("/filings/new")
    assert answer.status_code == 303
    assert "/sign-in" in answer.headers["Location"]


def test_giving_up_asks_first_and_frees_subject_and_domain(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    question = someone.browser.get(f"{someone.path}/abandon")
    assert send(someone.browser, question).status_code == 303
    assert someone.opened.filing.status is Status.ABANDONED
    applicant(app).begin(ENTERPRISE)


def test_a_closed_filing_shows_its_status_instead(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    send(someone.browser, someone.browser.get(f"{someone.path}/abandon"))
    assert someone.browser.get(someone.path).headers["Location"] == f"{someone.path}/status"
    page = someone.browser.get(f"{someone.path}/subject")
    assert page.headers["Location"] == someone.path


def test_every_problem_of_the_rules_has_words(app: Flask) -> None:
    source = "".join(
        path.read_text("utf-8") for path in Path(next(iter(rules.__path__))).glob("*.py")
    )
    codes = set(re.findall(r'Problem\([^,()]+(?:\([^()]*\))?, "([a-z_]+)"', source))
    assert len(codes) > 30
    with app.test_request_context():
        for code in codes:
            words = problem_words.BY_CODE.get(code) or next(
                (
                    words
                    for table in (problem_words.BY_FIELD, problem_words.BY_TAIL)
                    for (_, known), words in table.items()
                    if known == code
                ),
                None,
            )
            assert words is not None, code


def test_words_hold_the_facts_of_the_problem(app: Flask) -> None:
    with app.test_request_context():
        words = problem_words.words_for(Problem("site.name", "too_short", {"least": 3}))
    assert str(words) == "填写得太短，至少需要 3 个字。"
