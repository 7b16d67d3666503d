"""The button that recomputes the log: what it says of an intact log and of a changed one."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from domain.roles import Role
from store.engine import writing
from store.tables import events
from tests.unit.filing.stories import Story
from tests.views.html_lint import parsed
from tests.views.review_office import Office, office, words
from views.audit import verify

__all__ = ["office"]


@pytest.fixture
def auditor(office: Office) -> FlaskClient:
    return office.staff(Role.AUDITOR)


@pytest.fixture
def filing_id(office: Office) -> str:
    return office.filing("one", Story.submitted)


def change_one_byte(office: Office, filing_id: str, version: int) -> int:
    """Changes a stored event as somebody with the database could; its position."""
    place = events.c.stream == f"filing-{filing_id}", events.c.version == version
    with writing(office.desk.unit.engine) as connection:
        row = connection.execute(select(events.c.position, events.c.data).where(*place)).one()
        changed = bytes(row.data).replace(b'"role":"applicant"', b'"role":"applicanT"')
        assert changed != bytes(row.data)
        connection.execute(update(events).where(*place).values(data=changed))
    return int(row.position)


def test_an_intact_log_is_proven_with_its_count_and_root(office, auditor, filing_id) -> None:
    page = auditor.post("/audit/verify")
    assert page.status_code == 200
    assert "日志完整，没有改动" in page.text
    with office.desk.unit.reading() as connection:
        size = len(connection.execute(select(events.c.position)).all())
    assert f"重新计算了{size}个事件" in words(page)
    (root,) = [each for each in parsed(page.text).iter() if each.get("id") == "root"]
    assert len(root.text or "") == 64


def test_the_first_changed_position_is_named_with_its_filing(office, auditor, filing_id) -> None:
    position = change_one_byte(office, filing_id, 3)
    page = auditor.post("/audit/verify", data={"filing": filing_id})
    assert f"第一个不符的位置是{position}" in words(page)
    assert "the event was changed" in page.text
    assert f'href="/audit/{filing_id}"' in page.text


def test_a_filing_leads_to_its_own_verification(auditor, filing_id) -> None:
    assert f"/audit/verify?filing={filing_id}" in auditor.get(f"/audit/{filing_id}").text
    page = auditor.get(f"/audit/verify?filing={filing_id}")
    assert filing_id in words(page)
    assert "全部" in words(auditor.post("/audit/verify", data={"filing": filing_id}))
    assert auditor.get(f"/audit/verify?filing={'d' * 32}").status_code == 404


def test_a_very_long_log_is_left_to_the_command_line(
    auditor, filing_id, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "MOST_EVENTS", 3)
    for page in (auditor.get("/audit/verify"), auditor.post("/audit/verify")):
        assert "flask log verify" in page.text
        assert "日志完整" not in page.text
        assert 'action="/audit/verify"' not in page.text
