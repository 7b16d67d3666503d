"""The subject and its responsible person: pages, ids, bad input, two windows."""

from __future__ import annotations

import pytest
from flask import Flask

from domain.filing.facts import Subject
from tests.views.applicants import (
    ENTERPRISE,
    INDIVIDUAL,
    OTHER_ID,
    PERSON_ID,
    PERSON_PAGES,
    REACH,
    UNIT_PAGES,
    Applicant,
    applicant,
    enterprise,
)
from tests.views.filling import fill, heading, messages, send, values
from tests.views.filling import main_form as form_of
from tests.views.html_lint import parsed, text_of

TEXTS = (
    "subject_name",
    "subject_certificate_address",
    "subject_mail_address",
    "subject_investor",
)


OTHER_PERSON = (
    {"certificate_type": "2", "certificate_number": OTHER_ID},
    {"domain": "walking-notes.cn"},
    {"go": "start"},
)


def subject_of(someone: Applicant) -> Subject:
    subject = someone.opened.filing.subject
    assert subject is not None
    return subject


def test_an_individual_is_the_own_responsible_person(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL).state_subject(PERSON_PAGES)
    subject, facts = subject_of(someone), someone.opened.filing.facts
    assert facts is not None
    assert facts.holder is not None
    assert subject.id == subject.responsible.id == facts.holder.person
    assert subject.responsible.certificate_number.text == PERSON_ID
    assert subject.name == ""


def test_the_verified_certificate_is_shown_masked(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    page = someone.browser.get(f"{someone.path}/subject")
    assert "1101**********002X" in page.text
    assert PERSON_ID not in page.text


def test_what_refuses_the_verified_certificate_stands_below_it(app: Flask) -> None:
    shanxi = {
        "region_province": "140000",
        "region_city": "140100",
        "region_district": "140105",
        "nature": "5",
    }
    someone = applicant(app).begin((shanxi, *INDIVIDUAL[1:]))
    page = someone.browser.get(f"{someone.path}/subject")
    assert "山西只受理本省身份证的个人备案。" in page.text
    assert f'href="{someone.path}/abandon"' in page.text
    # It is told once, where the certificate is shown.
    someone.state_subject(PERSON_PAGES)
    contacts = someone.browser.get(f"{someone.path}/subject?page=reach")
    assert "山西只受理" not in contacts.text
    beijing = applicant(app).begin((INDIVIDUAL[0], *OTHER_PERSON))
    assert "app-found__one" not in beijing.browser.get(f"{beijing.path}/subject").text


def test_a_unit_has_a_responsible_person_of_its_own(app: Flask) -> None:
    subject = subject_of(enterprise(app))
    assert subject.name == "示例云帆科技有限公司"
    assert subject.id != subject.responsible.id
    assert subject.legal_representative is None
    assert subject.responsible.mobile_digest


def test_another_legal_representative_is_asked_for_on_a_page_more(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    legal = {
        "legal_representative_name": "王示例",
        "legal_representative_certificate_number": OTHER_ID,
    }
    pages = (UNIT_PAGES[0], UNIT_PAGES[1] | {"is_legal_representative": "no"}, legal, REACH)
    someone.state_subject(pages)
    representative = subject_of(someone).legal_representative
    assert representative is not None
    assert representative.certificate_number.text == OTHER_ID


def test_a_person_stays_the_same_until_the_certificate_is_another(app: Flask) -> None:
    someone = enterprise(app)
    before = subject_of(someone)
    path = f"{someone.path}/subject?page=person"
    fill(someone.browser, path, {"responsible_name": "李示范"})
    renamed = subject_of(someone)
    fill(someone.browser, path, {"responsible_certificate_number": OTHER_ID})
    replaced = subject_of(someone)
    assert renamed.responsible.name.text == "李示范"
    assert renamed.responsible.id == before.responsible.id
    assert replaced.responsible.id != before.responsible.id
    assert replaced.id == before.id


def test_each_page_of_a_stated_subject_saves_and_leads_on(app: Flask) -> None:
    someone = enterprise(app)
    path = f"{someone.path}/subject"
    saved = fill(someone.browser, path, {"subject_mail_address": "新路9号1层"})
    assert saved.headers["Location"] == f"{path}?page=person"
    later = fill(someone.browser, path, {"go": "later"})
    assert later.headers["Location"] == someone.path
    back = fill(someone.browser, f"{path}?page=reach&from=check", {})
    assert back.headers["Location"] == f"{someone.path}/check"


def test_nothing_is_lost_when_something_is_wrong(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    typed = UNIT_PAGES[0] | {"subject_mail_address": "北京市朝阳区示例路8号"}
    page = fill(someone.browser, f"{someone.path}/subject", typed)
    assert page.status_code == 422
    assert "不用再写省、市、区县" in messages(page)["subject_mail_address"]
    kept = values(form_of(page))
    assert kept["subject_name"] == ["示例云帆科技有限公司"]
    assert kept["subject_mail_address"] == ["北京市朝阳区示例路8号"]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("typed", "told"), [("😀示例科技", "表情符号"), ("好" * 10_000, "最多填写"), (" ", "请输入")]
)
def test_emoji_and_endless_text_are_refused_in_every_text(
    app: Flask, name: str, typed: str, told: str
) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    page = fill(someone.browser, f"{someone.path}/subject", UNIT_PAGES[0] | {name: typed})
    assert page.status_code == 422
    assert told in messages(page)[name]


@pytest.mark.parametrize("name", ["responsible_mobile", "responsible_emergency", *REACH])
@pytest.mark.parametrize("typed", ["😀", "好" * 10_000, "<script>alert(1)</script>"])
def test_bad_contacts_are_refused(app: Flask, name: str, typed: str) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    pages = (*UNIT_PAGES[:2], REACH | {name: typed})
    page = fill(someone.browser, f"{someone.path}/subject", *pages)
    assert page.status_code == 422
    assert name in messages(page)
    assert someone.opened.filing.subject is None


def test_numbers_typed_in_the_ways_of_people_are_understood(app: Flask) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    typed = REACH | {
        "responsible_mobile": "+86 138-0013-8000",
        "responsible_emergency": "０１０—62345678",
    }
    someone.state_subject((*UNIT_PAGES[:2], typed))
    person = subject_of(someone).responsible
    assert (person.mobile.text, person.emergency.text) == ("13800138000", "010-62345678")


def test_a_form_sent_twice_is_one_event(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    last = fill(someone.browser, f"{someone.path}/subject", PERSON_PAGES[0])
    first = send(someone.browser, last, **REACH)
    version = someone.opened.filing.version
    second = send(someone.browser, last, **REACH)
    assert first.headers["Location"] == second.headers["Location"]
    assert someone.opened.filing.version == version


def test_a_form_changed_after_it_was_sent_is_not_taken_for_the_same(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    last = fill(someone.browser, f"{someone.path}/subject", PERSON_PAGES[0])
    send(someone.browser, last, **REACH)
    again = send(someone.browser, last, **REACH | {"responsible_email": "other@example.com"})
    assert again.status_code == 409


def test_a_stale_window_shows_both_values_and_lets_choose(app: Flask) -> None:
    someone = enterprise(app)
    mine = someone.browser.get(f"{someone.path}/subject")
    fill(someone.browser, f"{someone.path}/subject", {"subject_investor": "乙示例集团"})
    stale = send(someone.browser, mine, subject_investor="甲示例集团")
    assert stale.status_code == 409
    rows = [text_of(row) for row in parsed(stale.text).iter("tr")]
    assert any("甲示例集团" in row and "乙示例集团" in row and "不同" in row for row in rows)
    assert subject_of(someone).investor == "乙示例集团"
    assert send(someone.browser, stale).status_code == 303
    assert subject_of(someone).investor == "甲示例集团"


def test_the_pages_of_a_new_subject_are_counted(app: Flask) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    page = someone.browser.get(f"{someone.path}/subject")
    assert "第 1 页，共 2 页" in heading(page)
