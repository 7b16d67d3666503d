"""What must hold for every page and every address, whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.roles import STAFF_ROLES, Role
from tests.account_stories import opened
from tests.views.town import Town, pages, town

__all__ = ["town"]


def test_every_page_that_anybody_reaches_has_its_headers_and_no_fault(town: Town) -> None:
    reached: set[str] = set()
    for name, browser in town.readers():
        for path, response in pages(town.app, browser):
            reached.add(path)
            assert response.status_code < 400, (name, path, response.status_code)
            assert "unsafe" not in response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in response.headers["Content-Security-Policy"]
            assert response.headers["X-Request-Id"]
            if response.mimetype == "text/html":
                assert {"HX-Request", "Cookie"} <= {*map(str, response.vary)} | {
                    part.strip() for part in response.headers["Vary"].split(",")
                }
            if name != "visitor":
                assert "no-store" in response.headers["Cache-Control"], path
    assert len(reached) > 200


STATES = ("draft", "fix_requested", "identity_review", "sms_failed", "filed")


@pytest.mark.parametrize("state", STATES)
def test_what_belongs_to_one_account_is_not_found_by_another(town: Town, state: str) -> None:
    stranger = town.homes["stale"]
    for method, path in addresses_of(town, state):
        answer = stranger.open(path, method=method)
        assert answer.status_code == 404, (method, path, answer.status_code)


def test_a_strangers_sub_account_finds_nothing_either(town: Town) -> None:
    stranger = town.sub_account("stale")
    for method, path in addresses_of(town, "filed"):
        # What only a main account may open is refused before anybody looks whose it is.
        expected = {404, 403} if method == "GET" else {403}
        assert stranger.open(path, method=method).status_code in expected, (method, path)


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_the_pages_of_applicants_are_closed_to_staff(town: Town, role: Role) -> None:
    for method, path in addresses_of(town, "draft"):
        answer = town.staff[role].open(path, method=method)
        assert answer.status_code == 403, (method, path, answer.status_code)


def test_nobody_closes_the_sub_account_of_another(town: Town) -> None:
    parent = town.walks["filed"].account
    child = opened(town.desk, Role.SUB_ACCOUNT, parent=parent)
    path = f"/account/sub-accounts/{child}/close"
    assert town.homes["draft"].post(path, data={"command_id": "ab" * 16}).status_code == 404
    assert town.homes["filed"].post(path, data={"command_id": "ab" * 16}).status_code == 303


def addresses_of(town: Town, state: str) -> Iterator[tuple[str, str]]:
    """Every address of the applicant's program with the ids of that filing, and its method."""
    walk = town.walks[state]
    filing = walk.filing()
    issues = [issue.id for issue in filing.issues]
    real = {
        "filing_id": walk.filing_id,
        "site": next(iter(filing.sites)),
        "slot": "M02:front",
        "person": filing.subject.responsible.id if filing.subject else "",
        "issue_id": (issues or ["0" * 32])[0],
        "which": "view",
        "name": filing.facts.domains[0] if filing.facts else "",
    }
    urls = town.app.url_map.bind("localhost")
    rules = [rule for rule in town.app.url_map.iter_rules() if "filing_id" in rule.arguments]
    mine = [rule for rule in rules if rule.endpoint.startswith("filing.")]
    assert len(mine) > 30
    for rule in mine:
        path = urls.build(rule.endpoint, {name: real[name] for name in rule.arguments})
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            yield method, path


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.AUDITOR, "/audit/events?since=0001-01-01"),
        (Role.AUDITOR, "/audit/events?until=9999-12-31"),
        (Role.AUDITOR, f"/audit/events?before={10**25}"),
        (Role.AUDITOR, "/audit/FILING/at?moment=9999-12-31T23:59"),
        (Role.AUDITOR, "/audit/FILING/at?moment=0001-01-01T00:00"),
        (Role.AUDITOR, f"/audit/FILING/at/{10**25}"),
        (Role.AUDITOR, f"/audit/FILING?page={10**25}"),
        (Role.OPERATOR, f"/operate/outbox?before={10**25}"),
        (Role.OPERATOR, "/operate/outbox?before=-1"),
        (Role.REVIEWER, f"/review?page={10**25}"),
        (Role.LEAD, f"/report?page={10**25}"),
    ],
)
def test_numbers_and_days_beyond_all_bounds_end_on_a_page(
    town: Town, role: Role, address: str
) -> None:
    answer = town.staff[role].get(address.replace("FILING", town.walks["filed"].filing_id))
    assert answer.status_code in {200, 303, 404, 422}
