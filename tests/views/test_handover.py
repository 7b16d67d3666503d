"""A place is filled from a phone: by a link that is shown once and needs no account."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageFilter
from werkzeug.test import TestResponse

from cli.demo import drawn_scan
from domain.filing.handover import UPLOAD_LINK_LIFE
from gateways.clock import ManualClock
from tests.views.applicants import Applicant, individual
from tests.views.test_filing_draft_materials import FRONT, HTMX, picture
from use_cases.desk import Desk, Quota


@pytest.fixture
def someone(app: Flask) -> Applicant:
    desk: Desk = app.extensions["desk"]
    app.extensions["desk"] = replace(desk, clock=ManualClock(desk.clock.now()))
    return individual(app)


def asked(someone: Applicant, slot: str = FRONT, *, htmx: bool = False) -> TestResponse:
    return someone.browser.post(
        f"{someone.path}/materials/{slot}/phone",
        data={"command_id": uuid.uuid4().hex},
        headers=HTMX if htmx else {},
    )


def path_of(answer: TestResponse) -> str:
    found = re.search(r"/handover/[0-9a-f]{40}", answer.text)
    assert found
    return found[0]


def sent(phone: FlaskClient, path: str, data: bytes = b"", **fields: object) -> TestResponse:
    form = {"command_id": uuid.uuid4().hex, "file": (BytesIO(data or picture()), "a.jpg")}
    return phone.post(path, data=form | fields, content_type="multipart/form-data")


def test_a_phone_without_an_account_fills_the_place(app: Flask, someone: Applicant) -> None:
    page = asked(someone)
    assert page.status_code == 200
    assert "data:image/svg+xml" in page.text
    phone, path = app.test_client(), path_of(page)
    shown = phone.get(path)
    assert "主体负责人证件（正面）" in shown.text
    assert 'capture="environment"' in shown.text
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert "张示例" not in shown.text

    answer = sent(phone, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert "图片已收到" in phone.get(path).text
    scan = someone.opened.filing.materials[FRONT]
    assert scan.source == "phone"
    assert "来自手机" in someone.browser.get(f"{someone.path}/materials").text
    assert phone.get(f"{someone.path}/materials/{FRONT}/view").status_code == 303


def test_the_page_that_waits_changes_when_the_scan_has_come(app: Flask, someone: Applicant) -> None:
    part = asked(someone, htmx=True).text
    found = re.search(r'hx-get="([^"]+/state\?seen=)"', part)
    assert found
    state = found[1]
    assert someone.browser.get(state, headers=HTMX).status_code == 204
    sent(app.test_client(), path_of(asked(someone)))
    fresh = someone.browser.get(state, headers=HTMX)
    assert fresh.status_code == 200
    assert "/state?seen=" not in fresh.text
    assert "已上传" in fresh.text
    # Without scripts the same address is a link that leads to the place.
    plain = someone.browser.get(state)
    assert plain.headers["Location"].endswith("/materials#slot-M02-front")


def test_a_link_ends_with_the_next_one_and_after_half_an_hour(
    app: Flask, someone: Applicant
) -> None:
    first = path_of(asked(someone))
    second = path_of(asked(someone))
    phone = app.test_client()
    assert phone.get(first).status_code == 404
    assert "不能使用" in phone.get(first).text
    assert phone.get(second).status_code == 200
    clock = app.extensions["desk"].clock
    clock.set(clock.now() + UPLOAD_LINK_LIFE + timedelta(seconds=1))
    assert sent(phone, second).status_code == 404
    assert not someone.opened.filing.materials


def test_a_form_sent_twice_shows_the_same_link(someone: Applicant) -> None:
    data = {"command_id": uuid.uuid4().hex}
    address = f"{someone.path}/materials/{FRONT}/phone"
    pages = [someone.browser.post(address, data=data) for _time in range(2)]
    assert path_of(pages[0]) == path_of(pages[1])


def test_a_bad_file_is_told_beside_the_field_and_may_be_sent_again(
    app: Flask, someone: Applicant
) -> None:
    phone, path = app.test_client(), path_of(asked(someone))
    answer = sent(phone, path, b"GIF89a no picture")
    assert answer.status_code == 422
    assert "这不是 JPEG 或 PNG 图片" in answer.text
    assert sent(phone, path, file=(BytesIO(b""), "")).status_code == 422
    assert sent(phone, path).status_code == 303


def test_after_a_good_picture_a_bad_file_is_said_not_to_be_kept(
    app: Flask, someone: Applicant
) -> None:
    phone, path = app.test_client(), path_of(asked(someone))
    blurred = BytesIO()
    picture_of_a_card = Image.open(BytesIO(drawn_scan()))
    picture_of_a_card.filter(ImageFilter.GaussianBlur(9)).save(blurred, "JPEG")
    assert sent(phone, path, blurred.getvalue()).status_code == 303
    assert "重拍一张" in phone.get(path).text
    answer = sent(phone, path, b"GIF89a no picture")
    assert answer.status_code == 422
    assert "这个文件没有保存" in answer.text
    assert "图片已收到" not in answer.text


def test_the_quota_of_the_account_counts_for_its_links_too(app: Flask, someone: Applicant) -> None:
    desk = app.extensions["desk"]
    app.extensions["desk"] = replace(desk, quota=Quota(files=1))
    phone, path = app.test_client(), path_of(asked(someone))
    assert sent(phone, path, b"no picture").status_code == 422
    answer = sent(phone, path)
    assert answer.status_code == 429
    assert "每天最多 1 个文件" in answer.text
    own = {"command_id": uuid.uuid4().hex, "file": (BytesIO(picture()), "a.jpg")}
    form = {"data": own, "content_type": "multipart/form-data"}
    page = someone.browser.post(f"{someone.path}/materials/{FRONT}", **form)
    assert page.status_code == 429
    assert "每天最多 1 个文件" in page.text


def test_no_link_is_made_for_what_is_no_place(someone: Applicant) -> None:
    assert asked(someone, "M99").status_code == 404
    assert asked(someone, "M13").status_code == 422
