"""What another tab, or time, did to a place meanwhile: told in the place, nothing else lost."""

from __future__ import annotations

import json
import uuid
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.unit.filing.samples import hex_id
from tests.unit.filing.stories import Story, issue
from tests.views.filing_home import Home
from tests.views.test_filing_draft_materials import FRONT, HTMX, picture

ACTS = ["", "/remove", "/turn", "/phone", "/verified"]


@pytest.fixture
def home(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(app, monkeypatch)


def act(home: Home, path: str, tail: str, *, slot: str = FRONT, htmx: bool = True) -> TestResponse:
    filing = home.state(path.removeprefix("/filings/"))
    present = filing.materials.get(slot)
    data: dict[str, Any] = {"command_id": uuid.uuid4().hex, "how": "left"}
    data["scan"] = present.id if present else ""
    if not tail:
        data["file"] = (BytesIO(picture()), "a.jpg")
    return home.browser.post(
        f"{path}/materials/{slot}{tail}",
        data=data,
        content_type="multipart/form-data",
        headers=HTMX if htmx else {},
    )


@pytest.mark.parametrize("htmx", [True, False])
def test_a_filing_that_was_handed_in_meanwhile_keeps_its_scans(home: Home, htmx: bool) -> None:
    path = home.at(Story.submitted)
    before = home.state(hex_id("one")).materials
    for tail in ACTS:
        answer = act(home, path, tail, htmx=htmx)
        there = answer.headers["HX-Location" if htmx else "Location"]
        assert (json.loads(there)["path"] if htmx else there) == path, tail
        shown = home.browser.get(path, follow_redirects=True)
        assert "这份备案目前不能修改" in shown.text
    assert home.state(hex_id("one")).materials == before


def test_a_scan_that_was_accepted_does_not_change(home: Home) -> None:
    path = home.at(lambda told: told.fix_requested(issue("material:M02:back", "R-MAT-01")))
    for tail in ACTS:
        answer = act(home, path, tail)
        assert answer.status_code == 409, tail
        assert "这一项没有被要求修改" in answer.text


def test_a_place_that_is_no_longer_asked_for_says_so(home: Home) -> None:
    path = home.at(Story.completed)
    for tail in ACTS:
        answer = act(home, path, tail, slot="M03:front")
        assert answer.status_code == 422, tail
        assert "本次备案不需要这项资料" in answer.text


def test_two_tabs_leave_the_later_scan(home: Home) -> None:
    path = home.at(Story.completed)
    first, second = act(home, path, ""), act(home, path, "")
    assert (first.status_code, second.status_code) == (200, 200)
    assert home.events(path)[-2:] == ["filing.material_uploaded"] * 2
