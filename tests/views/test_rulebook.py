"""Rule editors find rules, propose versions of them, and publish what another one proposed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from domain.roles import Role
from domain.working_days import shanghai_date
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office
from use_cases import rule_book, rule_effects

__all__ = ["office"]

AGE = "/rules/rule/CN.age"
AGE_44 = "/rules/rule/CN-44.age_individual"
"""The rule of the province in which the samples file."""
OLD = '{"role": "responsible", "years": 90}'

_EVIL = '{"words": ["(a+)+$"], "place": "anywhere", "unless_in_unit": true}'

_SMALL = {"most": 2, "within": rule_effects.OPEN}
_PLAIN = {"fix_zh": "改正", "fix_en": "Mend it"}


@pytest.fixture
def editor(office: Office) -> FlaskClient:
    return office.staff(Role.RULE_EDITOR, "rules1@desk.example")


@pytest.fixture
def second(office: Office) -> FlaskClient:
    return office.staff(Role.RULE_EDITOR, "rules2@desk.example")


def words(page: TestResponse) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def filled(page: TestResponse, action: str) -> dict[str, object]:
    """What the form that is sent there would send as it stands."""
    (form,) = [each for each in parsed(page.text).iter("form") if each.get("action") == action]
    values: dict[str, object] = {}
    for field in form.iter("input"):
        if field.get("type") in ("checkbox", "radio"):
            if field.get("checked") is not None:
                values.setdefault(field.get("name"), []).append(field.get("value"))
        else:
            values[field.get("name")] = field.get("value", "")
    for field in form.iter("textarea"):
        values[field.get("name")] = (field.text or "").removeprefix("\n")
    for field in form.iter("select"):
        chosen = [each.get("value") for each in field if each.get("selected") is not None]
        values[field.get("name")] = chosen[0] if chosen else ""
    return values


def today(office: Office) -> str:
    return shanghai_date(office.clock.now()).isoformat()


def propose(
    office: Office, editor: FlaskClient, rule: str = AGE, **changes: object
) -> TestResponse:
    values = filled(editor.get(f"{rule}/version"), f"{rule}/version")
    told = {"valid_from": today(office), "reason": "管局通知", "message_zh": "新的说法"} | changes
    return editor.post(f"{rule}/version", data=values | told)


def press(reader: FlaskClient, address: str, act: str, **more: object) -> TestResponse:
    values = filled(reader.get(address), f"{address}/{act}")
    return reader.post(f"{address}/{act}", data=values | more)


def test_the_list_is_searched_and_filtered(editor: FlaskClient) -> None:
    everything = editor.get("/rules")
    assert "CN.age" in everything.text
    found = editor.get("/rules?text=法定代表人&province=00&severity=hard")
    assert "CN.legal_representative" in found.text
    assert "CN-44." not in found.text
    assert "CN-44." in editor.get("/rules?province=44").text
    assert "没有符合条件的规则" in words(editor.get("/rules?text=没有这样的字"))
    assert "没有符合条件的规则" in words(editor.get("/rules?overdue=1"))


def test_a_rule_whose_review_is_long_ago_is_found(office: Office, editor: FlaskClient) -> None:
    office.clock.set(office.clock.now() + timedelta(days=400))
    assert AGE in editor.get("/rules?overdue=1&text=CN.age").text
    values = filled(editor.get(AGE), f"{AGE}/review")
    noted = {"on": today(office), "note": "来源未变"}
    assert editor.post(f"{AGE}/review", data=values | noted).status_code == 303
    assert AGE not in editor.get("/rules?overdue=1&text=CN.age").text
    assert "来源未变" in words(editor.get(AGE))


def test_a_version_is_proposed_by_one_and_published_by_another(
    office: Office, editor: FlaskClient, second: FlaskClient
) -> None:
    answer = propose(office, editor)
    assert answer.status_code == 303, words(answer)
    address = answer.headers["Location"]
    page = editor.get(address)
    assert "新的说法" in words(page)
    assert f"{address}/publish" not in page.text
    assert rule_book.current(office.desk).rule("CN.age").message_zh != "新的说法"
    assert press(second, address, "publish").status_code == 303
    assert rule_book.current(office.desk).rule("CN.age").message_zh == "新的说法"
    assert "第 2 版" in words(editor.get(AGE))
    assert "已发布" in words(second.get(address))


def test_both_editors_see_what_a_proposal_would_do(
    office: Office, editor: FlaskClient, second: FlaskClient
) -> None:
    office.filing("one", lambda story: story.completed())
    office.filing("two", lambda story: story.submitted())
    answer = propose(office, editor, AGE_44, params=OLD)
    address = answer.headers["Location"]
    for reader in (editor, second):
        told = words(reader.get(f"{address}/open"))
        assert "已检查 2 / 2 份，2 份会变化" in told
        assert "多出 会被拦下 CN-44.age_individual 新的说法" in told
        told = words(reader.get(f"{address}/submitted?most=100"))
        assert "已检查 1 / 1 份，1 份会变化" in told


def test_a_proposal_that_changes_nothing_for_anybody_says_so(
    office: Office, editor: FlaskClient
) -> None:
    office.filing("one", lambda story: story.completed())
    address = propose(office, editor).headers["Location"]
    assert "0 份会变化" in words(editor.get(f"{address}/open"))


def test_many_filings_are_looked_at_in_parts(
    office: Office, editor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "three"):
        office.filing(name, lambda story: story.completed())
    address = propose(office, editor, AGE_44, params=OLD).headers["Location"]
    monkeypatch.setattr(rule_effects.open_filings, "__kwdefaults__", _SMALL)
    page = editor.get(f"{address}/open")
    assert "已检查 2 / 3 份，2 份会变化" in words(page)
    (rest,) = [each for each in parsed(page.text).iter("div") if each.get("id") == "effects"]
    part = editor.get(rest.get("hx-get"), headers={"HX-Request": "true"})
    assert "<h1" not in part.text
    assert "已检查 3 / 3 份，3 份会变化" in " ".join(part.text.split())
    assert "hx-get" not in part.text


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"valid_from": "2020-01-01"}, "valid_from", "不能改写"),
        ({"valid_from": "2026-02-31"}, "valid_from", "真实存在的日期"),
        ({"valid_from": "", "reason": ""}, "reason", "请写明理由"),
        ({"valid_to": "2026-11-01"}, "valid_to", "截止日期早于生效日期"),
        ({"params": "role"}, "params", "JSON 对象"),
        ({"params": "[" * 9000}, "params", "JSON 对象"),
        ({"params": "{}", **_PLAIN}, "params", "参数是 ['role', 'years']"),
        ({"params": '{"role": "any", "years": "x"}'}, "params", "参数 years 不对"),
        ({"code": ""}, "code", "不在原因表里"),
        ({"fix_en": ""}, "fix_en", "怎样改正"),
        ({"message_zh": "{nothing}"}, "message_zh", "引用了条件不提供的内容"),
        ({"needs": "CN.age"}, "needs", "形成了循环"),
        ({"needs": "CN.none"}, "needs", "没有编号为 CN.none 的规则"),
        ({"replaces": "CN.none"}, "replaces", "没有编号为 CN.none 的规则"),
        ({"material": "M01"}, "material", "只有“要资料”的规则"),
        ({"severity": "material", "requirement": ""}, "requirement", "必需还是可选"),
        ({"severity": "material", "requirement": "required"}, "material", "没有代码为"),
        ({"source": []}, "source", "请至少写明一个来源"),
        ({"source": ["NONE"]}, "source", ""),
        ({"provinces": ["99"]}, "provinces", ""),
        ({"note_zh": "只有中文"}, "note_zh", "备注要有中文和英文"),
        ({"check": "site_name_holds", "params": _EVIL, **_PLAIN}, "params", "正则表达式"),
        ({"new_source": "通知"}, "new_source", "新来源要同时填写"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_beside_the_field_and_nothing_typed_is_lost(
    office: Office, editor: FlaskClient, typed: dict[str, object], field: str, told: str
) -> None:
    page = propose(office, editor, **({"message_en": "typed before"} | typed))
    assert page.status_code == 422
    (group,) = [
        each for each in parsed(page.text).iter() if each.get("id") == f"{field}-group"
    ]  # fmt: skip
    assert "govuk-form-group--error" in group.get("class")
    assert told in text_of(group)
    assert "typed before" in page.text
