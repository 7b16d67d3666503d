"""Photos of site persons, refusals of the bureau, and reports to the ministry."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from domain.filing import policy
from domain.filing.commands import SubmitIdentityEvidence
from domain.filing.facts import FaceResult, Stage, Status
from domain.roles import Role
from tests.unit.filing import stories
from tests.unit.filing.samples import LIN, QIAN, ZHAO, enterprise, hex_id
from tests.unit.filing.stories import Story
from tests.views.review_office import Office, form_values, new_id, office, other, words
from views.review.photo_rules import RULES

__all__ = ["office"]

PHOTO = f"material:M06:{LIN.id}"


@pytest.fixture
def reviewer(office: Office) -> FlaskClient:
    return office.staff(Role.REVIEWER)


def claim(client: FlaskClient, filing_id: str) -> None:
    answer = client.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    assert answer.status_code == 303, answer.text


def photo(office: Office, reviewer: FlaskClient) -> str:
    filing_id = office.filing("one", Story.identity_review)
    claim(reviewer, filing_id)
    return filing_id


def send_photo(client: FlaskClient, filing_id: str, **values: str):
    data = {"command_id": new_id(), "person": LIN.id} | values
    return client.post(f"/review/{filing_id}/identity", data=data)


# --- Photos ---------------------------------------------------------------------------------


def test_the_photo_stands_beside_the_papers(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    assert reviewer.get(f"/review/{filing_id}").headers["Location"].endswith("/identity")
    page = reviewer.get(f"/review/{filing_id}/identity")
    assert f"/scan/M06:{LIN.id}/view" in page.text
    assert "/scan/M02:front/view" in page.text
    assert "R-PHO-01" in page.text
    assert "林**" in page.text


def test_an_accepted_photo_makes_the_filing_ready(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    answer = send_photo(reviewer, filing_id, **{f"verdict:{PHOTO}": "good"})
    assert answer.status_code == 303
    assert office.state(filing_id).status is Status.READY


def test_a_refused_photo_goes_back_with_the_reason(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    bad = {f"verdict:{PHOTO}": "bad", f"reason:{PHOTO}": "R-PHO-01", f"text:{PHOTO}": "幕布不全。"}
    assert send_photo(reviewer, filing_id, **bad).status_code == 303
    filing = office.state(filing_id)
    assert filing.status is Status.IDENTITY_REJECTED
    assert (filing.issues[0].stage, filing.issues[0].text) == (Stage.IDENTITY, "幕布不全。")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {f"verdict:{PHOTO}": "bad"},
        {f"verdict:{PHOTO}": "bad", f"reason:{PHOTO}": "R-SUB-01"},
        {f"verdict:{PHOTO}": "maybe"},
    ],
)
def test_an_incomplete_verdict_on_a_photo_is_refused(office, reviewer, values) -> None:
    filing_id = photo(office, reviewer)
    answer = send_photo(reviewer, filing_id, **values | {"note": "内部的话"})
    assert answer.status_code == 422
    assert "内部的话" in answer.text
    assert office.state(filing_id).status is Status.IDENTITY_REVIEW


def test_ticked_rules_write_the_refusal(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}/identity")
    assert page.text.count(f'name="broken:{PHOTO}"') == len(RULES)
    ticked = {f"broken:{PHOTO}": ["clothes", "backdrop", "unknown"]}
    # What is stored is Chinese, as the catalogue's reasons are, whatever the reviewer reads.
    reviewer.set_cookie("language", "en")
    assert (
        send_photo(reviewer, filing_id, **{f"verdict:{PHOTO}": "bad"} | ticked).status_code == 303
    )
    (issue,) = office.state(filing_id).issues
    assert issue.code == "R-PHO-01"
    assert issue.text.startswith("幕布没有拍全")
    assert "衣着与季节不符" in issue.text


def test_a_photo_with_a_broken_rule_is_not_accepted(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    ticked = {f"verdict:{PHOTO}": "good", f"broken:{PHOTO}": "face"}
    answer = send_photo(reviewer, filing_id, **ticked)
    assert answer.status_code == 422
    assert "不能通过" in answer.text
    assert re.search(r'value="face" checked', answer.text)
    assert office.state(filing_id).status is Status.IDENTITY_REVIEW


def test_a_photo_of_three_days_ago_is_not_accepted(office, reviewer) -> None:
    filing_id = office.filing("one", Story.identity_review)
    office.clock.advance(timedelta(hours=72))
    claim(reviewer, filing_id)
    assert "已过期，不能再通过" in reviewer.get(f"/review/{filing_id}/identity").text
    answer = send_photo(reviewer, filing_id, **{f"verdict:{PHOTO}": "good", "note": "内部的话"})
    assert answer.status_code == 409
    assert "超过 72 小时" in answer.text
    assert "内部的话" in answer.text
    assert office.state(filing_id).status is Status.IDENTITY_REVIEW


def test_what_a_face_check_said_is_shown_and_decides_nothing(office, reviewer) -> None:
    story = office.story("one").passed()
    face = FaceResult("face", False, 0.31, "check-7", story.at + timedelta(hours=72))
    material = stories.scan(f"M06:{LIN.id}", LIN.id)
    fields = {"person": LIN.id, "material": material, "link_digest": "", "face": face}
    story.do(SubmitIdentityEvidence, **fields)
    office.clock.set(story.at)
    filing_id = hex_id("one")
    claim(reviewer, filing_id)
    page = words(reviewer.get(f"/review/{filing_id}/identity"))
    assert "人脸核验未通过" in page
    assert "check-7" in page
    assert send_photo(reviewer, filing_id, **{f"verdict:{PHOTO}": "good"}).status_code == 303


def test_a_photo_decision_without_a_live_claim_keeps_the_text(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    office.clock.advance(timedelta(minutes=20))
    bad = {f"verdict:{PHOTO}": "bad", f"reason:{PHOTO}": "R-PHO-01", f"text:{PHOTO}": "幕布不全。"}
    answer = send_photo(reviewer, filing_id, **bad | {"note": "内部的话"})
    assert answer.status_code == 409
    for kept in ("幕布不全。", "内部的话", "重新领取并提交"):
        assert kept in answer.text
    assert send_photo(reviewer, filing_id, **bad | {"how": "reclaim_"}).status_code == 303
    assert office.state(filing_id).status is Status.IDENTITY_REJECTED


def test_two_persons_are_decided_one_after_the_other(office, reviewer) -> None:
    filing_id = office.filing("two", Story.identity_review, other(enterprise(), "two"))
    claim(reviewer, filing_id)
    first, second = (f"material:M06:{person.id}" for person in (ZHAO, QIAN))
    answer = send_photo(reviewer, filing_id, person=ZHAO.id, **{f"verdict:{first}": "good"})
    assert answer.headers["Location"].endswith(f"/{filing_id}/identity")
    answer = send_photo(reviewer, filing_id, person=QIAN.id, **{f"verdict:{second}": "good"})
    assert answer.headers["Location"] == "/review"
    assert office.state(filing_id).status is Status.READY


def test_a_photo_of_nobody_is_not_found(office, reviewer) -> None:
    filing_id = photo(office, reviewer)
    assert send_photo(reviewer, filing_id, person=new_id()).status_code == 404


# --- Refusals of the bureau -----------------------------------------------------------------


def refused(office: Office, reviewer: FlaskClient) -> str:
    filing_id = office.filing("one", Story.bureau_rejected)
    claim(reviewer, filing_id)
    return filing_id


def send_mapping(client: FlaskClient, filing_id: str, act: str = "return", **values: str):
    page = client.get(f"/review/{filing_id}/refusal")
    data = form_values(page, "mapping") | values | {"act": act}
    return client.post(f"/review/{filing_id}/refusal", data=data)


def test_the_code_suggests_fields_and_its_meaning_is_shown(office, reviewer) -> None:
    filing_id = refused(office, reviewer)
    assert reviewer.get(f"/review/{filing_id}").headers["Location"].endswith("/refusal")
    page = reviewer.get(f"/review/{filing_id}/refusal")
    assert "通信地址不详细，请核实。" in page.text
    assert "1020" in page.text
    kept = form_values(page, "mapping")
    (name,) = [
        target
        for target in office.state(filing_id).targets()
        if target.endswith(".name") and target.startswith("site:")
    ]
    assert kept[f"verdict:{name}"] == "bad"
    assert kept[f"reason:{name}"] == "R-SITE-05"


def test_the_applicant_sees_a_refusal_only_after_it_was_mapped(office, reviewer) -> None:
    filing_id = refused(office, reviewer)
    assert office.state(filing_id).issues == ()
    (name,) = [
        target
        for target in office.state(filing_id).targets()
        if target.endswith(".name") and target.startswith("site:")
    ]
    address = "subject.mail_address"
    more = {f"verdict:{address}": "bad", f"reason:{address}": "R-SUB-04"}
    answer = send_mapping(reviewer, filing_id, **more)
    assert answer.status_code == 303
    filing = office.state(filing_id)
    assert {issue.target for issue in filing.issues} == {name, address}
    assert {issue.bureau_code for issue in filing.issues} == {1020}
    assert {issue.stage for issue in filing.issues} == {Stage.BUREAU}
    assert policy.can_edit(filing, address)
    assert reviewer.get(f"/review/{filing_id}/refusal").headers["Location"] == "/review"


def test_a_mapping_needs_at_least_one_field_and_fitting_reasons(office, reviewer) -> None:
    filing_id = refused(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}/refusal")
    bare = {
        name: value
        for name, value in form_values(page, "mapping").items()
        if not name.startswith("verdict:")
    }
    answer = reviewer.post(
        f"/review/{filing_id}/refusal", data=bare | {"act": "return", "note": "想一想"}
    )
    assert answer.status_code == 422
    assert "请至少选择一个项目" in answer.text
    assert "想一想" in answer.text
    address = "subject.mail_address"
    answer = send_mapping(reviewer, filing_id, **{f"verdict:{address}": "bad"})
    assert (answer.status_code, "请选择理由" in answer.text) == (422, True)
    forged = {f"verdict:{address}": "bad", f"reason:{address}": "R-DOM-01"}
    assert send_mapping(reviewer, filing_id, **forged).status_code == 422
    assert office.state(filing_id).issues == ()


def test_a_mapping_without_a_live_claim_keeps_the_text(office, reviewer) -> None:
    filing_id = refused(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}/refusal")
    office.clock.advance(timedelta(minutes=20))
    sent = form_values(page, "mapping") | {"act": "return", "note": "内部的话"}
    answer = reviewer.post(f"/review/{filing_id}/refusal", data=sent)
    assert answer.status_code == 409
    assert "内部的话" in answer.text
    again = form_values(answer, "mapping") | {"act": "reclaim_return"}
    assert reviewer.post(f"/review/{filing_id}/refusal", data=again).status_code == 303
    assert office.state(filing_id).issues


# --- Reports --------------------------------------------------------------------------------


@pytest.fixture
def officer(office: Office) -> FlaskClient:
    return office.staff(Role.REPORT_OFFICER)


def test_the_officer_reports_the_chosen_filings(office, officer) -> None:
    one = office.filing("one", Story.ready)
    two = office.filing("two", Story.ready, other(enterprise(), "two"))
    page = officer.get("/report")
    assert "共2件" in words(page)
    answer = officer.post("/report", data={"command_id": new_id(), "filing": [one, two]})
    assert "已交付上报2件" in words(answer)
    assert office.state(one).status is Status.REPORTED
    assert office.state(two).status is Status.REPORTED
    assert "现在没有待上报的备案" in officer.get("/report").text


def test_a_double_click_reports_once(office, officer) -> None:
    filing_id = office.filing("one", Story.ready)
    data = {"command_id": new_id(), "filing": filing_id}
    for _click in range(2):
        assert "已交付上报1件" in words(officer.post("/report", data=data))
    report = office.state(filing_id).report
    assert report is not None
    assert report.attempt == 1


def test_a_failure_is_shown_with_its_meaning_and_can_be_sent_again(office, officer) -> None:
    filing_id = office.filing("one", Story.report_failed)
    page = officer.get("/report")
    assert "上报失败" in page.text
    assert "transmission refused" in page.text
    assert "需要申请人修改" not in page.text
    assert "需要申请人修改" in office.staff(Role.LEAD).get("/report").text
    officer.post("/report", data={"command_id": new_id(), "filing": filing_id})
    report = office.state(filing_id).report
    assert report is not None
    assert report.attempt == 2


def test_what_cannot_be_reported_is_said_and_holds_up_nothing(office, officer) -> None:
    ready = office.filing("one", Story.ready)
    draft = office.filing("two", Story.submitted, other(enterprise(), "two"))
    data = {"command_id": new_id(), "filing": [draft, new_id(), ready]}
    answer = officer.post("/report", data=data)
    assert "已交付上报1件" in words(answer)
    assert answer.text.count("未上报") == 2
    assert office.state(draft).status is Status.SUBMITTED
    nothing = officer.post("/report", data={"command_id": new_id()})
    assert (nothing.status_code, "请至少选择一份备案" in nothing.text) == (422, True)


def test_a_failed_report_can_be_mapped_to_fields_by_a_reviewer(office, reviewer) -> None:
    filing_id = office.filing("one", Story.report_failed)
    claim(reviewer, filing_id)
    address = "subject.mail_address"
    bad = {f"verdict:{address}": "bad", f"reason:{address}": "R-SUB-04"}
    assert send_mapping(reviewer, filing_id, **bad).status_code == 303
    filing = office.state(filing_id)
    assert filing.status is Status.FIX_REQUESTED
    assert filing.issues[0].stage is Stage.TRANSPORT
