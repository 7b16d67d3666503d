"""The split page: verdicts, decisions, refusals, and nothing typed that is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from domain.filing.commands import RemoveMaterial, UploadMaterial, Withdraw
from domain.filing.facts import Severity, Stage, Status
from domain.roles import Actor, Role
from tests.unit.filing.samples import enterprise, hex_id
from tests.unit.filing.stories import Story, issue
from tests.views.review_office import (
    Office,
    all_good,
    form_values,
    new_id,
    office,
    other,
    words,
)

__all__ = ["office"]

ADDRESS = "subject.mail_address"
BAD = {
    f"verdict:{ADDRESS}": "bad",
    f"reason:{ADDRESS}": "R-SUB-04",
    f"text:{ADDRESS}": "地址没有写到门牌号，请补全。",
}


@pytest.fixture
def reviewer(office: Office) -> FlaskClient:
    return office.staff(Role.REVIEWER, "wang@example.com")


def claim(client: FlaskClient, filing_id: str, **more: str) -> TestResponse:
    return client.post(f"/review/{filing_id}/claim", data={"command_id": new_id(), **more})


def working_on(office: Office, client: FlaskClient, name: str = "one", sample=None) -> str:
    """A submitted filing that this reviewer has claimed."""
    filing_id = office.filing(name, Story.submitted, sample)
    assert claim(client, filing_id).status_code == 303
    return filing_id


def decide(client: FlaskClient, filing_id: str, act: str, **values: str) -> TestResponse:
    page = client.get(f"/review/{filing_id}")
    sent = form_values(page, "decision-form") | values | {"act": act}
    return client.post(f"/review/{filing_id}", data=sent)


def test_nothing_is_judged_at_first_and_values_are_masked(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}")
    assert page.status_code == 200
    sent = form_values(page, "decision-form")
    assert not [name for name in sent if name.startswith("verdict:")]
    total = len(office.state(filing_id).targets())
    assert f"已判定0/{total}" in words(page)
    assert "13800138000" not in page.text
    assert "138****8000" in page.text
    assert "林晓雨" not in page.text


def test_a_filing_that_nobody_claimed_has_facts_and_a_button_but_no_form(office, reviewer) -> None:
    filing_id = office.filing("one", Story.submitted)
    page = reviewer.get(f"/review/{filing_id}")
    assert "decision-form" not in page.text
    assert f'action="/review/{filing_id}/claim"' in page.text
    assert "领取后可以查看证件图片" in page.text
    assert f"/review/{filing_id}/scan/" not in page.text


def test_scans_are_judged_in_the_order_of_their_pictures_and_not_as_they_came(
    office, reviewer
) -> None:
    def front_last(story: Story) -> Story:
        front = story.completed().filing.materials["M02:front"]
        story.do(RemoveMaterial, slot=front.slot).do(UploadMaterial, material=front)
        return story.handed_in()

    filing_id = office.filing("two", front_last)
    assert list(office.state(filing_id).materials)[-1] == "M02:front"
    claim(reviewer, filing_id)
    page = reviewer.get(f"/review/{filing_id}").text
    judged = re.findall(r'name="verdict:material:([^"]+)"', page)
    pictures = re.findall(r'src="[^"]*/scan/([^/"]+)/thumbnail"', page)
    assert list(dict.fromkeys(judged)) == list(dict.fromkeys(pictures))


def test_a_clean_filing_is_passed(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    answer = decide(reviewer, filing_id, "pass", **all_good(office.state(filing_id)))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/review")
    assert office.state(filing_id).status is Status.IDENTITY_PENDING
    assert "已通过初审" in reviewer.get("/review").text


def test_a_fixable_issue_returns_the_filing_with_the_words_for_the_applicant(
    office, reviewer
) -> None:
    filing_id = working_on(office, reviewer)
    good = all_good(office.state(filing_id))
    answer = decide(reviewer, filing_id, "return", **good | {"note": "电话里说过"} | BAD)
    assert answer.status_code == 303
    filing = office.state(filing_id)
    assert filing.status is Status.FIX_REQUESTED
    (found,) = filing.issues
    assert (found.target, found.code, found.severity) == (ADDRESS, "R-SUB-04", Severity.FIX)
    assert found.text == "地址没有写到门牌号，请补全。"
    assert found.advice.startswith("请填写到门牌号")
    assert found.stage is Stage.INITIAL
    assert ADDRESS not in filing.accepted
    assert "电话里说过" not in found.text + found.advice


def test_an_empty_text_becomes_that_of_the_catalogue(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    good = all_good(office.state(filing_id))
    decide(reviewer, filing_id, "return", **good | BAD | {f"text:{ADDRESS}": ""})
    assert office.state(filing_id).issues[0].text == "通信地址不详细或不在备案区域"


def test_a_blocker_rejects(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    good = all_good(office.state(filing_id))
    decide(reviewer, filing_id, "return", **good | BAD | {f"severity:{ADDRESS}": "blocker"})
    assert office.state(filing_id).status is Status.INITIAL_REJECTED
    assert "已驳回" in reviewer.get("/review").text


def test_the_severity_of_the_catalogue_decides_where_none_is_chosen(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    filing = office.state(filing_id)
    domains = next(target for target in filing.targets() if target.endswith(".domains"))
    bad = {f"verdict:{domains}": "bad", f"reason:{domains}": "R-DOM-06"}
    decide(reviewer, filing_id, "return", **all_good(filing) | bad)
    assert office.state(filing_id).status is Status.INITIAL_REJECTED


def test_an_issue_on_the_whole_filing(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    order = {"reason:order": "R-SITE-11", "text:order": "example.org 打不开。"}
    decide(reviewer, filing_id, "return", **all_good(office.state(filing_id)) | order)
    (found,) = office.state(filing_id).issues
    assert (found.target, found.text) == ("order", "example.org 打不开。")


def test_missing_verdicts_are_listed_and_everything_is_kept(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    answer = decide(reviewer, filing_id, "return", **BAD | {"note": "内部的话"})
    assert answer.status_code == 422
    assert "请判定这一项" in answer.text
    assert 'href="#responsible-mobile"' in answer.text
    kept = form_values(answer, "decision-form")
    assert kept | BAD == kept
    assert kept["note"] == "内部的话"
    assert office.state(filing_id).status is Status.REVIEWING


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({f"verdict:{ADDRESS}": "bad"}, "请选择理由"),
        (BAD | {f"reason:{ADDRESS}": "R-DOM-01"}, "这个理由不适用于本项"),
        (BAD | {f"reason:{ADDRESS}": "R-NONE-99"}, "这个理由不适用于本项"),
        (BAD | {f"severity:{ADDRESS}": "fatal"}, "可修改"),
        (BAD | {f"text:{ADDRESS}": "字" * 501}, "最多 500 个字"),
        ({f"verdict:{ADDRESS}": "perhaps"}, "请选择“通过”或“有问题”"),
        ({"verdict:subject.shoe_size": "good"}, "没有的项目"),
        ({"reason:order": "R-SUB-04"}, "这个理由不适用于本项"),
        ({"command_id": "x"}, "请刷新页面后再提交"),
        ({"note": "字" * 1001}, "最多 1000 个字"),
    ],
)
def test_a_wrong_form_is_refused_with_everything_kept(office, reviewer, values, said) -> None:
    filing_id = working_on(office, reviewer)
    kept_text = {"text:responsible.mobile": "已经写好的话"}
    good = all_good(office.state(filing_id))
    answer = decide(reviewer, filing_id, "return", **good | kept_text | values)
    assert answer.status_code == 422
    assert said in answer.text
    assert form_values(answer, "decision-form")["text:responsible.mobile"] == "已经写好的话"
    assert office.state(filing_id).status is Status.REVIEWING


def test_a_pass_with_a_problem_and_a_return_without_one_are_refused(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    good = all_good(office.state(filing_id))
    passing = decide(reviewer, filing_id, "pass", **good | BAD)
    assert (passing.status_code, "不能通过" in passing.text) == (422, True)
    returning = decide(reviewer, filing_id, "return", **good)
    assert (returning.status_code, "至少要有一项" in returning.text) == (422, True)
    unknown = decide(reviewer, filing_id, "approve_all", **good)
    assert (unknown.status_code, "请用页面上的按钮" in unknown.text) == (422, True)


def test_marking_a_group_touches_only_what_was_not_judged(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    answer = decide(reviewer, filing_id, "mark:subject", **BAD)
    assert answer.status_code == 200
    kept = form_values(answer, "decision-form")
    assert kept[f"verdict:{ADDRESS}"] == "bad"
    assert kept["verdict:subject.certificate_address"] == "good"
    assert "verdict:responsible.mobile" not in kept


def test_a_double_click_decides_once(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}")
    sent = form_values(page, "decision-form") | all_good(office.state(filing_id))
    for _click in range(2):
        answer = reviewer.post(f"/review/{filing_id}", data=sent | {"act": "pass"})
        assert answer.status_code == 303
    assert office.state(filing_id).status is Status.IDENTITY_PENDING


def test_a_claim_that_ran_out_gives_409_with_all_that_was_typed(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}")
    office.clock.advance(timedelta(minutes=20))
    sent = form_values(page, "decision-form") | all_good(office.state(filing_id)) | BAD
    answer = reviewer.post(
        f"/review/{filing_id}", data=sent | {"act": "return", "note": "内部的话"}
    )
    assert answer.status_code == 409
    assert "您的领取已经到期" in answer.text
    assert "重新领取并退回" in answer.text
    kept = form_values(answer, "decision-form")
    assert kept[f"text:{ADDRESS}"] == "地址没有写到门牌号，请补全。"
    assert kept["note"] == "内部的话"
    assert kept["command_id"] != sent["command_id"]
    again = reviewer.post(f"/review/{filing_id}", data=kept | {"act": "reclaim_return"})
    assert again.status_code == 303
    assert office.state(filing_id).status is Status.FIX_REQUESTED


def test_a_colleagues_claim_gives_409_and_only_a_lead_takes_over(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}")
    office.clock.advance(timedelta(minutes=20))
    colleague = office.staff(Role.REVIEWER, "li@example.com")
    assert claim(colleague, filing_id).status_code == 303
    sent = form_values(page, "decision-form") | all_good(office.state(filing_id)) | BAD
    for act in ("return", "reclaim_return", "takeover_return"):
        answer = reviewer.post(f"/review/{filing_id}", data=sent | {"act": act})
        assert answer.status_code == 409
        assert "li正在处理" in words(answer)
        sent = form_values(answer, "decision-form")
        assert sent[f"text:{ADDRESS}"] == "地址没有写到门牌号，请补全。"
    lead = office.staff(Role.LEAD)
    answer = lead.post(f"/review/{filing_id}", data=sent | {"act": "takeover_return"})
    assert answer.status_code == 303
    assert office.state(filing_id).status is Status.FIX_REQUESTED


def test_what_a_colleague_decided_meanwhile_is_said(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    page = reviewer.get(f"/review/{filing_id}")
    good = all_good(office.state(filing_id))
    lead = office.staff(Role.LEAD)
    assert claim(lead, filing_id, take_over="y").status_code == 303
    assert decide(lead, filing_id, "pass", **good).status_code == 303
    sent = form_values(page, "decision-form") | good | BAD | {"act": "return"}
    answer = reviewer.post(f"/review/{filing_id}", data=sent)
    assert answer.status_code == 409
    assert "已不在等待这项处理" in answer.text
    assert "地址没有写到门牌号" in answer.text


def test_content_that_changed_gives_409_and_only_that_is_judged_anew(office, reviewer) -> None:
    story = office.story("one").submitted()
    office.clock.set(story.at + timedelta(minutes=1))
    filing_id = hex_id("one")
    claim(reviewer, filing_id)
    page = reviewer.get(f"/review/{filing_id}")
    reviewer.post(f"/review/{filing_id}/release", data={"command_id": new_id()})
    later = office.story("one")
    later.filing, later._commands = office.state(filing_id), 500
    later.do(Withdraw).with_mail_address("建国路8号9层901室").handed_in()
    office.clock.set(later.at + timedelta(minutes=1))
    claim(reviewer, filing_id)
    sent = form_values(page, "decision-form") | all_good(office.state(filing_id))
    answer = reviewer.post(f"/review/{filing_id}", data=sent | {"act": "pass", "note": "留着"})
    assert answer.status_code == 409
    kept = form_values(answer, "decision-form")
    assert f"verdict:{ADDRESS}" not in kept
    assert kept["verdict:responsible.mobile"] == "good"
    assert kept["note"] == "留着"
    assert office.state(filing_id).status is Status.REVIEWING
    done = reviewer.post(
        f"/review/{filing_id}", data=kept | {f"verdict:{ADDRESS}": "good", "act": "pass"}
    )
    assert done.status_code == 303


def test_the_second_round_shows_what_changed_and_carries_the_rest(office, reviewer) -> None:
    filing_id = office.filing(
        "one",
        lambda story: (
            story.fix_requested(issue(text="请写到门牌号"))
            .with_mail_address("科苑路9号1栋101室")
            .handed_in()
        ),
    )
    claim(reviewer, filing_id)
    page = reviewer.get(f"/review/{filing_id}")
    sent = form_values(page, "decision-form")
    assert f"verdict:{ADDRESS}" not in sent
    assert sent["verdict:responsible.mobile"] == "good"
    text = words(page)
    assert "沿用上轮" in text
    assert "本轮改动1项" in text
    assert "上轮问题：请写到门牌号" in text
    assert "第2轮" in text
    assert page.text.index("group-changed") < page.text.index("group-subject")
    answer = decide(reviewer, filing_id, "pass", **{f"verdict:{ADDRESS}": "good"})
    assert answer.status_code == 303


def test_the_history_tells_who_decided_and_notes_stay_inside(office, reviewer) -> None:
    filing_id = working_on(office, reviewer)
    good = all_good(office.state(filing_id))
    decide(reviewer, filing_id, "return", **good | BAD | {"note": "申请人电话不通"})
    colleague = office.staff(Role.REVIEWER)
    text = words(colleague.get(f"/review/{filing_id}"))
    assert "退回修改（待修改）" in text
    assert "wang" in text
    assert "内部备注：申请人电话不通" in text


def test_an_enterprise_with_two_sites_has_every_target_once(office, reviewer) -> None:
    filing_id = working_on(office, reviewer, "two", other(enterprise(), "two"))
    filing = office.state(filing_id)
    page = reviewer.get(f"/review/{filing_id}")
    for target in filing.targets():
        assert page.text.count(f'name="verdict:{target}" value="good"') == 1
    assert "网站负责人：示例产品中心" in words(page)
    assert decide(reviewer, filing_id, "pass", **all_good(filing)).status_code == 303


def test_without_a_claim_nobody_decides(office, reviewer) -> None:
    filing_id = office.filing("one", Story.submitted)
    filing = office.state(filing_id)
    sent = all_good(filing) | {"command_id": new_id(), "seen": str(filing.content_version)}
    answer = reviewer.post(f"/review/{filing_id}", data=sent | {"act": "pass"})
    assert answer.status_code == 409
    assert office.state(filing_id).status is Status.SUBMITTED


def test_an_unknown_filing_is_not_found(office, reviewer) -> None:
    assert reviewer.get(f"/review/{new_id()}").status_code == 404
    assert claim(reviewer, new_id()).status_code in {404, 422}


def test_nobody_decides_on_an_own_filing(office, reviewer) -> None:
    own = Actor(office.account_of(reviewer), Role.APPLICANT)
    story = office.story("own", applicant=own).submitted()
    office.clock.set(story.at + timedelta(minutes=1))
    filing_id = hex_id("own")
    page = reviewer.get(f"/review/{filing_id}")
    assert "不能审核自己提交的备案" in page.text
    assert f'action="/review/{filing_id}/claim"' not in page.text
    assert claim(reviewer, filing_id).status_code == 422
    sent = all_good(office.state(filing_id)) | {"command_id": new_id(), "act": "pass"}
    assert reviewer.post(f"/review/{filing_id}", data=sent).status_code == 422
    answer = reviewer.post("/review/next", data={"command_id": new_id()})
    assert answer.headers["Location"] == "/review?tab=waiting"
    assert office.state(filing_id).status is Status.SUBMITTED
