"""The operator enters servers and hands them to accounts."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from domain.roles import Role
from domain.working_days import shanghai_date
from tests.account_stories import opened
from tests.hosting_stories import issued, registered
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, office
from tests.views.test_operate_pools import form_of
from use_cases import hosting

__all__ = ["office"]

PATH = "/operate/resources"
HEAD = "name,kind,addresses,province,prepaid,bought_on,bought_until,owner\n"


@pytest.fixture
def operator(office: Office) -> FlaskClient:
    return office.staff(Role.OPERATOR)


def words(page) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def typed(office: Office, **changed: str) -> dict[str, str]:
    today = shanghai_date(office.clock.now())
    return {
        "server_name": "web-1",
        "server_kind": "server",
        "server_addresses": "203.0.113.8\n2001:db8::8",
        "server_place": "2",
        "server_prepaid": "yes",
        "server_bought_on": (today - timedelta(days=10)).isoformat(),
        "server_bought_until": (today + timedelta(days=300)).isoformat(),
        "server_sites": "5",
        "server_codes": "5",
        "server_owner": "",
    } | changed


def test_a_server_is_entered_for_an_account(office: Office, operator: FlaskClient) -> None:
    account = opened(office.desk, Role.APPLICANT, "owner@example.com")
    values = form_of(operator.get(f"{PATH}/new")) | typed(office, server_owner="owner@example.com")
    for _time in range(2):
        assert operator.post(f"{PATH}/new", data=values).status_code == 303
    (row,) = hosting.servers_of(office.desk, account)
    assert row.server.addresses == ("203.0.113.8", "2001:db8::8")
    assert row.server.sites == 5
    listed = words(operator.get(PATH))
    assert "web-1" in listed
    assert "o***@example.com" in listed
    assert "可以备案" in listed
    assert "没有这样的服务器" in words(operator.get(f"{PATH}?name=db"))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"server_name": ""}, "请填写名称"),
        ({"server_addresses": "10.0.0.1"}, "不能作为网站的地址"),
        ({"server_bought_until": "2020-01-01"}, "到期日不能早于购买日"),
        ({"server_bought_until": "soon"}, "请填写到期日"),
        ({"server_sites": "-1"}, "请填写 0 到 1000 之间的整数"),
        ({"server_sites": "1001"}, "请填写 0 到 1000 之间的整数"),
        ({"server_place": "99"}, "请选择列出的一项"),
        ({"server_kind": "toaster"}, "请选择列出的一项"),
        ({"server_owner": "nobody@example.com"}, "没有申请人用这个联系方式注册"),
        ({"server_owner": "not a contact"}, "请填写电子邮箱"),
    ],
)
def test_wrong_facts_are_told_beside_their_field(office, operator, changed, told) -> None:
    values = form_of(operator.get(f"{PATH}/new")) | typed(office, **changed)
    page = operator.post(f"{PATH}/new", data=values)
    assert page.status_code == 422
    assert told in words(page)
    (name,) = changed
    if name != "server_name":
        assert "web-1" in page.text


def act(operator: FlaskClient, address: str, **values: str):
    return operator.post(address, data=form_of(operator.get(PATH)) | values)


def test_a_server_is_handed_over_prolonged_and_withdrawn(
    office: Office, operator: FlaskClient
) -> None:
    account = opened(office.desk, Role.APPLICANT, "owner@example.com")
    resource = registered(office.desk, "")
    address = f"{PATH}/{resource}"
    assert "还没有" in words(operator.get(address))
    assert act(operator, f"{address}/owner", contact="owner@example.com").status_code == 303
    (code,) = issued(office.desk, account, resource)
    assert act(operator, f"{address}/until", until="2030-01-01").status_code == 303
    assert "2030-01-01" in words(operator.get(address))
    refused = act(operator, f"{address}/withdraw", reason="x")
    assert refused.status_code == 422
    assert act(operator, f"{address}/withdraw", reason="退租").status_code == 303
    assert hosting.own_code(office.desk, code.id, account).state == "void"
    page = words(operator.get(address))
    assert "已收回" in page
    assert "转给账号" not in page


@pytest.mark.parametrize(
    ("act_", "field", "value", "told"),
    [
        ("owner", "contact", "nobody@example.com", "没有申请人用这个联系方式注册"),
        ("owner", "contact", "nobody", "请填写电子邮箱"),
        ("owner", "contact", "", "请填写申请人的邮箱或手机号码"),
        ("until", "until", "1999-01-01", "到期日不能早于购买日"),
        ("until", "until", "", "请填写到期日"),
        ("withdraw", "reason", "", "请写明理由"),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    office: Office, operator: FlaskClient, act_, field, value, told
) -> None:
    resource = registered(office.desk, "")
    page = act(operator, f"{PATH}/{resource}/{act_}", **{field: value})
    assert page.status_code == 422
    assert told in words(page)


def test_an_unknown_server_is_not_found(operator: FlaskClient) -> None:
    assert operator.get(f"{PATH}/{'0' * 32}").status_code == 404
    page = act(operator, f"{PATH}/{'0' * 32}/until", until="2030-01-01")
    assert page.status_code == 404


def send(operator: FlaskClient, text: str):
    values = form_of(operator.get(PATH)) | {"file": (io.BytesIO(text.encode()), "servers.csv")}
    return operator.post(f"{PATH}/import", data=values, content_type="multipart/form-data")


def test_servers_are_imported_from_a_file(office: Office, operator: FlaskClient) -> None:
    account = opened(office.desk, Role.APPLICANT, "owner@example.com")
    rows = (
        "web-1,server,203.0.113.8 2001:db8::8,110000,yes,2026-01-01,2027-06-01,owner@example.com\n"
        "hk-1,server,203.0.113.9,,是,2026-01-01,2027-06-01,\n"
    )
    assert send(operator, HEAD + rows).status_code == 303
    (mine,) = hosting.servers_of(office.desk, account)
    assert mine.server.place == 2
    assert mine.server.sites == office.desk.hosting.sites
    assert [row.server.place for row in hosting.listed(office.desk, 9)] == [0, 2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请选择文件"),
        ("name,kind\nweb-1,server\n", "第 1 行：第一行要写列名，缺少：addresses"),
        (HEAD, "第 1 行：文件里没有服务器"),
        (
            f"{HEAD}web-1,toaster,203.0.113.8,110000,yes,2026-01-01,2027-06-01,\n",
            "第 2 行：kind 一栏不能识别：toaster",
        ),
        (
            f"{HEAD}web-1,server,203.0.113.8,990000,perhaps,01.01.2026,2027-06-01,\n",
            "第 2 行：bought_on 一栏不能识别：01.01.2026",
        ),
        (
            f"{HEAD}web-1,server,10.0.0.1,110000,yes,2026-01-01,2027-06-01,\n",
            "第 2 行：10.0.0.1 不能作为网站的地址",
        ),
        (
            f"{HEAD}web-1,server,203.0.113.8,110000,yes,2026-01-01,2027-06-01,no@example.com\n",
            "第 2 行：没有申请人用 no@example.com 注册",
        ),
    ],
)
def test_a_file_with_a_wrong_row_enters_nothing(office, operator, text, told) -> None:
    page = send(operator, text)
    assert page.status_code == 422
    if text:
        assert told in words(page)
    assert hosting.listed(office.desk, 9) == []


def test_the_command_line_imports_servers(office: Office, tmp_path) -> None:
    run = office.app.test_cli_runner().invoke
    file = tmp_path / "servers.csv"
    row = "web-1,server,203.0.113.8,11,yes,2026-01-01,2027-06-01,\n"
    file.write_text(HEAD + row, encoding="utf-8")
    done = run(args=["resources", "import", str(file)])
    assert (done.exit_code, done.stdout) == (0, "1 servers imported.\n")
    file.write_text(HEAD + row.replace("yes", "perhaps"), encoding="utf-8")
    refused = run(args=["resources", "import", str(file)])
    assert refused.exit_code == 1
    assert "line 2: server.prepaid: cell_unreadable" in refused.output
