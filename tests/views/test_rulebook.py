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
from use_cases import rule_book

__all__ = ["office"]

AGE = "/rules/rule/CN.age"


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


def propose(office: Office, editor: FlaskClient, **changes: object) -> TestResponse:
    page = editor.get(f"{AGE}/version")
    values = filled(page, f"{AGE}/version")
    told = {"valid_from": today(office), "reason": "管局通知", "message_zh": "新的说法"} | changes
    return editor.post(f"{AGE}/version", data=values | told)


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
