"""Where a website runs: a server of one's own, an authorisation code, or addresses by hand."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from domain.hosting.commands import GrantCode
from domain.pools.commands import RemoveRange
from domain.roles import Role
from domain.working_days import shanghai_date
from tests.account_stories import opened
from tests.hosting_stories import envelope, issued, registered
from tests.hosting_stories import owner as acting
from tests.stories.test_hosting import add
from tests.views.applicants import ACCESS, Applicant
from tests.views.filling import fill, send
from tests.views.html_lint import parsed, text_of
from tests.views.test_filing_draft_sites import individual
from use_cases import accesses, hosting, pools
from views.review.hints import hints


@pytest.fixture
def someone(app: Flask) -> Applicant:
    """An individual with a website."""
    return individual(app)


def site_of(someone: Applicant) -> str:
    return next(iter(someone.opened.filing.sites))


def path_of(someone: Applicant) -> str:
    return f"{someone.path}/sites/{site_of(someone)}/access"


def account_of(someone: Applicant) -> str:
    return someone.opened.filing.account


def desk_of(app: Flask):
    return app.extensions["desk"]


def words(page) -> str:
    return " ".join(text_of(parsed(page.text)).split())


def use(someone: Applicant, **answers: object):
    return fill(someone.browser, path_of(someone), ACCESS | answers)


def stored(someone: Applicant):
    return someone.opened.filing.accesses.get(site_of(someone))


def test_a_server_of_ones_own_fills_in_its_addresses_and_place(app, someone) -> None:
    account = account_of(someone)
    resource = registered(desk_of(app), account, addresses=("203.0.113.40-203.0.113.41",), place=5)
    page = someone.browser.get(path_of(someone))
    assert "web-1（203.0.113.40-203.0.113.41，还可备案 5 个网站）" in words(page)
    answers = {"access_source": f"server:{resource}", "access_ips": "", "access_server_places": []}
    assert use(someone, **answers).status_code == 303
    access = stored(someone)
    assert access.ips == (("203.0.113.40", "203.0.113.41"),)
    assert access.server_places == (5,)
    assert (access.resource, access.code) == (resource, "")
    assert hosting.find(desk_of(app), resource).sites_left == 4
    again = someone.browser.get(path_of(someone))
    assert f'value="server:{resource}" selected' in again.text


def test_a_typed_code_is_used_and_shown_by_its_end_only(app, someone) -> None:
    owner = opened(desk_of(app), Role.APPLICANT)
    (code,) = issued(desk_of(app), owner, registered(desk_of(app), owner))
    text = hosting.text_of(desk_of(app), code.id, owner)
    done = use(someone, access_source="typed", access_code=text.lower(), access_ips="")
    assert done.status_code == 303
    assert stored(someone).code == code.id
    assert stored(someone).ips == (("203.0.113.8", "203.0.113.8"),)
    page = someone.browser.get(path_of(someone))
    assert f"备案授权码 ····{code.tail}" in words(page)
    assert text not in page.text
    answers = words(someone.browser.get(f"{someone.path}/check"))
    assert "使用的服务器或授权码 备案授权码" in answers


def test_a_code_that_was_given_to_the_account_stands_in_the_list(app, someone) -> None:
    owner = opened(desk_of(app), Role.APPLICANT)
    (code,) = issued(desk_of(app), owner, registered(desk_of(app), owner))
    command = GrantCode(
        command_id="a" * 32,
        actor=acting(owner),
        at=desk_of(app).clock.now(),
        code=code.id,
        account=account_of(someone),
    )
    hosting.handle(desk_of(app), code.resource, command)
    assert f"····{code.tail}" in words(someone.browser.get(path_of(someone)))
    assert use(someone, access_source=f"code:{code.id}").status_code == 303
    assert stored(someone).code == code.id


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"access_source": "typed", "access_code": ""}, "请填写备案授权码"),
        ({"access_source": "typed", "access_code": "ABCD-EFGH-JKMN-PQRS"}, "没有这个授权码"),
        ({"access_source": "typed", "access_code": "😀" * 50}, "没有这个授权码"),
        ({"access_source": "server:nobody's"}, "请从列表中选择您账号下的服务器"),
        ({"access_source": "code:nobody's"}, "没有这个授权码"),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field_and_nothing_is_lost(
    someone, answers, told
) -> None:
    page = use(someone, **answers)
    assert page.status_code == 422
    assert told in words(page)
    assert "203.0.113.16-203.0.113.20" in page.text
    assert stored(someone) is None


def test_another_accounts_server_is_not_there(app, someone) -> None:
    theirs = registered(desk_of(app), opened(desk_of(app), Role.APPLICANT))
    page = use(someone, access_source=f"server:{theirs}")
    assert page.status_code == 422
    assert "请从列表中选择您账号下的服务器" in words(page)


def test_a_server_that_carries_no_filing_says_why(app, someone) -> None:
    resource = registered(desk_of(app), account_of(someone), prepaid=False)
    page = use(someone, access_source=f"server:{resource}")
    assert page.status_code == 422
    assert "按量计费的服务器不能备案" in words(page)


def test_addresses_outside_the_pools_are_refused_beside_the_field(app, someone) -> None:
    add(desk_of(app), "198.51.100.0/24")
    page = use(someone)
    assert page.status_code == 422
    assert "203.0.113.8, 203.0.113.16-203.0.113.20 不在我们的地址段内" in words(page)
    add(desk_of(app), "203.0.113.0/24")
    assert use(someone).status_code == 303


def test_what_is_no_longer_right_stands_on_the_task_list_and_the_check_page(app, someone) -> None:
    resource = registered(desk_of(app), account_of(someone))
    assert use(someone, access_source=f"server:{resource}").status_code == 303
    add(desk_of(app), "198.51.100.0/24")
    tasks = words(someone.browser.get(someone.path))
    assert "接入信息：示例读书笔记 需要修改" in tasks
    check = words(someone.browser.get(f"{someone.path}/check"))
    assert "服务器、授权码或 IP 地址现在不能使用" in check


def test_an_installation_may_ask_for_a_server_or_a_code(app, someone) -> None:
    desk = desk_of(app)
    strict = dataclasses.replace(desk.hosting, by_hand=False)
    app.extensions["desk"] = dataclasses.replace(desk, hosting=strict)
    page = someone.browser.get(path_of(someone))
    assert "自己填写 IP 地址" not in words(page)
    refused = send(someone.browser, page, **ACCESS)
    assert refused.status_code == 422
    assert "请选择自己的服务器，或填写备案授权码" in words(refused)


def test_the_last_website_of_a_server_was_taken_a_moment_ago(app, someone, monkeypatch) -> None:
    resource = registered(desk_of(app), account_of(someone), sites=0)
    monkeypatch.setattr("views.filing.access_info.accesses.check", lambda *_: [])
    page = use(someone, access_source=f"server:{resource}")
    assert page.status_code == 422
    assert "可以备案的网站数已用完" in words(page)


def test_the_reviewer_sees_server_pools_and_what_is_wrong(app, someone) -> None:
    desk = desk_of(app)
    resource = registered(desk, account_of(someone))
    assert use(someone, access_source=f"server:{resource}").status_code == 303
    filing, site = someone.opened.filing, site_of(someone)
    today = shanghai_date(desk.clock.now())

    def remarks() -> dict[str, list[tuple[str, str]]]:
        with app.test_request_context():
            found = hints(filing, today, accesses.checked(desk, filing, today))
        return {
            name: [(h.words, h.state) for h in found[f"access:{site}.{name}"]] for name in names
        }

    names = ("ips", "source")
    assert remarks()["ips"] == [("还没有录入地址段，无法核对 IP 地址", "warn")]
    ((server, state),) = remarks()["source"]
    assert (server.startswith("服务器 web-1，到期日"), state) == (True, "ok")
    add(desk, "203.0.113.0/24")
    assert remarks()["ips"] == [("IP 地址在我们的地址段之内", "ok")]
    hosting.withdraw(desk, envelope(desk), resource, "退租")
    (row,) = pools.listed(desk, 9)
    add(desk, "198.51.100.0/24")
    asked = envelope(desk)
    by = {"actor": asked.actor, "at": asked.at, "command_id": asked.command_id}
    pools.remove(desk, RemoveRange(range=row.id, reason="退租", **by))
    assert remarks()["ips"][0][1] == "warn"
    assert ("服务器已收回，不能再用于备案。", "warn") in remarks()["source"]
