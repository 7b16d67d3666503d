"""What the rules find, wherever it is told: beside fields, on lists, to reviewers, as JSON."""

from __future__ import annotations

import dataclasses
import json
from datetime import timedelta

import pytest
from flask import Flask

from domain.filing import commands as c
from domain.roles import Actor, Role
from domain.rules.case import Known
from domain.rules.rule_files import built_in
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.published_rules import OF_READING, publish
from tests.unit.filing.samples import enterprise, hex_id, led_by_its_representative
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home, links, text, values
from tests.views.review_office import Office, other
from use_cases import filings, findings
from use_cases.findings import judge

CONTACTS = "CN.contacts_of_two_persons"


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    return Home(app, monkeypatch)


def test_what_the_rules_say_stands_beside_the_field_after_saving(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    page = home.get(f"{path}/subject?page=person")
    assert "须更正：北京要求主体负责人为法定代表人。" in text(page)
    assert "请把主体负责人改为法定代表人。" in text(page)


def test_a_field_that_is_changed_is_judged_at_once(home: Home) -> None:
    path = home.at(Story.completed)
    (site,) = home.state(path.removeprefix("/filings/")).sites
    here = f"{path}/sites/{site}"
    page = home.get(here)
    assert f'hx-post="{here}/look"' in page.text
    sent = values(page, here) | {"site_name": "纪检观察笔记", "field": "site_name"}
    answer = home.browser.post(f"{here}/look", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="found-site_name"' in answer.text
    assert "网站名称含“纪检”。" in answer.text
    assert "filing.site_recorded" not in home.events(path)[-1:]
    fine = home.browser.post(f"{here}/look", data=sent | {"site_name": "晓雨的随笔"})
    assert "网站名称含" not in fine.text


def test_a_new_website_is_judged_before_it_is_stored(home: Home) -> None:
    path = home.at(
        lambda story: story.started().do(c.RecordSubject, subject=story.sample.subject, seen=0)
    )
    here = f"{path}/sites/new"
    sent = values(home.get(here), here) | {"site_name": "abc", "field": "site_name"}
    answer = home.post(f"{here}/look", **sent)
    assert "网站名称至少要有 3 个汉字，现有 0 个" in answer.text


def test_a_person_is_judged_while_the_form_is_filled_in(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    here = f"{path}/subject"
    sent = values(home.get(f"{here}?page=person"), here) | {
        "is_legal_representative": "no",
        "responsible_name": "赵明",
        "field": "responsible_name",
    }
    assert "北京要求主体负责人为法定代表人。" in home.post(f"{here}/look", **sent).text
    assert home.post(f"{here}/look", **sent | {"field": "no_such"}).status_code == 404


def test_a_stranger_and_a_sub_account_look_at_nothing(home: Home) -> None:
    path = home.at(Story.completed)
    sent = {"field": "subject_mail_address", "command_id": "1" * 32}
    assert home.sub_account().post(f"{path}/subject/look", data=sent).status_code == 403
    stranger = signed_in(home.app, opened(home.desk, Role.APPLICANT, "stranger@example.com"))
    assert stranger.post(f"{path}/subject/look", data=sent).status_code == 404
    assert stranger.get(f"{path}/findings.json").status_code == 404


def test_the_task_list_counts_what_stops_and_what_warns(home: Home) -> None:
    stopped = home.get(home.at(Story.completed, other(enterprise(), "one")))
    assert "1项须更正" in text(stopped)
    assert "1项提醒" in text(stopped)
    assert "需要修改" in text(stopped)


def test_the_task_list_leads_to_what_stops_while_other_parts_are_open(home: Home) -> None:
    story = home.story(sample=other(enterprise(), "one")).started()
    path = home.at(lambda _story: story.do(c.RecordSubject, subject=story.sample.subject, seen=0))
    page = home.get(path)
    assert "有1项须先更正" in text(page)
    (leads,) = [each for each in links(page) if each.endswith("#findings-stops")]
    told = home.get(leads.partition("#")[0])
    assert 'id="findings-stops"' in told.text
    assert "请把主体负责人改为法定代表人。" in text(told)


def test_what_is_acknowledged_warns_no_more_on_the_task_list(home: Home) -> None:
    story = home.story(sample=other(led_by_its_representative(), "one")).completed()
    path = home.at(lambda _story: story)
    assert "1项提醒" in text(home.get(path))
    assert "须先更正" not in text(home.get(path))
    acknowledged(home, story)
    assert "项提醒" not in text(home.get(path))


def acknowledged(home: Home, story: Story) -> None:
    judged = judge(home.desk, story.filing, story.at.date())
    assert judged is not None
    findings.acknowledge(
        home.desk,
        hex_id("one"),
        actor=story.applicant,
        at=story.at + timedelta(minutes=1),
        command_id=hex_id("acknowledgement"),
        warnings=judged.open,
    )


def test_programs_of_the_owner_read_the_findings(home: Home) -> None:
    path = home.at(Story.completed, other(enterprise(), "one"))
    answer = home.get(f"{path}/findings.json")
    assert answer.mimetype == "application/json"
    told = json.loads(answer.text)
    assert told["rule_set"] == built_in().version
    assert [(each["rule"], each["stops"]) for each in told["findings"][:2]] == [
        ("CN-11.legal_representative", True),
        (CONTACTS, False),
    ]
    for personal in ("赵明", "13900139000", "孙文"):
        assert personal not in answer.text


def test_nothing_is_found_before_anything_is_stated(home: Home) -> None:
    told = json.loads(home.get(f"{home.at(Story.started)}/findings.json").text)
    assert told["findings"] == []


def test_reviewers_see_what_was_acknowledged_and_what_came_since(home: Home) -> None:
    story = home.story(sample=other(led_by_its_representative(), "one")).completed().agreed()
    acknowledged(home, story)
    opened_ = filings.open_filing(home.desk, hex_id("one")).filing
    submit = c.Submit(
        command_id=hex_id("submission"),
        actor=Actor(home.account, Role.APPLICANT),
        at=story.at + timedelta(minutes=2),
        snapshot="s",
        seen=opened_.content_version,
        known=Known(sites=0, names=()),
    )
    filings.handle(home.desk, hex_id("one"), submit)
    home.clock.set(story.at + timedelta(minutes=5))
    reviewer = home.staff(Role.REVIEWER)
    page = reviewer.get(f"/review/{hex_id('one')}")
    assert "申请人提交时已确认" in text(page)
    assert CONTACTS in text(page)
    site = next(iter(opened_.sites))
    assert f"#site-{site}-name" not in links(page)
    publish(
        home.desk,
        OF_READING | {"params": {"words": ["示例"], "place": "anywhere", "unless_in_unit": False}},
    )
    later = text(reviewer.get(f"/review/{hex_id('one')}"))
    assert "提交时没有这一项" in later
    assert "名称里有“示例”。" in later
    assert "提交时的规则版本" in later


def test_a_filing_of_before_the_rules_were_asked_says_nothing_of_its_submission(home: Home) -> None:
    home.at(Story.submitted, other(enterprise(), "one"))
    page = text(home.staff(Role.REVIEWER).get(f"/review/{hex_id('one')}"))
    assert "规则要求，管局会退回" in page
    assert "提交时没有这一项" not in page


def test_the_forecast_names_each_reason_and_what_it_rests_on(home: Home) -> None:
    words = text(home.get(f"{home.at(Story.completed, other(enterprise(), 'one'))}/check"))
    assert "退回预测" in words
    assert "会被退回主体负责人须为法定代表人" in words
    assert "R-PER-01·依据：规则CN-11.legal_representative" in words
    assert "R-SYS-02" not in words
    assert "一次通过初审" not in words


def test_applicants_are_told_how_others_fared_from_enough_cases_on(home: Home) -> None:
    home.desk = dataclasses.replace(home.desk, least_cases=1)
    home.app.extensions["desk"] = home.desk
    Office.story(home, "two").passed()
    page = home.get(f"{home.at(Story.completed)}/check")
    assert "共1件，其中1件一次通过初审，占100%" in text(page)
