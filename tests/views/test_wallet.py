"""The wallet and duplicates on the page of the scans."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from domain.filing import commands as c
from domain.filing.duplicates import ANOTHER_SUBJECT
from domain.roles import Actor, Role
from domain.working_days import shanghai_date
from tests.drawn_papers import card_back, card_front, licence
from tests.stories.test_duplicates import again, jpeg
from tests.unit.filing.samples import individual as sample
from tests.unit.filing.stories import Story
from tests.views import applicants
from tests.views.applicants import Applicant, applicant, individual
from tests.views.filling import fill
from tests.views.test_filing_draft_materials import FRONT, HTMX, uploaded
from tests.views.test_filing_draft_sites import UNIT_SITE
from use_cases import filings

BACK = "M02:back"
YEARS = timedelta(days=3650)


def dated(someone: Applicant, end) -> Applicant:
    """The filing with a card that ends on that day, and its website."""
    first, reach = applicants.PERSON_PAGES
    typed = {key: value for key, value in first.items() if key != "responsible_long_term"}
    typed["responsible_valid_to"] = end.isoformat()
    response = fill(someone.browser, f"{someone.path}/subject", typed, reach)
    assert response.status_code == 303, response.text
    someone.add_site(applicants.SITE_NAME, applicants.CONTENT, applicants.NO_PERMIT)
    return someone


def with_access(someone: Applicant) -> Applicant:
    (site,) = someone.opened.filing.sites
    fill(someone.browser, f"{someone.path}/sites/{site}/access", applicants.ACCESS)
    return someone


def given_up_after_review(someone: Applicant) -> None:
    """A reviewer accepts everything, and then the applicant gives the filing up."""
    opened = someone.opened
    story = Story(
        sample(),
        applicant=Actor(someone.account, Role.APPLICANT),
        at=someone.desk.clock.now(),
        tell=lambda command: filings.handle(someone.desk, opened.id, command),
        seed=opened.id,
    )
    story.filing = opened.filing
    story.handed_in().claimed().accepted().do(c.Abandon)


def next_filing(app: Flask, end, later_end=None) -> Applicant:
    """An account whose card was accepted once, in its next filing."""
    someone = dated(applicant(app).begin(applicants.INDIVIDUAL), end)
    with_access(someone)
    for slot in [FRONT, BACK, *(f"M05:{site}" for site in someone.opened.filing.sites)]:
        paper = {FRONT: card_front(1), BACK: card_back(1)}.get(slot, licence(1))
        assert uploaded(someone, jpeg(paper), slot).status_code == 303
    given_up_after_review(someone)
    return dated(someone.begin(applicants.INDIVIDUAL), later_end or end)


def take(someone: Applicant, slot: str, **more):
    return someone.browser.post(
        f"{someone.path}/materials/{slot}/verified",
        data={"csrf_token": someone.browser.csrf_token(), "command_id": uuid.uuid4().hex},
        **more,
    )


@pytest.fixture
def end(app: Flask):
    return shanghai_date(app.extensions["desk"].clock.now()) + YEARS


def test_a_verified_card_is_taken_without_a_new_scan(app: Flask, end) -> None:
    someone = next_filing(app, end)
    page = someone.browser.get(f"{someone.path}/materials")
    assert page.text.count(f"使用已核验的证件（有效期：{end.isoformat()}）") == 2
    answer = take(someone, FRONT)
    assert answer.status_code == 303
    assert someone.opened.filing.materials[FRONT].source == "wallet"
    answer = take(someone, BACK, headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section class="app-slot" id="slot-M02-back"')
    assert f"使用的是已核验的证件（有效期：{end.isoformat()}）。" in answer.text
    page = someone.browser.get(f"{someone.path}/materials")
    assert "必需的资料已上传 2/3 项" in page.text
    view = someone.browser.get(f"{someone.path}/materials/{FRONT}/view")
    assert view.data.startswith(b"\xff\xd8")


def test_a_card_with_another_end_is_not_offered_and_told_why(app: Flask, end) -> None:
    someone = next_filing(app, end, end + timedelta(days=1))
    page = someone.browser.get(f"{someone.path}/materials")
    assert "使用已核验的证件" not in page.text
    assert f"已核验的证件有效期至 {end.isoformat()}，与现在填写的不同" in page.text
    answer = take(someone, FRONT)
    assert answer.status_code == 422
    assert "请上传新证件，或更正有效期" in answer.text
    assert FRONT not in someone.opened.filing.materials


def test_who_has_no_wallet_reads_nothing_of_it(app: Flask) -> None:
    someone = individual(app)
    page = someone.browser.get(f"{someone.path}/materials")
    assert "已核验" not in page.text
    answer = take(someone, FRONT)
    assert answer.status_code == 422
    assert "没有可以使用的已核验证件，请上传图片。" in answer.text


def test_nobody_takes_from_another_s_wallet(app: Flask, end) -> None:
    someone, other = next_filing(app, end), applicant(app)
    other.path = someone.path
    assert take(other, FRONT).status_code == 404


def test_the_applicant_reads_which_place_has_the_same_picture(app: Flask) -> None:
    someone = individual(app)
    uploaded(someone, jpeg(card_front(1)))
    answer = uploaded(someone, again(card_front(1)), BACK, htmx=True)
    assert "和“主体负责人证件（正面）”里的是同一张" in answer.text.replace("&#34;", '"')


def test_the_applicant_does_not_read_of_another_subject_s_scan(app: Flask) -> None:
    first, second = individual(app), applicants.enterprise(app)
    second.add_site(*UNIT_SITE)
    uploaded(first, jpeg(card_front(1)))
    answer = uploaded(second, jpeg(card_front(1)), htmx=True)
    stored = second.opened.filing.materials[FRONT].verdicts
    assert ANOTHER_SUBJECT in [verdict.check for verdict in stored]
    assert "另一个主体" not in answer.text
    assert "图片可能不合要求" not in answer.text
