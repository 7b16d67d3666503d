"""Verification sheets for reviewers: the applicant's, and the one with what the review found."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from domain.access.events import SheetPrinted
from domain.roles import Actor, Role
from tests.gateways.test_sheets import pages
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import Story
from tests.views.review_office import Office, new_id, office, other
from use_cases import staff

__all__ = ["office"]

SITE = other(enterprise(), "one").site.id


@pytest.fixture
def reviewer(office: Office) -> FlaskClient:
    return office.staff(Role.REVIEWER)


def named(office: Office, client: FlaskClient, name: str) -> None:
    actor = Actor("command-line", Role.SYSTEM)
    account, at = office.account_of(client), office.clock.now()
    staff.give_name(office.desk, account, name, actor=actor, at=at, command_id=new_id())


def passed_by(office: Office, client: FlaskClient) -> str:
    """A company's filing that this reviewer passed."""
    by = Actor(office.account_of(client), Role.REVIEWER)

    def tell(story: Story) -> Story:
        return story.submitted().claimed(by).accepted(by)

    return office.filing("one", tell, other(enterprise(), "one"))


def got(client: FlaskClient, filing_id: str, kind: str, site: str = SITE):
    return client.get(f"/review/{filing_id}/sheet/{site}/{kind}.pdf")


def looks(office: Office, filing_id: str) -> list[object]:
    return [one.event for one in office.desk.unit.load(f"access-{filing_id}")]


def test_after_the_pass_the_reviewer_gets_the_sheet_filled_in_and_it_is_recorded(
    office: Office, reviewer: FlaskClient
) -> None:
    named(office, reviewer, "陈示例")
    filing_id = passed_by(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}", follow_redirects=True).text
    assert f"/review/{filing_id}/sheet/{SITE}/applicant.pdf" in page
    assert f"/review/{filing_id}/sheet/{SITE}/completed.pdf" in page
    assert "没有登记" not in page
    response = got(reviewer, filing_id, "completed")
    assert response.content_type == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert "completed" in response.headers["Content-Disposition"]
    (sheet,) = pages(response.data)
    assert "核验人：陈示例" in sheet
    assert "日期：2026年11月23日" in sheet
    assert "示例科技有限公司" in sheet
    (look,) = looks(office, filing_id)
    assert isinstance(look, SheetPrinted)
    assert (look.site, look.completed) == (SITE, True)
    assert got(reviewer, filing_id, "completed").data == response.data


def test_without_a_name_on_record_it_is_left_to_be_written(
    office: Office, reviewer: FlaskClient
) -> None:
    filing_id = passed_by(office, reviewer)
    assert "没有登记" in reviewer.get(f"/review/{filing_id}", follow_redirects=True).text
    (sheet,) = pages(got(reviewer, filing_id, "completed").data)
    assert "核验人：核验人签字：" in sheet


def test_before_the_pass_there_is_only_what_the_applicant_had_to_print(
    office: Office, reviewer: FlaskClient
) -> None:
    filing_id = office.filing("one", Story.submitted, other(enterprise(), "one"))
    assert got(reviewer, filing_id, "applicant").status_code == 403
    assert "applicant.pdf" not in reviewer.get(f"/review/{filing_id}").text
    reviewer.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    page = reviewer.get(f"/review/{filing_id}").text
    assert "applicant.pdf" in page
    assert "completed.pdf" not in page
    form, _example = pages(got(reviewer, filing_id, "applicant").data)
    assert "核验人签字：单位盖章：日期：年月日" in form
    assert got(reviewer, filing_id, "completed").status_code == 404
    assert got(reviewer, filing_id, "applicant", hex_id("no site")).status_code == 404
    (look,) = looks(office, filing_id)
    assert isinstance(look, SheetPrinted)
    assert not look.completed


def test_after_the_pass_colleagues_do_not_get_it_and_the_lead_does(
    office: Office, reviewer: FlaskClient
) -> None:
    filing_id = passed_by(office, reviewer)
    assert got(office.staff(Role.REVIEWER), filing_id, "completed").status_code == 403
    assert got(office.staff(Role.LEAD), filing_id, "completed").status_code == 200
    assert len(looks(office, filing_id)) == 1


def test_a_change_after_the_pass_takes_the_sheet_away_until_the_next_pass(
    office: Office,
) -> None:
    lead = office.staff(Role.LEAD)
    story = office.story("one").bureau_rejected().mapped()
    filing_id, site = hex_id("one"), story.sample.site.id
    office.clock.set(story.at)
    assert got(lead, filing_id, "completed", site).status_code == 200
    story.with_mail_address("科苑路9号")
    assert got(lead, filing_id, "completed", site).status_code == 404
    assert got(lead, filing_id, "applicant", site).status_code == 200
    story.handed_in().claimed().accepted()
    office.clock.set(story.at)
    (sheet,) = pages(got(lead, filing_id, "completed", site).data)
    assert f"日期：{story.at.year}年{story.at.month}月" in sheet
