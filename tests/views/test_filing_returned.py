"""The same pages in a returned filing: what was asked for is open, the rest is shown locked."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask

from domain.filing import commands as c
from domain.filing.facts import Issue, Severity, Stage, Status
from domain.personal import Personal
from domain.reference import agreements
from domain.roles import Actor, Role
from tests.account_stories import opened
from tests.views.applicants import ACCESS, Applicant, individual
from tests.views.filling import fill, send, values
from tests.views.filling import main_form as form_of
from tests.views.html_lint import parsed, text_of
from tests.views.test_filing_draft_materials import picture, uploaded
from use_cases import filings, submit

REASON = "R-SUB-08"


def command(someone: Applicant, kind: Any, actor: Actor, **facts: Any) -> None:
    """Send the command as ``actor``."""
    made = kind(command_id=uuid.uuid4().hex, actor=actor, at=someone.desk.clock.now(), **facts)
    filings.handle(someone.desk, someone.path.removeprefix("/filings/"), made)


def handed_in(app: Flask) -> Applicant:
    """An individual whose filing waits for its review."""
    someone = individual(app)
    site = next(iter(someone.opened.filing.sites))
    fill(someone.browser, f"{someone.path}/sites/{site}/access", ACCESS)
    for slot in ("M02:front", "M02:back", f"M05:{site}"):
        uploaded(someone, picture(), slot)
    actor = Actor(someone.account, Role.APPLICANT)
    seen = someone.opened.filing.content_version
    address = Personal(someone.account, "network_address", "203.0.113.1")
    consents = agreements.current_consents()
    command(
        someone, c.AcceptAgreements, actor, consents=consents, network_address=address, seen=seen
    )
    submit.submit(
        someone.desk,
        someone.path.removeprefix("/filings/"),
        actor=actor,
        at=someone.desk.clock.now(),
        command_id=uuid.uuid4().hex,
        seen=seen,
    )
    return someone


@pytest.fixture
def returned(app: Flask) -> Applicant:
    """Returned for the mail address and the front of the certificate."""
    someone = handed_in(app)
    reviewer = Actor(opened(someone.desk, Role.REVIEWER), Role.REVIEWER)
    command(someone, c.ClaimFiling, reviewer)
    filing = someone.opened.filing
    issues = tuple(
        Issue(str(n), target, REASON, Stage.INITIAL, Severity.FIX, text="请写到门牌号")
        for n, target in enumerate(("subject.mail_address", "material:M02:front"))
    )
    command(
        someone,
        c.ReturnFiling,
        reviewer,
        accepted=tuple(filing.targets()),
        issues=issues,
        seen=filing.content_version,
    )
    assert someone.opened.filing.status is Status.FIX_REQUESTED
    return someone


def test_the_flagged_field_is_open_with_its_reason_and_others_are_locked(
    returned: Applicant,
) -> None:
    page = returned.browser.get(f"{returned.path}/subject")
    assert "请写到门牌号" in page.text
    visible = {
        field.get("name")
        for field in parsed(page.text).iter("input")
        if field.get("type") == "text"
    }
    assert "subject_mail_address" in visible
    assert "responsible_name" not in visible
    locked = [text_of(each) for each in parsed(page.text).iter("dl")]
    assert any("张示例" in text and "已通过" in text for text in locked)


def test_the_flagged_field_can_be_mended(returned: Applicant) -> None:
    saved = fill(
        returned.browser, f"{returned.path}/subject", {"subject_mail_address": "示例路1号9层"}
    )
    assert saved.status_code == 303
    subject = returned.opened.filing.subject
    assert subject is not None
    assert subject.mail_address.text == "示例路1号9层"


def test_a_forged_value_of_a_locked_field_changes_nothing(returned: Applicant) -> None:
    page = returned.browser.get(f"{returned.path}/subject")
    send(returned.browser, page, responsible_name="别人", responsible_mobile="13900139000")
    subject = returned.opened.filing.subject
    assert subject is not None
    assert subject.responsible.name.text == "张示例"
    assert subject.responsible.mobile.text == "13800138000"


def test_only_the_flagged_scan_can_be_replaced(returned: Applicant) -> None:
    page = returned.browser.get(f"{returned.path}/materials")
    ids = {field.get("id") for field in parsed(page.text).iter("input")}
    assert "slot-M02-front-file" in ids
    assert "slot-M02-back-file" not in ids
    assert uploaded(returned, picture("PNG")).status_code == 303
    assert uploaded(returned, picture("PNG"), "M02:back").status_code == 409


def test_websites_neither_come_nor_go(returned: Applicant) -> None:
    site = next(iter(returned.opened.filing.sites))
    page = returned.browser.get(f"{returned.path}/sites")
    assert "/remove" not in page.text
    question = returned.browser.get(f"{returned.path}/sites/{site}/remove")
    assert send(returned.browser, question).status_code == 422
    access = returned.browser.get(f"{returned.path}/sites/{site}/access")
    assert "access_ips" not in values(form_of(access))
    assert "203.0.113.8" in access.text
    assert "保存并继续" not in access.text


def test_the_list_points_to_what_was_returned(returned: Applicant) -> None:
    page = returned.browser.get(returned.path)
    assert f"{returned.path}/fix" in page.text
    listed = [text_of(each) for each in parsed(page.text).iter("li")]
    assert any(task.startswith("个人信息") and task.endswith("需要修改") for task in listed)
    assert any(task.startswith("上传资料") and task.endswith("需要修改") for task in listed)
    assert any(task.startswith("接入信息") and task.endswith("已完成") for task in listed)
