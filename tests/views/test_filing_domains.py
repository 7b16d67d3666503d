"""The pages on which the applicant says what is known of a domain."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from flask import Flask

from domain.filing.facts import DomainFacts
from gateways.domains.port import RegistryUnreachable
from tests.views.applicants import ENTERPRISE, applicant
from tests.views.filling import fill, messages, send

DOMAIN = "yunfan.com.cn"
ANSWERS = {
    "held_by": "subject",
    "registrar": "示例注册商",
    "expires_on": "2035-01-31",
    "real_name": "yes",
    "real_name_on": "2025-01-05",
}


class Registry:
    """Knows one domain, or does not answer."""

    def __init__(self, known: DomainFacts | None) -> None:
        self.known = known

    def look_up(self, domain: str) -> DomainFacts | None:
        if self.known is None:
            raise RegistryUnreachable(domain)
        return self.known


def connected(app: Flask, known: DomainFacts | None) -> None:
    desk = app.extensions["desk"]
    app.extensions["desk"] = dataclasses.replace(desk, registry=Registry(known))


def test_what_is_stated_is_kept_and_shown(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    assert f"{someone.path}/domains" in someone.browser.get(someone.path).text
    assert "还没有填写" in someone.browser.get(f"{someone.path}/domains").text
    answer = fill(someone.browser, f"{someone.path}/domains/{DOMAIN}", ANSWERS)
    assert answer.status_code == 303
    known = someone.opened.filing.domains[DOMAIN]
    assert known.held_by == "subject"
    assert known.real_name is True
    assert known.expires_on == date(2035, 1, 31)
    page = someone.browser.get(f"{someone.path}/domains").text
    for shown in ("主办单位或备案的个人本人", "示例注册商", "2035-01-31", "已完成域名实名认证"):
        assert shown in page
    again = someone.browser.get(f"{someone.path}/domains/{DOMAIN}").text
    assert "2035-01-31" in again


@pytest.mark.parametrize(
    ("answers", "field", "told"),
    [
        ({"expires_on": "2020-01-01"}, "expires_on", "已经过期"),
        ({"expires_on": "2035-02-30"}, "expires_on", "真实存在的日期"),
        ({"real_name": "no"}, "real_name_on", "不要填写通过日期"),
        ({"real_name_on": "2099-01-01"}, "real_name_on", "不能晚于今天"),
        ({"registrar": "好" * 5000}, "registrar", "最多填写"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    app: Flask, answers: dict[str, str], field: str, told: str
) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    page = fill(someone.browser, f"{someone.path}/domains/{DOMAIN}", ANSWERS | answers)
    assert page.status_code == 422
    assert told in messages(page)[field]
    assert DOMAIN not in someone.opened.filing.domains


def test_a_page_that_was_overtaken_says_so_and_keeps_what_was_typed(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    path = f"{someone.path}/domains/{DOMAIN}"
    old = someone.browser.get(path)
    fill(someone.browser, path, ANSWERS)
    page = send(someone.browser, old, registrar="另一家")
    assert page.status_code == 409
    assert "另一家" in page.text
    assert send(someone.browser, page).status_code == 303
    assert someone.opened.filing.domains[DOMAIN].registrar == "另一家"


def test_another_domain_and_another_account_find_nothing(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    assert someone.browser.get(f"{someone.path}/domains/nobody.cn").status_code == 404
    stranger = applicant(app).browser
    assert stranger.get(f"{someone.path}/domains/{DOMAIN}").status_code == 404
    assert stranger.get(f"{someone.path}/domains").status_code == 404


def test_what_a_registry_knows_goes_before_what_is_typed(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    connected(app, DomainFacts(registrar="注册商甲", real_name=True))
    path = f"{someone.path}/domains/{DOMAIN}"
    assert "注册商甲" in someone.browser.get(path).text
    fill(someone.browser, path, ANSWERS | {"registrar": "注册商乙"})
    known = someone.opened.filing.domains[DOMAIN]
    assert known.registrar == "注册商甲"
    assert known.held_by == "subject"


def test_a_registry_that_does_not_answer_leaves_it_to_the_applicant(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    connected(app, None)
    fill(someone.browser, f"{someone.path}/domains/{DOMAIN}", ANSWERS)
    assert someone.opened.filing.domains[DOMAIN].registrar == "示例注册商"
