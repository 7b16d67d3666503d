"""One scan alone and large: tools that are links."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from domain.roles import Role
from tests.unit.filing.stories import Story
from tests.views.review_office import Office, new_id, office, with_real_scans

__all__ = ["office"]

FRONT = "M02:front"


@pytest.fixture
def filing_id(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    with_real_scans(office, monkeypatch)
    return office.filing("one", Story.submitted)


@pytest.fixture
def reviewer(office: Office, filing_id: str) -> FlaskClient:
    client = office.staff(Role.REVIEWER)
    client.post(f"/review/{filing_id}/claim", data={"command_id": new_id()})
    return client


def page(client: FlaskClient, filing_id: str, slot: str = FRONT, **asked: str) -> str:
    answer = client.get(f"/review/{filing_id}/scan/{slot}/page", query_string=asked)
    assert answer.status_code == 200
    return answer.text


def link(text: str, words: str) -> dict[str, str]:
    found = re.search(rf'href="([^"]+)"[^>]*>(?:← )?{words}(?: →)?</a>', text)
    assert found, words
    return dict(re.findall(r"[?&](\w+)=(\w+)", unescape(found[1])))


def test_the_console_leads_to_each_scan_alone(reviewer: FlaskClient, filing_id: str) -> None:
    text = reviewer.get(f"/review/{filing_id}").text
    assert f'href="/review/{filing_id}/scan/{FRONT}/page"' in text
    assert f'src="/review/{filing_id}/scan/{FRONT}/view"' in page(reviewer, filing_id)


def test_turns_sizes_and_light_add_up_by_links(reviewer: FlaskClient, filing_id: str) -> None:
    shown = link(page(reviewer, filing_id), "右转 90°")
    shown = link(page(reviewer, filing_id, **shown), "200%")
    shown = link(page(reviewer, filing_id, **shown), "调亮")
    shown = link(page(reviewer, filing_id, **shown), "反色")
    text = page(reviewer, filing_id, **shown)
    classes = re.search(r'class="app-scan__image ([^"]+)"', text)
    assert classes
    assert set(classes[1].split()) == {
        "app-shown--200",
        "app-shown--turn-90",
        "app-shown--light-130",
        "app-shown--invert",
    }
    assert link(text, "左转 90°")["turn"] == "0"
    assert link(text, "恢复颜色").get("invert") is None


def test_the_neighbours_are_shown_in_the_same_size(reviewer: FlaskClient, filing_id: str) -> None:
    text = page(reviewer, filing_id, size="100", turn="90")
    after = re.search(r'href="([^"]+)" rel="next"', text)
    assert after
    assert "/scan/M02:back/page" in after[1]
    assert "size=100" in after[1]
    assert "turn=0" in after[1]


@pytest.mark.parametrize(
    "asked", [{"turn": "45"}, {"turn": "x"}, {"size": "9"}, {"light": "-1"}, {"copy": "bureau"}]
)
def test_any_other_wish_shows_the_usual_way(
    reviewer: FlaskClient, filing_id: str, asked: dict[str, str]
) -> None:
    # These scans are of before the bureau's copies were made.
    text = page(reviewer, filing_id, **asked)
    assert "app-shown--fit app-shown--turn-0 app-shown--light-100" in text
    assert f"/scan/{FRONT}/view" in text


def test_only_whoever_may_look_gets_the_page(
    office: Office, reviewer: FlaskClient, filing_id: str
) -> None:
    address = f"/review/{filing_id}/scan/{FRONT}/page"
    assert office.staff(Role.REVIEWER).get(address).status_code == 403
    assert office.staff(Role.AUDITOR).get(address).status_code == 403
    assert reviewer.get(f"/review/{filing_id}/scan/M99/page").status_code == 404
