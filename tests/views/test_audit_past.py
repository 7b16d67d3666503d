"""A filing as it was, compared with itself, and its personal values behind masks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from domain.access.events import ScanViewed, ValueRevealed
from domain.filing import commands as c
from domain.filing.facts import Status
from domain.roles import Role
from tests.unit.filing import stories
from tests.unit.filing.samples import enterprise
from tests.unit.filing.stories import AT_STATUS, MONDAY, Story
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office, with_real_scans, words
from use_cases import filings

__all__ = ["office"]

OLD, NEW = "科苑路8号3栋1201室", "科苑路8号3栋1702室"


@pytest.fixture
def auditor(office: Office) -> FlaskClient:
    return office.staff(Role.AUDITOR)


@pytest.fixture
def filing_id(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    """Returned once, mended and handed in again with another scan."""
    with_real_scans(office, monkeypatch)

    def told(story: Story) -> Story:
        front = stories.issue("material:M02:front", "R-MAT-01", number=2)
        story.fix_requested(stories.issue(), front)
        story.with_mail_address(NEW)
        owner = story.filing.materials["M02:front"].owner
        story.do(c.UploadMaterial, material=stories.scan("M02:front", owner, version=2))
        return story.handed_in()

    return office.filing("one", told)


def version_of(office: Office, filing_id: str, name: str, nth: int = 0) -> int:
    found = [
        one.version for one in office.desk.unit.load(f"filing-{filing_id}") if one.name == name
    ]
    return found[nth]


def test_a_version_is_shown_as_the_applicant_checked_it(office, auditor, filing_id) -> None:
    first = version_of(office, filing_id, "filing.submitted")
    page = auditor.get(f"/audit/{filing_id}/at/{first}")
    assert page.status_code == 200
    assert "历史视图，只读" in page.text
    shown = words(page)
    assert "138****8000" in shown
    assert "林**" in shown
    for secret in ("13800138000", "林晓雨", OLD, NEW):
        assert secret not in page.text
    assert f'src="/audit/{filing_id}/at/{first}/scan/M02:front/thumbnail"' in page.text


def test_a_version_is_shown_as_the_reviewer_read_it(office, auditor, filing_id) -> None:
    again = version_of(office, filing_id, "filing.submitted", 1)
    page = auditor.get(f"/audit/{filing_id}/at/{again}?as=reviewer")
    shown = words(page)
    assert "本轮改动和上轮问题" in shown
    assert "上轮问题" in shown
    assert "13800138000" not in page.text
    assert auditor.get(f"/audit/{filing_id}/at/{again}?as=operator").status_code == 404


@pytest.mark.parametrize("seen_by", ["applicant", "reviewer"])
@pytest.mark.parametrize("status", list(AT_STATUS), ids=str)
def test_every_state_opens_at_its_last_version(office, auditor, status, seen_by) -> None:
    sample = enterprise() if status is Status.SMS_PARTIAL else None
    filing_id = office.filing("one", AT_STATUS[status], sample)
    last = office.state(filing_id).version
    assert auditor.get(f"/audit/{filing_id}/at/{last}?as={seen_by}").status_code == 200


@pytest.mark.parametrize("seen_by", ["applicant", "reviewer"])
def test_every_version_from_the_first_on_opens(office, auditor, seen_by) -> None:
    filing_id = office.filing("one", Story.submitted)
    for version in range(1, office.state(filing_id).version + 1):
        page = auditor.get(f"/audit/{filing_id}/at/{version}?as={seen_by}")
        assert page.status_code == 200
        assert f"第{version}版" in words(page)


@pytest.mark.parametrize("version", ["0", "9999", "1e3", "-1", "99999999999999999999"])
def test_a_version_that_is_not_there_is_not_found(auditor, filing_id, version) -> None:
    assert auditor.get(f"/audit/{filing_id}/at/{version}").status_code == 404
    assert auditor.get(f"/audit/{filing_id}/at/{version}/scan/M02:front/view").status_code == 404


def test_the_steps_lead_to_the_versions_around(office, auditor, filing_id) -> None:
    last = office.state(filing_id).version
    links = [
        each.get("href") for each in parsed(auditor.get(f"/audit/{filing_id}/at/3").text).iter("a")
    ]
    for version in (1, 2, 4, last):
        assert f"/audit/{filing_id}/at/{version}?as=applicant" in links
    at_last = parsed(auditor.get(f"/audit/{filing_id}/at/{last}").text)
    ends = [
        text_of(each)
        for each in at_last.iter("span")
        if "app-stepper__end" in each.get("class", "")
    ]
    assert ends == ["下一版", "最新"]


def test_steps_pass_over_renewed_claims(office, auditor) -> None:
    def renewed(story: Story) -> Story:
        story.reviewing().later(minutes=9)
        story.do(c.RenewClaim, stories.REVIEWER)
        return story.accepted()

    filing_id = office.filing("one", renewed)
    renewal = version_of(office, filing_id, "filing.claim_renewed")
    page = auditor.get(f"/audit/{filing_id}/at/{renewal - 1}")
    assert f"/audit/{filing_id}/at/{renewal + 1}?" in page.text
    assert f"/audit/{filing_id}/at/{renewal}?" not in page.text.split('id="stepper"')[1][:1500]
    assert auditor.get(f"/audit/{filing_id}/at/{renewal}").status_code == 200


def test_a_moment_leads_to_the_version_that_stood_then(office, auditor, filing_id) -> None:
    history = filings.open_filing(office.desk, filing_id).history
    third = history[2].time + timedelta(hours=8)
    answer = auditor.get(f"/audit/{filing_id}/at?moment={third:%Y-%m-%dT%H:%M}")
    wanted = sum(1 for one in history if one.time < history[2].time + timedelta(minutes=1))
    assert answer.headers["Location"] == f"/audit/{filing_id}/at/{wanted}"
    late = auditor.get(f"/audit/{filing_id}/at?moment=2030-01-01T00:00")
    assert late.headers["Location"] == f"/audit/{filing_id}/at/{len(history)}"
    before = MONDAY - timedelta(days=2)
    assert auditor.get(f"/audit/{filing_id}/at?moment={before:%Y-%m-%dT%H:%M}").status_code == 404


@pytest.mark.parametrize("moment", ["", "yesterday", "2026-02-30T10:00", "2026-11-23", "%00"])
def test_a_moment_that_cannot_be_read_is_explained(auditor, filing_id, moment) -> None:
    page = auditor.get(f"/audit/{filing_id}/at?moment={moment}")
    assert page.status_code == 422
    assert "请填写真实存在的时刻" in page.text


def test_an_old_version_shows_its_own_scan_and_the_look_is_recorded(
    office, auditor, filing_id
) -> None:
    first = version_of(office, filing_id, "filing.submitted")
    last = office.state(filing_id).version
    for version in (first, last):
        image = auditor.get(f"/audit/{filing_id}/at/{version}/scan/M02:front/thumbnail")
        assert (image.status_code, image.mimetype) == (200, "image/jpeg")
        assert image.headers["Cache-Control"] == "no-store"
    looks = [one.event for one in office.desk.unit.load(f"access-{filing_id}")]
    then = filings.open_as_of(office.desk, filing_id, first).filing
    materials = [then.materials["M02:front"].id, office.state(filing_id).materials["M02:front"].id]
    assert materials[0] != materials[1]
    assert [look.material for look in looks if isinstance(look, ScanViewed)] == materials
    assert auditor.get(f"/audit/{filing_id}/at/1/scan/M02:front/thumbnail").status_code == 404


def test_an_old_value_is_revealed_for_a_reason_only(office, auditor, filing_id) -> None:
    first = version_of(office, filing_id, "filing.submitted")
    address = f"/audit/{filing_id}/at/{first}/reveal"
    refused = auditor.post(address, data={"target": "subject.mail_address", "reason": " "})
    assert refused.status_code == 422
    assert OLD not in refused.text
    page = auditor.post(address, data={"target": "subject.mail_address", "reason": "核对举报"})
    assert page.status_code == 200
    assert OLD in page.text
    part = auditor.post(
        address,
        data={"target": "responsible.mobile", "reason": "核对举报"},
        headers={"HX-Request": "true"},
    )
    assert "13800138000" in part.text
    looks = [one.event for one in office.desk.unit.load(f"access-{filing_id}")]
    assert [(look.target, look.version) for look in looks if isinstance(look, ValueRevealed)] == [
        ("subject.mail_address", first),
        ("responsible.mobile", first),
    ]
    assert (
        auditor.post(address, data={"target": "site:x.name", "reason": "核对"}).status_code == 404
    )


# --- Differences --------------------------------------------------------------------------


def rows(response) -> dict[str, list[str]]:
    """Field -> the cells of its row."""
    found = {}
    for row in parsed(response.text).iter("tr"):
        heads = [each for each in row.iter("th") if each.get("scope") == "row"]
        if heads:
            found[text_of(heads[0])] = [text_of(cell) for cell in row.iter("td")]
    return found


def test_two_versions_are_compared_with_who_changed_what(office, auditor, filing_id) -> None:
    first = version_of(office, filing_id, "filing.submitted")
    last = office.state(filing_id).version
    page = auditor.get(f"/audit/{filing_id}/diff?from={first}&to={last}")
    found = rows(page)
    assert set(found) == {"通信地址 内容不同，遮盖后看起来一样", "主体负责人证件（正面）"}
    before, after, who, when = found["通信地址 内容不同，遮盖后看起来一样"]
    assert before == after == "科苑路8号3****"
    assert who.startswith("主账号")
    assert "第 " in when
    for secret in (OLD, NEW):
        assert secret not in page.text
    for version in (first, last):
        assert f'src="/audit/{filing_id}/at/{version}/scan/M02:front/thumbnail"' in page.text
    assert "密文 SHA-256" in page.text


def test_without_versions_the_first_is_compared_with_the_last(office, auditor, filing_id) -> None:
    found = rows(auditor.get(f"/audit/{filing_id}/diff"))
    assert found["网站名称"][:2] == ["没有此项", "晓雨的读书笔记"]


def test_equal_versions_have_no_differences(auditor, filing_id) -> None:
    page = auditor.get(f"/audit/{filing_id}/diff?from=5&to=5")
    assert rows(page) == {}
    assert "有0项不同" in words(page)


@pytest.mark.parametrize("query", ["from=0", "from=9999", "to=x", "from=-1", "to=1&from=99999"])
def test_versions_to_compare_must_be_there(auditor, filing_id, query) -> None:
    assert auditor.get(f"/audit/{filing_id}/diff?{query}").status_code == 404
    assert auditor.get(f"/audit/{'e' * 32}/diff").status_code == 404
