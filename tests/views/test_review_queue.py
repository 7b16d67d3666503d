"""The queue: tabs, filters, pages, claims, and who may enter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event

from domain.filing.facts import Status
from domain.roles import Permission, Role, may
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import MONDAY, Story
from tests.views.review_office import Office, new_id, office, other, words
from views.review import queue_page

__all__ = ["office"]


def test_lists_counts_and_due_times_stand_on_the_page(office: Office) -> None:
    office.filing("old", Story.submitted)
    office.clock.set(MONDAY + timedelta(days=7))
    office.filing("new", Story.submitted, other(enterprise(), "new"))
    page = office.staff(Role.REVIEWER).get("/review")
    text = words(page)
    assert page.status_code == 200
    assert "待领取2" in text
    assert "已超期1" in text
    assert "已超期3个工作日" in text
    assert "还有2个工作日" in text
    assert page.text.index("old-example.cn") < page.text.index("new-example.com")
    assert "林晓雨" not in page.text
    assert "林**" in page.text
    overdue = office.staff(Role.REVIEWER).get("/review?tab=overdue")
    assert "old-example.cn" in overdue.text
    assert "new-example.com" not in overdue.text


def test_filters_stand_in_the_address_and_nonsense_narrows_nothing(office: Office) -> None:
    office.filing("person", Story.submitted)
    office.filing("company", Story.submitted, other(enterprise(), "company"))
    reviewer = office.staff(Role.REVIEWER)
    page = reviewer.get("/review?tab=waiting&province=440000&nature=5&type=FIRST")
    assert "person-example.cn" in page.text
    assert "company-example.com" not in page.text
    assert '<option value="440000" selected>' in page.text
    assert "没有符合筛选条件" in reviewer.get("/review?tab=waiting&age=5").text
    odd = reviewer.get("/review?tab=nothing&province=99&nature=x&type=%00&age=-1&page=zero")
    assert odd.status_code == 200
    assert "person-example.cn" in odd.text
    assert "company-example.com" in odd.text


def test_pages_follow_one_another(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_page, "PAGE_SIZE", 2)
    for number in range(3):
        office.filing(f"n{number}", Story.submitted)
    reviewer = office.staff(Role.REVIEWER)
    first = reviewer.get("/review?tab=waiting")
    assert ("n0-example.cn" in first.text, "n2-example.cn" in first.text) == (True, False)
    assert "page=2" in first.text
    second = reviewer.get("/review?tab=waiting&page=2")
    assert ("n0-example.cn" in second.text, "n2-example.cn" in second.text) == (False, True)
    assert 'rel="prev"' in second.text
    assert 'rel="next"' not in second.text


def test_next_filing_claims_the_oldest_within_the_filters(office: Office) -> None:
    old = office.filing("old", Story.submitted)
    company = office.filing("company", Story.submitted, other(enterprise(), "company"))
    reviewer = office.staff(Role.REVIEWER)
    answer = reviewer.post("/review/next", data={"command_id": new_id(), "nature": "4"})
    assert answer.headers["Location"] == f"/review/{company}"
    answer = reviewer.post("/review/next", data={"command_id": new_id()})
    assert answer.headers["Location"] == f"/review/{old}"
    assert office.state(old).status is Status.REVIEWING
    assert "我的2" in words(reviewer.get("/review"))
    answer = reviewer.post("/review/next", data={"command_id": new_id()})
    assert answer.headers["Location"] == "/review?tab=waiting"
    assert "现在没有可以领取的备案" in reviewer.get("/review").text
    assert reviewer.post("/review/next", data={}).status_code == 400


def test_a_colleagues_claim_is_seen_and_ends_by_itself(office: Office) -> None:
    filing_id = office.filing("one", Story.submitted)
    first = office.staff(Role.REVIEWER, "wang@example.com")
    second = office.staff(Role.REVIEWER)
    assert (
        first.post(f"/review/{filing_id}/claim", data={"command_id": new_id()}).status_code == 303
    )
    text = words(second.get("/review?tab=others"))
    assert "wang" in text
    assert "还有15分钟" in text
    refused = second.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    assert refused.status_code == 409
    assert "wang正在处理" in words(refused)
    forged = second.post(
        f"/review/{filing_id}/claim", data={"command_id": new_id(), "take_over": "y"}
    )
    assert forged.status_code == 409
    office.clock.advance(timedelta(minutes=16))
    assert (
        second.post(f"/review/{filing_id}/claim", data={"command_id": new_id()}).status_code == 303
    )


def test_a_lead_takes_over_and_a_reviewer_gives_back(office: Office) -> None:
    filing_id = office.filing("one", Story.submitted)
    reviewer, lead = office.staff(Role.REVIEWER), office.staff(Role.LEAD)
    reviewer.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    assert "接管" in lead.get(f"/review/{filing_id}").text
    lead.post(f"/review/{filing_id}/claim", data={"command_id": new_id(), "take_over": "y"})
    claim = office.state(filing_id).claim
    assert claim is not None
    assert claim.reviewer == office.account_of(lead)
    reviewer.post(f"/review/{filing_id}/release", data={"command_id": new_id()})
    assert office.state(filing_id).claim is not None
    answer = lead.post(f"/review/{filing_id}/release", data={"command_id": new_id()})
    assert answer.status_code == 303
    assert office.state(filing_id).status is Status.SUBMITTED


def test_work_renews_the_claim_and_rest_does_not(office: Office) -> None:
    filing_id = office.filing("one", Story.submitted)
    reviewer = office.staff(Role.REVIEWER)
    reviewer.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    before = office.state(filing_id).claim
    office.clock.advance(timedelta(minutes=8))
    answer = reviewer.post(f"/review/{filing_id}/renew", data={}, headers={"HX-Request": "true"})
    after = office.state(filing_id).claim
    assert before is not None
    assert after is not None
    assert after.until == office.clock.now() + timedelta(minutes=15) > before.until
    assert "还有15分钟" in words(answer)
    office.clock.advance(timedelta(minutes=16))
    answer = reviewer.post(f"/review/{filing_id}/renew", data={}, headers={"HX-Request": "true"})
    assert "尚无人领取" in answer.text
    assert office.state(filing_id).claim == after


def test_the_tabs_can_be_asked_for_alone(office: Office) -> None:
    office.filing("one", Story.submitted)
    reviewer = office.staff(Role.REVIEWER)
    part = reviewer.get("/review/counts?tab=waiting", headers={"HX-Request": "true"})
    assert "待领取1" in words(part)
    assert "<html" not in part.text
    whole = reviewer.get("/review", headers={"HX-Request": "true"})
    assert "<html" not in whole.text
    assert 'id="queue"' in whole.text


ROUTES = {
    "/review": Permission.REVIEW,
    "/review/counts": Permission.REVIEW,
    f"/review/{hex_id('one')}": Permission.REVIEW,
    f"/review/{hex_id('one')}/identity": Permission.REVIEW,
    f"/review/{hex_id('one')}/refusal": Permission.MAP_REFUSALS,
    "/report": Permission.REPORT,
}


@pytest.mark.parametrize(
    "role", [Role.REVIEWER, Role.LEAD, Role.REPORT_OFFICER, Role.AUDITOR, Role.OPERATOR]
)
def test_each_page_opens_to_its_roles_alone(office: Office, role: Role) -> None:
    office.filing("one", Story.submitted)
    client = office.staff(role)
    for path, permission in ROUTES.items():
        status = client.get(path).status_code
        assert (status == 403) is not may(role, permission), path
        assert status in {200, 303, 403}, path


def test_a_visitor_is_sent_to_sign_in(app, office: Office) -> None:
    assert app.test_client().get("/review").status_code == 303
    answer = app.test_client().post("/review/next", data={"command_id": new_id()})
    assert "/sign-in" in answer.headers["Location"]


def test_a_page_takes_few_statements(office: Office) -> None:
    for number in range(4):
        filing_id = office.filing(f"n{number}", Story.submitted)
    reviewer = office.staff(Role.REVIEWER)
    reviewer.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    for path in ("/review?tab=waiting", f"/review/{filing_id}"):
        seen: list[str] = []

        def note(_connection, _cursor, statement, *_rest, seen=seen) -> None:
            seen.append(statement)

        engine = office.desk.unit.engine
        event.listen(engine, "before_cursor_execute", note)
        reviewer.get(path)
        event.remove(engine, "before_cursor_execute", note)
        selects = [one for one in seen if one.startswith("SELECT")]
        assert 0 < len(selects) <= 12, selects
