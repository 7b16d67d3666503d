"""The rules go out as files and come in as proposals, on the page and from the shell."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from domain.roles import Role
from domain.rules.rule_files import repository
from tests.published_rules import OF_READING
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office
from tests.views.test_rulebook import filled, press, today
from use_cases import rule_book
from use_cases.rule_files import LARGEST

__all__ = ["office"]

NATIONAL = "rules/national"
BY = "rules1@desk.example"


@pytest.fixture
def editor(office: Office) -> FlaskClient:
    return office.staff(Role.RULE_EDITOR, BY)


def send(
    editor: FlaskClient, content: bytes | dict[str, Any], reason: str = "通知"
) -> TestResponse:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    values = filled(editor.get("/rules/files"), "/rules/files") | {"reason": reason}
    sent = {"file": (io.BytesIO(data), "rules.json")}
    return editor.post("/rules/files", data=values | sent)


def file_of(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"reviewed_on": "2026-11-23", "items": list(rows)} | more


def reading(office: Office, **more: Any) -> dict[str, Any]:
    return OF_READING | {"valid_from": today(office)} | more


def words(page: TestResponse) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def test_what_is_exported_is_what_the_program_came_with(editor: FlaskClient) -> None:
    answer = editor.get(f"/rules/files/{NATIONAL}.json")
    assert answer.mimetype == "application/json"
    assert "attachment" in answer.headers["Content-Disposition"]
    (file,) = [file for name, file in repository().files if name == NATIONAL]
    assert json.loads(answer.data)["items"] == list(file.items)
    packed = zipfile.ZipFile(io.BytesIO(editor.get("/rules/files/rules.zip").data))
    assert {"rules/national.json", "rules/provinces/44.json", "rules/sources.json"} <= set(
        packed.namelist()
    )
    assert editor.get("/rules/files/rules/none.json").status_code == 404
    assert editor.get("/rules/files/../app.json").status_code == 404


def test_a_file_that_was_exported_proposes_nothing(editor: FlaskClient) -> None:
    same = send(editor, editor.get(f"/rules/files/{NATIONAL}.json").data)
    assert same.status_code == 422
    assert "没有要提出的修改" in words(same)


def test_a_file_is_proposed_and_holds_once_another_editor_publishes_it(
    office: Office, editor: FlaskClient
) -> None:
    new = reading(office, source=["NOTICE"])
    answer = send(editor, file_of(new, sources={"NOTICE": {"zh": "通知", "en": "Notice"}}))
    assert answer.status_code == 303
    address = answer.headers["Location"]
    assert "CN.name_of_reading" in words(editor.get(address))
    second = office.staff(Role.RULE_EDITOR, "rules2@desk.example")
    assert press(second, address, "publish").status_code == 303
    rules = rule_book.current(office.desk)
    assert rules.rule("CN.name_of_reading").source == ("NOTICE",)
    assert rules.sources["NOTICE"].en == "Notice"
    taken = json.loads(editor.get("/rules/files/changes.json").data)
    assert [row["id"] for row in taken["items"]] == ["CN.name_of_reading"]


BAD: dict[str, tuple[Any, str]] = {
    "no file of rules": ({"rules": []}, "文件的结构不对"),
    "no list": (b'{"items": 3}', "文件的结构不对"),
    "no JSON": (b"hello", "文件不是 JSON"),
    "no text": (b"\xff\xfe\x00", "文件不是 JSON"),
    "empty": (b"", "文件不是 JSON"),
    "deep": (b"[" * 100_000, "文件"),
    "huge": (b" " * (LARGEST + 1), "文件太大"),
    "half a source": (b'{"items": [], "sources": {"A": {"zh": "x"}}}', "文件的结构不对"),
    "no rule": (file_of(), "没有要提出的修改"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_file_of_rules_is_refused_with_one_sentence(
    editor: FlaskClient, name: str
) -> None:
    content, told = BAD[name]
    page = send(editor, content)
    assert page.status_code == 422
    assert told in words(page)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "type": ({"severity": 3}, "规则 CN.name_of_reading：内容的类型不对"),
    "field": ({"colour": "red"}, "规则 CN.name_of_reading：内容的类型不对"),
    "day": ({"valid_from": "2026-13-01"}, "规则 CN.name_of_reading：内容的类型不对"),
    "province": ({"provinces": ["99"]}, "规则 CN.name_of_reading：没有代码为 99 的省份"),
    "filing": ({"applies": {"types": ["X"], "nature": ["unit"]}}, "没有 X 这种备案类型"),
    "predicate": ({"check": "magic"}, "没有名为 magic 的判断条件"),
    "circle": ({"needs": ["CN.name_of_reading"]}, "形成了循环"),
    "past": ({"valid_from": "2020-01-01"}, "不能改写"),
    "always": ({"valid_from": None}, "不能改写"),
    "expression": (
        {"params": OF_READING["params"] | {"words": ["(a+)+$"]}},
        "含有正则表达式的符号",
    ),
    "id": ({"id": ["x"]}, "内容的类型不对"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_rule_is_told_with_its_id(office: Office, editor: FlaskClient, name: str) -> None:
    change, told = WRONG[name]
    page = send(editor, file_of(reading(office) | change))
    assert page.status_code == 422
    assert told in words(page)
    assert rule_book.proposals(office.desk, "open") == []


def test_versions_for_the_same_days_are_refused(office: Office, editor: FlaskClient) -> None:
    first = reading(office, valid_from="2027-03-01", valid_to="2027-12-31")
    page = send(editor, file_of(first, reading(office, valid_from="2027-01-01")))
    assert page.status_code == 422
    assert "与另一个版本的日期重叠" in words(page)


def test_the_shell_writes_and_proposes_files(
    office: Office, editor: FlaskClient, tmp_path: Path
) -> None:
    run = office.app.test_cli_runner().invoke
    done = run(args=["rules", "export", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out" / "provinces" / "44.json").exists()
    same = str(tmp_path / "out" / "national.json")
    by = ["--by", BY, "--reason", "通知"]
    refused = run(args=["rules", "import", same, *by])
    assert (refused.exit_code, "nothing else" in refused.output) == (1, True)
    file = tmp_path / "new.json"
    file.write_text(json.dumps(file_of(reading(office))))
    nobody = run(args=["rules", "import", str(file), "--by", "x@desk.example", "--reason", "通知"])
    assert (nobody.exit_code, "is no rule editor" in nobody.output) == (1, True)
    done = run(args=["rules", "import", str(file), *by])
    assert (done.exit_code, done.stdout) == (0, "1 rules proposed.\n")
    (proposal,) = rule_book.proposals(office.desk, "open")
    assert proposal.author == office.account_of(editor)
    file.write_text(json.dumps(file_of(reading(office, provinces=["99"]))))
    bad = run(args=["rules", "import", str(file), *by])
    assert bad.exit_code == 1
    assert "names the unknown province 99" in bad.output


def test_an_end_is_proposed_and_published(office: Office, editor: FlaskClient) -> None:
    address = "/rules/rule/CN.age/end"
    values = filled(editor.get(address), address) | {"reason": "管局通知"}
    assert editor.post(address, data=values).status_code == 422
    past = editor.post(address, data=values | {"valid_to": "2020-01-01"})
    assert past.status_code == 422
    assert "不能改写" in words(past)
    answer = editor.post(address, data=values | {"valid_to": "2026-12-31"})
    assert answer.status_code == 303
    second = office.staff(Role.RULE_EDITOR, "rules2@desk.example")
    assert "截止日期 — 2026-12-31" in words(second.get(answer.headers["Location"]))
    assert press(second, answer.headers["Location"], "publish").status_code == 303
    ended = rule_book.current(office.desk).rule("CN.age")
    assert str(ended.valid_to) == "2026-12-31"
