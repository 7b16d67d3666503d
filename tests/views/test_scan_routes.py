"""Every route that serves a scan: to whom, and how."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageChops

from domain.access.events import ScanViewed
from domain.roles import Role
from gateways.images.port import NotMarked
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.unit.filing.samples import LIN, hex_id
from tests.unit.filing.stories import Story
from tests.views.filing_home import Home

FILING = hex_id("one")
SLOT = "M02:front"
COPIES = ("view", "thumbnail", "bureau")
STAFF = (Role.REVIEWER, Role.LEAD, Role.REPORT_OFFICER, Role.AUDITOR, Role.OPERATOR)


def addresses(which: str) -> dict[str, str]:
    """Every route that answers with a scan, by its endpoint."""
    return {
        "filing.material": f"/filings/{FILING}/materials/{SLOT}/{which}",
        "filing.photo": f"/filings/{FILING}/identity/{LIN.id}/{which}",
        "review.scan": f"/review/{FILING}/scan/{SLOT}/{which}",
        "audit.scan": f"/audit/{FILING}/at/20/scan/{SLOT}/{which}",
    }


PERMITTED = {
    "filing.material": {"owner", "sub-account"},
    "filing.photo": {"owner", "sub-account"},
    "review.scan": {Role.LEAD},
    "audit.scan": {Role.AUDITOR},
}
"""Who sees the scans of a filed filing: no reviewer works on it any more, a lead may."""


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    hash_cheaply(monkeypatch)
    home = Home(app, monkeypatch)
    home.at(Story.filed)
    return home


@pytest.fixture
def readers(home: Home) -> dict[str, FlaskClient]:
    """A browser of everybody there is."""
    stranger = signed_in(home.app, opened(home.desk, Role.APPLICANT))
    return {
        "owner": home.browser,
        "sub-account": home.sub_account(),
        "stranger": stranger,
        "visitor": home.app.test_client(),
        **{role: home.staff(role) for role in STAFF},
    }


def looks(home: Home) -> list[object]:
    return [one.event for one in home.desk.unit.load(f"access-{FILING}")]


def test_no_route_that_serves_a_scan_is_forgotten(app: Flask) -> None:
    with_copies = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "which" in rule.arguments and "GET" in (rule.methods or ())
    }
    assert with_copies == set(PERMITTED)


@pytest.mark.parametrize("which", COPIES)
def test_each_scan_is_served_to_those_it_may_be_and_nobody_else(home, readers, which) -> None:
    for endpoint, address in addresses(which).items():
        for name, client in readers.items():
            answer = client.get(address)
            told = (endpoint, name, answer.status_code)
            if name in PERMITTED[endpoint]:
                assert answer.status_code == 200, told
                assert answer.data.startswith(b"\xff\xd8"), told
            else:
                assert answer.status_code in (302, 303, 401, 403, 404), told
                assert answer.mimetype != "image/jpeg", told


@pytest.mark.parametrize("which", COPIES)
@pytest.mark.parametrize("endpoint", PERMITTED)
def test_an_answer_with_a_scan_cannot_run_be_kept_or_be_taken_for_else(
    home, readers, endpoint, which
) -> None:
    reader = readers[next(iter(PERMITTED[endpoint]))]
    headers = reader.get(addresses(which)[endpoint]).headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    kind, _semicolon, name = headers["Content-Disposition"].partition("; ")
    assert kind == "inline"
    assert name.removeprefix("filename=").strip('"').endswith(f"{which}.jpg")
    assert LIN.id not in name


@pytest.mark.parametrize(
    ("name", "endpoint", "which", "recorded"),
    [
        ("owner", "filing.material", "view", 1),
        ("owner", "filing.material", "bureau", 1),
        ("owner", "filing.material", "thumbnail", 0),
        ("owner", "filing.photo", "view", 1),
        ("sub-account", "filing.material", "view", 1),
        (Role.LEAD, "review.scan", "view", 1),
        (Role.LEAD, "review.scan", "thumbnail", 1),
        (Role.AUDITOR, "audit.scan", "view", 1),
        (Role.AUDITOR, "audit.scan", "thumbnail", 1),
        ("stranger", "filing.material", "view", 0),
    ],
)
def test_looks_are_recorded(home, readers, name, endpoint, which, recorded) -> None:
    readers[name].get(addresses(which)[endpoint])
    found = looks(home)
    assert len(found) == recorded
    assert all(isinstance(look, ScanViewed) for look in found)


def difference(one: bytes, other: bytes) -> int:
    pictures = [Image.open(io.BytesIO(each)).convert("L") for each in (one, other)]
    assert pictures[0].size == pictures[1].size
    return ImageChops.difference(*pictures).getextrema()[1]


def test_who_works_here_sees_a_mark_and_whose_filing_it_is_does_not(home, readers) -> None:
    scan = home.state(FILING).materials[SLOT]
    kept = {
        "view": home.desk.blobs.get(scan.owner, scan.view.id),
        "thumbnail": home.desk.blobs.get(scan.owner, scan.thumbnail.id),
    }
    for which, marked in (("view", True), ("thumbnail", False)):
        assert readers["owner"].get(addresses(which)["filing.material"]).data == kept[which]
        for name, endpoint in ((Role.LEAD, "review.scan"), (Role.AUDITOR, "audit.scan")):
            shown = readers[name].get(addresses(which)[endpoint]).data
            assert (difference(shown, kept[which]) > 20) is marked, (name, which)


def test_a_scan_that_cannot_be_marked_is_not_shown(home, readers, monkeypatch) -> None:
    def broken(_jpeg: bytes, _text: str) -> bytes:
        raise NotMarked("crashed")

    monkeypatch.setattr(home.desk.images, "marked", broken)
    answer = readers[Role.LEAD].get(addresses("view")["review.scan"])
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert not answer.data.startswith(b"\xff\xd8")


def test_the_mark_changes_with_who_looks_and_when(home, readers) -> None:
    address = addresses("view")["review.scan"]
    first = readers[Role.LEAD].get(address).data
    assert readers[Role.LEAD].get(address).data == first
    assert home.staff(Role.LEAD, "somebody-else@example.com").get(address).data != first
    home.clock.advance(timedelta(minutes=1))
    assert readers[Role.LEAD].get(address).data != first
