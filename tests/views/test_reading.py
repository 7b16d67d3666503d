"""A picture of the certificate fills what is empty, where a reader is installed."""

from __future__ import annotations

import dataclasses
import io

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage

from gateways.ocr.memory import MemoryReader
from gateways.ocr.port import ReadField
from tests.drawn_papers import card_front
from tests.stories.test_duplicates import jpeg
from tests.views import applicants
from tests.views.applicants import Applicant, applicant
from tests.views.filling import main_form as form_of
from tests.views.filling import values
from use_cases.desk import Quota

MARK = "由图片识别，请核对"
CARD = (
    ReadField("name", "张示例", 0.99),
    ReadField("address", "北京市朝阳区示例路1号", 0.99),
    ReadField("valid_to", "2036-03-07", 0.4),
)


@pytest.fixture
def reader(app: Flask) -> MemoryReader:
    made = MemoryReader({"id_front": CARD})
    app.extensions["desk"] = dataclasses.replace(app.extensions["desk"], reader=made)
    return made


def send(someone: Applicant, data: bytes, **typed: str):
    page = someone.browser.get(f"{someone.path}/subject")
    kept = {name: each[0] for name, each in values(form_of(page)).items() if each}
    return someone.browser.post(
        f"{someone.path}/subject/read",
        data=kept | typed | {"certificate": FileStorage(io.BytesIO(data), "card.jpg")},
        content_type="multipart/form-data",
    )


def test_empty_fields_are_filled_and_marked_and_typed_ones_stay(app: Flask, reader) -> None:
    someone = applicant(app).begin(applicants.INDIVIDUAL)
    answer = send(someone, jpeg(card_front(1)), responsible_name="张打字")
    assert answer.status_code == 200
    shown = values(form_of(answer))
    assert shown["responsible_name"] == ["张打字"]
    assert shown["subject_certificate_address"] == ["北京市朝阳区示例路1号"]
    assert answer.text.count(MARK) == 1
    assert someone.opened.filing.subject is None
    assert someone.opened.filing.materials == {}


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(app: Flask, reader) -> None:
    someone = applicant(app).begin(applicants.INDIVIDUAL)
    reader.answers = {}
    answer = send(someone, jpeg(card_front(1)), responsible_name="张打字")
    assert answer.status_code == 422
    assert "没有从图片中识别出可以填写的内容" in answer.text
    assert values(form_of(answer))["responsible_name"] == ["张打字"]
    answer = send(someone, b"no picture", responsible_name="张打字")
    assert answer.status_code == 422
    assert "改文件名不管用" in answer.text
    assert reader.asked == ["id_front", "id_back"]


def test_a_picture_that_is_read_counts_like_an_upload(app: Flask, reader) -> None:
    app.extensions["desk"] = dataclasses.replace(app.extensions["desk"], quota=Quota(files=1))
    someone = applicant(app).begin(applicants.INDIVIDUAL)
    assert send(someone, jpeg(card_front(1))).status_code == 200
    answer = send(someone, jpeg(card_front(1)), responsible_name="张打字")
    assert answer.status_code == 422
    assert "每天最多 1 个文件" in answer.text
    assert values(form_of(answer))["responsible_name"] == ["张打字"]
    assert reader.asked == ["id_front"]


def test_without_a_reader_no_page_says_anything_about_one(app: Flask) -> None:
    someone = applicant(app).begin(applicants.INDIVIDUAL)
    assert "识别" not in someone.browser.get(f"{someone.path}/subject").text
    assert send(someone, jpeg(card_front(1))).status_code == 404
