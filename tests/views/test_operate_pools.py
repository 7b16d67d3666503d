"""The operator keeps the provider's address pools."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient

from domain.roles import Role
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office
from use_cases import pools

__all__ = ["office"]

PATH = "/operate/pools"


@pytest.fixture
def operator(office: Office) -> FlaskClient:
    return office.staff(Role.OPERATOR)


def form_of(page) -> dict[str, str]:
    return {
        field.get("name"): field.get("value", "")
        for field in parsed(page.text).iter("input")
        if field.get("name") == "command_id"
    }


def add(operator: FlaskClient, ranges: str, reason: str = "新机房", **more):
    values = form_of(operator.get(PATH)) | {"ranges": ranges, "reason": reason} | more
    return operator.post(PATH, data=values, content_type="multipart/form-data")


def words(page) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def test_an_installation_without_pools_says_so(operator: FlaskClient) -> None:
    assert "还没有录入地址段" in words(operator.get(PATH))


def test_ranges_are_added_listed_and_removed_with_a_reason(
    office: Office, operator: FlaskClient
) -> None:
    assert add(operator, "203.0.113.0/24,华北\n2001:db8::/32").status_code == 303
    page = operator.get(PATH)
    assert "203.0.113.0-203.0.113.255" in words(page)
    assert "华北" in words(page)
    assert "还没有录入地址段" not in words(page)
    (first, _second) = pools.listed(office.desk, 9)
    question = operator.get(f"{PATH}/{first.id}/remove")
    assert question.status_code == 200
    values = form_of(question)
    refused = operator.post(f"{PATH}/{first.id}/remove", data=values)
    assert refused.status_code == 422
    for _time in range(2):
        done = operator.post(f"{PATH}/{first.id}/remove", data=values | {"reason": "退租"})
        assert done.status_code == 303
    assert pools.count(office.desk) == 1
    assert operator.get(f"{PATH}/{first.id}/remove").status_code == 404


def test_the_same_form_adds_once(office: Office, operator: FlaskClient) -> None:
    values = form_of(operator.get(PATH)) | {"ranges": "203.0.113.8", "reason": "测试"}
    for _time in range(2):
        assert operator.post(PATH, data=values).status_code == 303
    assert pools.count(office.desk) == 1


def test_bad_lines_are_told_with_their_numbers_and_nothing_is_lost(
    office: Office, operator: FlaskClient
) -> None:
    page = add(operator, "203.0.113.0/24\nhello\n203.0.113.7\n10.0.0.0/8")
    assert page.status_code == 422
    told = words(page)
    assert "第 2 行：hello 不是地址段" in told
    assert "第 4 行：10.0.0.0/8 含有不能公开使用的地址" in told
    assert "203.0.113.0/24\nhello" in page.text.replace("\r\n", "\n")
    assert pools.count(office.desk) == 0
    overlap = add(operator, "203.0.113.0/24\n203.0.113.7")
    assert "第 2 行：203.0.113.7 与 203.0.113.0-203.0.113.255 重叠" in words(overlap)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"ranges": "", "reason": "测试"}, "没有找到地址段"),
        ({"ranges": "203.0.113.8", "reason": ""}, "请写明理由"),
        ({"ranges": "203.0.113.8", "reason": "x"}, "请写明理由"),
    ],
)
def test_a_form_without_ranges_or_reason_is_refused(operator: FlaskClient, typed, told) -> None:
    page = add(operator, **typed)
    assert page.status_code == 422
    assert told in words(page)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_file_is_imported(office: Office, operator: FlaskClient, encoding: str) -> None:
    data = "range,note\n203.0.113.0/24,华北一期\n198.51.100.0/24,\n".encode(encoding)
    page = add(operator, "", file=(io.BytesIO(data), "pools.csv"))
    assert page.status_code == 303
    assert [row.note for row in pools.listed(office.desk, 9)] == ["", "华北一期"]


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"\xff\xff\xfe\xfe\x80", "文件不是文本"), (b"1" * (2 * 1024 * 1024 + 1), "文件太大")],
)
def test_a_file_that_is_no_text_or_too_large_is_refused(operator, data: bytes, told: str) -> None:
    page = add(operator, "", file=(io.BytesIO(data), "pools.csv"))
    assert page.status_code == 422
    assert told in words(page)


def test_long_lists_are_read_page_by_page(operator: FlaskClient) -> None:
    add(operator, "\n".join(f"203.0.{n}.0/24" for n in range(120)))
    page = operator.get(PATH)
    (onward,) = [a for a in parsed(page.text).iter("a") if a.get("rel") == "next"]
    rest = operator.get(onward.get("href"))
    assert "203.0.119.0-203.0.119.255" in words(rest)
    assert "203.0.99.0-203.0.99.255" not in words(rest)
    assert operator.get(f"{PATH}?after=nonsense").status_code == 200


def test_the_command_line_imports_lists_and_checks(office: Office, tmp_path) -> None:
    run = office.app.test_cli_runner().invoke
    file = tmp_path / "pools.csv"
    file.write_text("203.0.113.0/24,华北\n", encoding="utf-8")
    done = run(args=["pools", "import", str(file), "--reason", "新机房"])
    assert (done.exit_code, done.stdout) == (0, "1 ranges imported.\n")
    assert "203.0.113.0-203.0.113.255 华北" in run(args=["pools", "list"]).stdout
    assert run(args=["pools", "check", "203.0.113.8"]).exit_code == 0
    assert run(args=["pools", "check", "203.0.114.8"]).exit_code == 1
    assert run(args=["pools", "check", "web-1"]).exit_code == 2
    again = run(args=["pools", "import", str(file), "--reason", "新机房"])
    assert again.exit_code == 1
    assert "line 1: 203.0.113.0-203.0.113.255: overlaps 203.0.113.0-203.0.113.255" in again.output
