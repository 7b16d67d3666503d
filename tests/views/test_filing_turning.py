"""A scan is turned in its place, from the copy that is kept."""

from __future__ import annotations

import dataclasses
import io
import uuid

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from gateways.images.port import Prepared, Refused, Wanted
from gateways.images.sandbox import SandboxWorkshop
from tests.views.applicants import Applicant, individual
from tests.views.test_filing_draft_materials import FRONT, HTMX, picture, uploaded
from use_cases import orphans
from use_cases.desk import Quota


@pytest.fixture
def someone(app: Flask) -> Applicant:
    """An applicant with a scan that is broader than high, blue at its left."""
    someone = individual(app)
    uploaded(someone, picture())
    return someone


def turned(
    someone: Applicant, how: str, *, seen: str = "", command_id: str = "", htmx: bool = False
) -> TestResponse:
    scan = seen or someone.opened.filing.materials[FRONT].id
    return someone.browser.post(
        f"{someone.path}/materials/{FRONT}/turn",
        data={"command_id": command_id or uuid.uuid4().hex, "how": how, "scan": scan},
        headers=HTMX if htmx else {},
    )


def copy(someone: Applicant, which: str) -> Image.Image:
    data = someone.browser.get(f"{someone.path}/materials/{FRONT}/{which}").data
    return Image.open(io.BytesIO(data))


def is_blue(image: Image.Image, place: tuple[float, float]) -> bool:
    pixel = image.convert("RGB").getpixel(
        (int(place[0] * image.width), int(place[1] * image.height))
    )
    assert isinstance(pixel, tuple)
    return pixel[2] > pixel[0]


def test_a_quarter_turn_makes_all_copies_anew(someone: Applicant) -> None:
    before = someone.opened.filing.materials[FRONT]
    answer = turned(someone, "right")
    assert answer.headers["Location"].endswith("#slot-M02-front")
    after = someone.opened.filing.materials[FRONT]
    assert (after.width, after.height) == (before.height, before.width)
    assert (after.original_format, after.source) == (before.original_format, before.source)
    # What was at the left is on top now: clockwise.
    for which in ("view", "thumbnail", "bureau"):
        image = copy(someone, which)
        assert is_blue(image, (0.5, 0.1))
        assert not is_blue(image, (0.5, 0.9))
    turned(someone, "left")
    assert is_blue(copy(someone, "view"), (0.1, 0.5))


def test_a_turn_sent_twice_turns_once(someone: Applicant) -> None:
    form = {"seen": someone.opened.filing.materials[FRONT].id, "command_id": uuid.uuid4().hex}
    for _time in range(2):
        answer = turned(someone, "right", htmx=True, **form)
        assert answer.status_code == 200
    assert is_blue(copy(someone, "view"), (0.5, 0.1))


def test_a_turn_counts_like_an_upload(app: Flask, someone: Applicant) -> None:
    desk = app.extensions["desk"]
    app.extensions["desk"] = dataclasses.replace(desk, quota=Quota(files=2))
    before = someone.opened.filing.materials[FRONT]
    assert turned(someone, "right").status_code == 303
    answer = turned(someone, "left")
    assert answer.status_code == 429
    assert "每天最多 2 个文件" in answer.text
    assert someone.opened.filing.materials[FRONT].width == before.height


def test_what_was_replaced_in_another_tab_is_not_turned(someone: Applicant) -> None:
    seen = someone.opened.filing.materials[FRONT].id
    uploaded(someone, picture(size=(1000, 700)))
    for htmx in (False, True):
        answer = turned(someone, "right", seen=seen, htmx=htmx)
        assert answer.status_code == 409
        assert "已在别处更换或移除" in answer.text
    assert someone.opened.filing.materials[FRONT].width == 1000


def test_a_scan_that_comes_while_another_is_turned_stays(
    app: Flask, someone: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = SandboxWorkshop.prepare

    def slowly(workshop: SandboxWorkshop, data: bytes, wanted: Wanted) -> Prepared | Refused:
        made = really(workshop, data, wanted)
        if wanted.turn:
            uploaded(someone, picture(size=(1000, 700)))
        return made

    monkeypatch.setattr(SandboxWorkshop, "prepare", slowly)
    answer = turned(someone, "right", htmx=True)
    assert answer.status_code == 409
    assert "已在别处更换或移除" in answer.text
    assert someone.opened.filing.materials[FRONT].width == 1000
    assert list(orphans.find(app.extensions["desk"])) == []


def test_a_straight_scan_or_another_wish_turns_nothing(someone: Applicant) -> None:
    before = someone.opened.filing.materials[FRONT]
    for how in ("straight", "upside down", ""):
        assert turned(someone, how).status_code == 404
    assert someone.opened.filing.materials[FRONT] == before
