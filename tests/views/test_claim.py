"""A record that is in no account is claimed: the answer, the pages, the reviewer, the end."""

from __future__ import annotations

import pytest
from flask import Flask

from domain.command import derived_id
from domain.filing import commands as c
from domain.filing import drafting, scope
from domain.filing.facts import Status
from domain.personal import Personal
from domain.reference import agreements
from domain.roles import Actor, Role
from tests.account_stories import opened, signed_in
from tests.former_system import file_of
from tests.unit.filing.samples import scan
from tests.views.applicants import CREDIT_CODE, ENTERPRISE, PERSON_ID, UNIT_PAGES, applicant
from tests.views.filling import fill, heading
from use_cases import filings, record_import, records
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk

NUMBER = "京ICP备12345678号"
RECORD = derived_id(NUMBER, "imported record")
STATED = {
    "number": NUMBER,
    "nature": 4,
    "region": "110105",
    "certificate_type": 1,
    "certificate_number": CREDIT_CODE,
    "name": "示例云帆科技有限公司",
    "investor": "示例云帆科技有限公司",
    "certificate_address": "北京市朝阳区示例路8号",
    "mail_address": "示例路8号9层",
    "long_term": True,
    "responsible": {
        "name": "李示例",
        "certificate_type": 2,
        "certificate_number": PERSON_ID,
        "mobile": "13800138000",
        "emergency": "010-62345678",
        "email": "someone@example.com",
        "long_term": True,
    },
    "sites": [
        {
            "number": f"{NUMBER}-1",
            "name": "示例云帆官方网站",
            "domains": ["yunfan.com.cn"],
            "home_url": "www.yunfan.com.cn",
            "contents": [6],
            "languages": [1],
            "access": {
                "ips": [["203.0.113.8", "203.0.113.8"]],
                "modes": [5],
                "server_places": [26],
            },
        }
    ],
}
REVIEWER = Actor("reviewer", Role.REVIEWER)


@pytest.fixture
def desk(app: Flask) -> Desk:
    """A desk with the imported record."""
    found: Desk = app.extensions["desk"]
    at = found.clock.now()
    record_import.import_records(found, file_of(STATED), actor=SYSTEM, at=at)
    return found


def test_the_answer_is_a_claim_and_tells_nothing_personal(app: Flask, desk: Desk) -> None:
    page = fill(applicant(app).browser, "/filings/new", *ENTERPRISE[:3])
    assert heading(page) == "您需要办理：认领备案"
    assert "还不属于任何账号" in page.text
    assert "开始填写" in page.text
    assert "李示例" not in page.text


def test_a_claim_goes_from_the_answer_to_the_account(app: Flask, desk: Desk) -> None:
    someone = applicant(app).begin(ENTERPRISE)
    tasks = someone.browser.get(someone.path)
    assert "认领备案" in tasks.text
    assert "接入信息" not in tasks.text
    assert "李示例" not in someone.browser.get(f"{someone.path}/subject").text
    fill(someone.browser, f"{someone.path}/subject", *UNIT_PAGES)
    assert someone.browser.get(f"{someone.path}/materials").status_code == 200
    assert someone.browser.get(f"{someone.path}/check").status_code == 200
    filing_id = someone.path.removeprefix("/filings/")
    _hands_in(desk, filing_id)
    _do(desk, filing_id, c.ClaimFiling, REVIEWER)
    lead = signed_in(app, opened(desk, Role.LEAD))
    page = lead.get(f"/review/{filing_id}")
    assert page.status_code == 200
    assert "与备案记录一致" in page.text
    assert "与备案记录不一致" in page.text
    filing = filings.open_filing(desk, filing_id).filing
    _do(
        desk,
        filing_id,
        c.PassReview,
        REVIEWER,
        accepted=tuple(scope.judged(filing)),
        seen=filing.content_version,
    )
    assert filings.open_filing(desk, filing_id).filing.status is Status.FILED
    records.apply(desk, filing_id, desk.clock.now())
    result = someone.browser.get(f"{someone.path}/result")
    assert NUMBER in result.text
    assert "已认领" in result.text
    mine = someone.browser.get("/records")
    assert f"{NUMBER}-1" in mine.text
    assert records.open_record(desk, RECORD).record.account == filing.account


def _hands_in(desk: Desk, filing_id: str) -> None:
    """The scans, the agreements and the submission."""
    filing = filings.open_filing(desk, filing_id).filing
    owner = Actor(filing.account, Role.APPLICANT)
    for slot in drafting.slots(filing):
        if slot.required:
            material = scan(slot.key, slot.owner)
            _do(desk, filing_id, c.UploadMaterial, owner, material=material)
    seen = filings.open_filing(desk, filing_id).filing.content_version
    address = Personal(owner.id, "network_address", "198.51.100.7")
    consents = agreements.current_consents()
    _do(
        desk,
        filing_id,
        c.AcceptAgreements,
        owner,
        consents=consents,
        network_address=address,
        seen=seen,
    )
    _do(desk, filing_id, c.Submit, owner, snapshot="all", seen=seen)


def _do(desk: Desk, filing_id: str, kind: type, by: Actor, **fields: object) -> None:
    version = filings.open_filing(desk, filing_id).filing.version
    command = kind(
        command_id=derived_id(f"{filing_id}/{version}", kind.__name__),
        actor=by,
        at=desk.clock.now(),
        **fields,
    )
    filings.handle(desk, filing_id, command)
