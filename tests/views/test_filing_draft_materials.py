"""Scans: each place on its own, with and without scripts."""

from __future__ import annotations

import io
import uuid

import pytest
from flask import Flask
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from gateways.images.port import MAX_BYTES, Reason
from tests.views.applicants import Applicant, applicant, individual
from tests.views.filling import alert
from tests.views.html_lint import parsed
from views.filing import slot_words

HTMX = {"HX-Request": "true"}
FRONT = "M02:front"


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 700)) -> bytes:
    """A coloured scan."""
    image = Image.new("RGB", size, (200, 60, 40))
    image.paste((20, 120, 200), (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def uploaded(
    someone: Applicant, data: bytes, slot: str = FRONT, *, htmx: bool = False
) -> TestResponse:
    # Encoded here, since the client would leave the temporary file of a large body open.
    boundary, body = encode_multipart(
        {
            "csrf_token": someone.browser.csrf_token(),
            "command_id": uuid.uuid4().hex,
            "file": FileStorage(io.BytesIO(data), "scan.jpg"),
        }
    )
    return someone.browser.post(
        f"{someone.path}/materials/{slot}",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers=HTMX if htmx else {},
    )


def test_the_places_follow_from_what_was_stated(app: Flask) -> None:
    someone = individual(app)
    page = someone.browser.get(f"{someone.path}/materials")
    sections = [element.get("id") or "" for element in parsed(page.text).iter("section")]
    assert sections[:2] == ["slot-M02-front", "slot-M02-back"]
    assert sections[2].startswith("slot-M05-")
    assert sections[3].startswith("slot-M09-")
    assert sections[4] == "slot-M25"
    assert "不超过 30 MB" in page.text


def test_a_scan_is_uploaded_without_scripts(app: Flask) -> None:
    someone = individual(app)
    answer = uploaded(someone, picture())
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{someone.path}/materials#slot-M02-front"
    assert FRONT in someone.opened.filing.materials
    page = someone.browser.get(f"{someone.path}/materials")
    assert "必需的资料已上传 1/3 项" in page.text
    assert f"{someone.path}/materials/{FRONT}/thumbnail" in page.text


def test_htmx_gets_the_place_and_the_count(app: Flask) -> None:
    someone = individual(app)
    answer = uploaded(someone, picture("PNG"), htmx=True)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section class="app-slot" id="slot-M02-front"')
    assert 'id="materials-count" hx-swap-oob="true"' in answer.text
    assert "<html" not in answer.text


def test_the_scan_comes_back_decrypted_and_is_kept_nowhere(app: Flask) -> None:
    someone = individual(app)
    uploaded(someone, picture())
    for which, longest in (("view", 900), ("thumbnail", 320)):
        answer = someone.browser.get(f"{someone.path}/materials/{FRONT}/{which}")
        assert answer.status_code == 200
        assert answer.mimetype == "image/jpeg"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert "filename=" in answer.headers["Content-Disposition"]
        with Image.open(io.BytesIO(answer.data)) as image:
            assert max(image.size) <= longest


def test_nobody_else_gets_the_scan(app: Flask) -> None:
    someone, other = individual(app), applicant(app)
    uploaded(someone, picture())
    path = f"{someone.path}/materials/{FRONT}/view"
    assert other.browser.get(path).status_code == 404
    assert app.test_client().get(path).status_code == 303
    assert someone.browser.get(f"{someone.path}/materials/M02:back/view").status_code == 404
    assert someone.browser.get(f"{someone.path}/materials/M99/view").status_code == 404


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"only text", Reason.NOT_AN_IMAGE),
        (picture()[:2000], Reason.BROKEN),
        (picture(size=(300, 200)), Reason.TOO_SMALL),
        (bytes(MAX_BYTES + 1), Reason.TOO_LARGE),
    ],
)
def test_a_bad_file_is_told_in_its_place_and_others_stay(
    app: Flask, data: bytes, reason: Reason
) -> None:
    someone = individual(app)
    uploaded(someone, picture(), "M02:back")
    for htmx in (True, False):
        answer = uploaded(someone, data, htmx=htmx)
        assert answer.status_code == 422
        assert str(slot_words.REFUSED[reason]) in answer.text
        assert 'id="slot-M02-front-error"' in answer.text
    assert set(someone.opened.filing.materials) == {"M02:back"}


def test_a_body_beyond_every_limit_is_told_in_its_place(app: Flask) -> None:
    someone = individual(app)
    answer = uploaded(someone, bytes(33 * 1024 * 1024), htmx=True)
    assert answer.status_code == 422
    assert 'id="slot-M02-front-error"' in answer.text
    plain = uploaded(someone, bytes(33 * 1024 * 1024))
    assert plain.status_code == 413
    assert "超过 30 MB" in alert(plain)


def test_a_bad_file_leaves_the_scan_that_was_there(app: Flask) -> None:
    someone = individual(app)
    uploaded(someone, picture())
    before = someone.opened.filing.materials[FRONT]
    uploaded(someone, b"only text")
    assert someone.opened.filing.materials[FRONT] == before


def test_a_scan_is_replaced_and_removed(app: Flask) -> None:
    someone = individual(app)
    uploaded(someone, picture())
    first = someone.opened.filing.materials[FRONT].id
    uploaded(someone, picture("PNG"))
    assert someone.opened.filing.materials[FRONT].id != first
    answer = someone.browser.post(
        f"{someone.path}/materials/{FRONT}/remove", data={"command_id": uuid.uuid4().hex}
    )
    assert answer.status_code == 303
    assert someone.opened.filing.materials == {}


def test_an_upload_sent_twice_is_one_event(app: Flask) -> None:
    someone = individual(app)
    form = {"command_id": uuid.uuid4().hex}
    path = f"{someone.path}/materials/{FRONT}"
    for _ in range(2):
        file = (io.BytesIO(picture()), "scan.jpg")
        assert someone.browser.post(path, data=form | {"file": file}).status_code == 303
        version = someone.opened.filing.version
    assert someone.opened.filing.version == version


def test_an_unknown_place_takes_nothing(app: Flask) -> None:
    someone = individual(app)
    assert uploaded(someone, picture(), "M99").status_code == 404
    assert uploaded(someone, picture(), "M01").status_code == 422
    assert not someone.opened.filing.materials


def test_no_file_chosen_is_told(app: Flask) -> None:
    someone = individual(app)
    answer = someone.browser.post(
        f"{someone.path}/materials/{FRONT}", data={"command_id": uuid.uuid4().hex}
    )
    assert answer.status_code == 422
    assert "请先选择一张图片" in alert(answer)


def test_every_reason_of_the_image_port_has_words() -> None:
    assert set(slot_words.REFUSED) == set(Reason)
