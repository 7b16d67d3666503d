"""Masked values and scans: shown to whoever works on the filing, and every look recorded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask.testing import FlaskClient

from domain.access.events import ScanViewed, ValueRevealed
from domain.roles import Actor, Role
from tests.unit.filing.stories import Story
from tests.views.review_office import Office, new_id, office, with_real_scans, words
from use_cases.reveal import scan

__all__ = ["office"]

MOBILE = "responsible.mobile"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def filing_id(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    with_real_scans(office, monkeypatch)
    return office.filing("one", Story.submitted)


@pytest.fixture
def reviewer(office: Office, filing_id: str) -> FlaskClient:
    """A reviewer who has claimed the filing."""
    client = office.staff(Role.REVIEWER)
    client.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    return client


def looks(office: Office, filing_id: str) -> list[object]:
    return [one.event for one in office.desk.unit.load(f"access-{filing_id}")]


def reveal(client: FlaskClient, filing_id: str, target: str = MOBILE, reason: str = "致电核实"):
    data = {"target": target, "reason": reason, "command_id": new_id()}
    return client.post(f"/review/{filing_id}/reveal", data=data)


def test_a_full_value_is_shown_for_a_reason_and_the_look_is_recorded(
    office, reviewer, filing_id
) -> None:
    page = reveal(reviewer, filing_id)
    assert page.status_code == 200
    assert "13800138000" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    (look,) = looks(office, filing_id)
    assert isinstance(look, ValueRevealed)
    assert (look.target, look.reason) == (MOBILE, "致电核实")


def test_each_sending_is_a_look_of_its_own(office, reviewer, filing_id) -> None:
    data = {"target": MOBILE, "reason": "核对", "command_id": new_id()}
    for _time in range(2):
        part = reviewer.post(f"/review/{filing_id}/reveal", data=data, headers=HTMX)
        assert 'id="revealed"' in part.text
    assert len(looks(office, filing_id)) == 2


def test_a_reason_is_kept_whole_or_not_at_all(office, reviewer, filing_id) -> None:
    page = reveal(reviewer, filing_id, reason="理" * 201)
    assert page.status_code == 422
    assert "不能超过 200 个字符" in page.text
    assert "理" * 201 in page.text
    assert not looks(office, filing_id)


def test_without_a_reason_nothing_is_shown_or_recorded(office, reviewer, filing_id) -> None:
    page = reveal(reviewer, filing_id, reason=" ")
    assert page.status_code == 422
    assert "13800138000" not in page.text
    assert "理由" in words(page)
    assert looks(office, filing_id) == []


def test_a_target_without_a_personal_value_is_not_found(reviewer, filing_id) -> None:
    assert reveal(reviewer, filing_id, "subject.shoe_size").status_code == 404
    assert reveal(reviewer, filing_id, "order").status_code == 404


def test_a_colleague_without_the_claim_sees_neither_value_nor_scan(office, reviewer, filing_id):
    colleague = office.staff(Role.REVIEWER)
    assert reveal(colleague, filing_id).status_code == 403
    assert colleague.get(f"/review/{filing_id}/scan/M02:front/view").status_code == 403
    assert looks(office, filing_id) == []
    lead = office.staff(Role.LEAD)
    assert reveal(lead, filing_id).status_code == 200


def test_a_scan_is_served_as_an_image_and_the_look_is_recorded(office, reviewer, filing_id):
    page = reviewer.get(f"/review/{filing_id}")
    address = f"/review/{filing_id}/scan/M02:front/view"
    assert f'src="{address}"' in page.text
    image = reviewer.get(address)
    assert (image.status_code, image.mimetype) == (200, "image/jpeg")
    assert image.data.startswith(b"\xff\xd8")
    assert image.headers["Cache-Control"] == "no-store"
    assert image.headers["X-Content-Type-Options"] == "nosniff"
    (look,) = looks(office, filing_id)
    assert isinstance(look, ScanViewed)
    assert look.slot == "M02:front"


@pytest.mark.parametrize("tail", ["M02:front/original", "M99/view", "..%2F..%2Fetc/view"])
def test_what_is_not_there_is_not_found(reviewer, filing_id, tail) -> None:
    assert reviewer.get(f"/review/{filing_id}/scan/{tail}").status_code == 404


def test_a_page_may_ask_for_all_its_scans_at_once(office, reviewer, filing_id) -> None:
    slots = list(office.state(filing_id).materials) * 4
    actor = Actor(office.account_of(reviewer), Role.REVIEWER)

    def look(slot: str) -> bytes:
        return scan(
            office.desk,
            filing_id,
            slot,
            "thumbnail",
            actor=actor,
            at=office.clock.now(),
            command_id=new_id(),
        )

    with ThreadPoolExecutor(6) as pool:
        assert all(data.startswith(b"\xff\xd8") for data in pool.map(look, slots))
    assert len(looks(office, filing_id)) == len(slots)


def test_where_nothing_is_to_be_reviewed_nobody_is_told_to_claim(office) -> None:
    waiting = office.filing("one", Story.submitted)
    returned = office.filing("two", Story.fix_requested)
    reader = office.staff(Role.REVIEWER)
    assert "领取后可以查看证件图片" in reader.get(f"/review/{waiting}").text
    page = reader.get(f"/review/{returned}").text
    assert "领取后可以查看" not in page
    assert "现在不需要审核员处理，证件图片不显示。" in page
