"""The history of one filing in words: every event, whose turn it was, who looked."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from msgspec import inspect
from msgspec.structs import replace

from domain.filing import commands as c
from domain.filing.facts import Level, Verdict
from domain.filing.state import Filing
from domain.roles import Role
from store.event_names import EVENTS
from tests.store.make_golden import sample
from tests.unit.filing.samples import enterprise, scan
from tests.unit.filing.stories import AT_STATUS, REVIEWER, Story, issue
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, new_id, office, with_real_scans, words
from views.audit.scene import Scene
from views.audit.words import KINDS, told, told_of_access
from views.audit.words_applicant import material_words

__all__ = ["office"]


@pytest.fixture
def auditor(office: Office) -> FlaskClient:
    return office.staff(Role.AUDITOR)


def titles(response) -> list[str]:
    page = parsed(response.text)
    return [
        text_of(each) for each in page.iter("h3") if "app-event__title" in each.get("class", "")
    ]


def bands(response) -> list[str]:
    page = parsed(response.text)
    return [text_of(each) for each in page.iter("h2") if "app-band__title" in each.get("class", "")]


def test_the_whole_way_of_a_filing_is_told_in_bands(office, auditor) -> None:
    filing_id = office.filing("one", Story.filed, enterprise())
    page = auditor.get(f"/audit/{filing_id}")
    assert page.status_code == 200
    told_titles = titles(page)
    for wanted in ("开始备案", "第 1 轮提交初审", "初审通过", "第 1 次上报管局"):
        assert wanted in told_titles
    assert told_titles[-1].startswith("管局审核通过，主体备案号 京ICP备2026000001号")
    assert bands(page) == [
        "填写",
        "第 1 轮 · 初审",
        "第 1 轮 · 真实性核验",
        "第 1 轮 · 上报",
        "第 1 轮 · 短信核验",
        "第 1 轮 · 管局审核",
    ]


def test_a_return_is_told_with_its_reasons_and_the_repair_with_its_fields(office, auditor) -> None:
    def mended(story: Story) -> Story:
        story.fix_requested(issue(text="缺少门牌号"))
        return story.with_mail_address("科苑路8号9栋1001室").handed_in()

    filing_id = office.filing("one", mended)
    page = auditor.get(f"/audit/{filing_id}")
    told_words = words(page)
    assert "通信地址：缺少门牌号（R-SUB-04）" in told_words
    assert "改动：通信地址" in told_words
    assert "第1轮·退回，申请人修改" in told_words
    assert "第 2 轮提交初审" in titles(page)


def test_no_personal_value_stands_on_the_page(office, auditor) -> None:
    filing_id = office.filing("one", Story.submitted)
    # The sample's digests name what they stand for; a real one is a keyed hash.
    shown = auditor.get(f"/audit/{filing_id}").text.replace("digest of 13800138000", "")
    for secret in ("13800138000", "林晓雨", "科苑路8号3栋1201室", "198.51.100.7"):
        assert secret not in shown


def test_the_stored_event_stands_below_its_words_sealed_as_it_is(office, auditor) -> None:
    filing_id = office.filing("one", Story.submitted)
    page = auditor.get(f"/audit/{filing_id}")
    raw = parsed(page.text).iter("code")
    stored = [json.loads("".join(each.itertext())) for each in raw]
    assert [one["version"] for one in stored] == list(range(1, len(stored) + 1))
    subject = next(one for one in stored if one["name"] == "filing.subject_recorded")
    name = subject["event"]["subject"]["responsible"]["name"]
    assert set(name) == {"person", "kind", "alg", "sealed"}
    assert subject["actor"]["role"] == "applicant"


def test_claims_are_told_and_their_renewals_are_not(office, auditor) -> None:
    def renewed(story: Story) -> Story:
        story.reviewing().later(minutes=9)
        return story.do(c.RenewClaim, REVIEWER)

    filing_id = office.filing("one", renewed)
    page = auditor.get(f"/audit/{filing_id}")
    assert "领取备案单" in titles(page)
    assert "延长领取" not in titles(page)


def test_looks_stand_where_they_happened_and_can_be_left_out(
    office, auditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_real_scans(office, monkeypatch)
    filing_id = office.filing("one", Story.submitted)
    reviewer = office.staff(Role.REVIEWER, "zhang@example.com")
    reviewer.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    for _time in range(3):
        reviewer.get(f"/review/{filing_id}/scan/M02:front/thumbnail")
    office.clock.set(office.clock.now() + timedelta(minutes=1))
    data = {"target": "responsible.mobile", "reason": "致电核实", "command_id": new_id()}
    reviewer.post(f"/review/{filing_id}/reveal", data=data)
    page = auditor.get(f"/audit/{filing_id}")
    assert titles(page)[-2:] == ["查看图片 3 次", "查看完整信息：主体负责人手机号码"]
    assert "初审专员 zhang" in re.sub(r"\s+", " ", text_of(parsed(page.text)))
    assert "致电核实" in page.text
    assert "查看图片 3 次" not in titles(auditor.get(f"/audit/{filing_id}?show=facts"))
    assert len(titles(auditor.get(f"/audit/{filing_id}?show=looks"))) == 2


def test_a_thousand_events_are_paged(office, auditor) -> None:
    def busy(story: Story) -> Story:
        story.stated()
        for number in range(120):
            story.with_mail_address(f"科苑路8号{number}室")
        return story

    filing_id = office.filing("one", busy)
    first = auditor.get(f"/audit/{filing_id}")
    assert len(titles(first)) == 50
    links = [each.get("href") for each in parsed(first.text).iter("a")]
    assert f"/audit/{filing_id}?show=all&page=2" in links
    last = auditor.get(f"/audit/{filing_id}?page=3")
    assert 0 < len(titles(last)) < 50
    assert titles(auditor.get(f"/audit/{filing_id}?page=999")) == titles(last)


@pytest.mark.parametrize("status", list(AT_STATUS), ids=str)
def test_a_filing_in_any_state_can_be_read(office, auditor, status) -> None:
    sample_ = enterprise() if status.value == "sms_partial" else None
    filing_id = office.filing("one", AT_STATUS[status], sample_)
    page = auditor.get(f"/audit/{filing_id}")
    assert page.status_code == 200
    assert not [title for title in titles(page) if title.isascii()]


NAMES = [name for name in EVENTS if name.startswith(("filing.", "access."))]


@pytest.mark.parametrize("name", NAMES)
def test_every_event_has_words_of_its_own(app, name) -> None:
    event = sample(inspect.type_info(EVENTS[name][0]), "event")
    scene = Scene(Filing(), Filing(), {})
    with app.test_request_context("/"):
        tell = told_of_access if name.startswith("access.") else told
        words_ = tell(event, scene)
        assert words_.title
        assert words_.title != EVENTS[name][0].__name__
        assert name == "filing.claim_renewed" or KINDS[name]


def test_what_the_checks_told_of_a_scan_stands_below_its_upload(app) -> None:
    plain = scan("M05:site", "somebody")
    warned = replace(plain, verdicts=(Verdict("blur", Level.WARN, {}),))
    with app.test_request_context("/"):
        assert len(material_words(plain)) == 1
        assert "检查提示：图片模糊" in material_words(warned)[1]
        assert "已识别" in material_words(replace(plain, sheet="a" * 20))[1]


def test_a_filing_that_does_not_exist_is_not_found(auditor) -> None:
    assert auditor.get(f"/audit/{'f' * 32}").status_code == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEAD, Role.REPORT_OFFICER, Role.OPERATOR])
def test_nobody_else_reads_it(office, role) -> None:
    filing_id = office.filing("one", Story.submitted)
    other = office.staff(role)
    for path in ("", f"/{filing_id}", f"/{filing_id}/at/1", f"/{filing_id}/diff", "/verify"):
        assert other.get(f"/audit{path}").status_code == 403
