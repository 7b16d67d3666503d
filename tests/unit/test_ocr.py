"""Finding the fields of a certificate among what was read; and reading it, where one can."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from gateways.ocr.layout import Line, fields
from gateways.ocr.rapid import RapidReader, is_installed
from settings import Settings, UnsafeSettings
from tests.drawn_papers import INK, font

LICENCE = (
    ("统一社会信用代码", 90, 120),
    ("91350100M000100Y43", 90, 165),
    ("名", 90, 330),
    ("称", 174, 331),
    ("示例云帆科技有限公司", 300, 329),
    ("注册资本", 880, 332),
    ("壹佰万元整", 1060, 330),
    ("法定代表人", 90, 410),
    ("李示例", 300, 411),
    ("营业期限", 880, 410),
    ("2015年06月01日至2045年05月31日", 1060, 409),
    ("住", 880, 490),
    ("所", 960, 490),
    ("北京市朝阳区示例路8号2层", 1060, 491),
    ("登记机关", 1100, 900),
)
FRONT = (
    ("姓名 林晓雨", 70, 60),
    ("性别 女 民族 汉", 70, 130),
    ("住 址 广东省深圳市南山区科苑路", 70, 280),
    ("8号3栋1201室", 160, 330),
    ("公民身份号码", 70, 540),
    ("44000019900307851x", 360, 541),
)
BACK = (("签发机关 深圳市公安局南山分局", 150, 430), ("有效期限 2016.03.07-2036.03.07", 150, 510))


def pieces(rows) -> list[Line]:
    return [Line(text, left, top, 30, 0.95) for text, left, top in rows]


def told(rows, kind) -> dict[str, str]:
    return {field.name: field.text for field in fields(pieces(rows), kind)}


def test_a_licence_whose_labels_are_pieces_of_their_own() -> None:
    assert told(LICENCE, "licence") == {
        "certificate_number": "91350100M000100Y43",
        "name": "示例云帆科技有限公司",
        "legal_representative": "李示例",
        "address": "北京市朝阳区示例路8号2层",
        "valid_to": "2045-05-31",
    }


def test_the_order_in_which_pieces_were_found_does_not_matter() -> None:
    assert told(LICENCE[::-1], "licence") == told(LICENCE, "licence")


def test_an_address_on_two_lines_and_a_number_with_a_small_x() -> None:
    assert told(FRONT, "id_front") == {
        "name": "林晓雨",
        "address": "广东省深圳市南山区科苑路8号3栋1201室",
        "certificate_number": "44000019900307851X",
    }


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("有效期限 2016.03.07-2036.03.07", "2036-03-07"),
        ("2016.03.07-长期", "long_term"),
        ("20160307－20360307", "2036-03-07"),
    ],
)
def test_the_end_of_a_card(text: str, end: str) -> None:
    assert told([(text, 150, 510)], "id_back") == {"valid_to": end}


@pytest.mark.parametrize("text", ["2016.03.07-2036.13.41", "有效期限", "深圳市公安局"])
def test_what_is_no_date_is_no_end(text: str) -> None:
    assert told([(text, 150, 510)], "id_back") == {}


def test_another_paper_has_no_fields() -> None:
    assert told([("网站备案信息真实性核验单", 300, 90)], "licence") == {}
    assert fields([], "id_front") == ()


def test_the_least_sure_piece_counts() -> None:
    lines = [Line("姓名", 70, 60, 30, 0.99), Line("林晓雨", 160, 61, 30, 0.61)]
    assert [field.confidence for field in fields(lines, "id_front")] == [0.61]


@pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed")
@pytest.mark.parametrize(
    ("rows", "kind"), [(LICENCE, "licence"), (FRONT, "id_front"), (BACK, "id_back")]
)
def test_the_optional_reader_reads_drawn_certificates(rows, kind, tmp_path: Path) -> None:
    paper = Image.new("RGB", (1700, 1000), (248, 246, 240))
    pen = ImageDraw.Draw(paper)
    for text, left, top in rows:
        pen.text((left, top), text, font=font(30), fill=INK)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=90)
    read = {field.name: field.text for field in RapidReader().read(out.getvalue(), kind)}
    assert read == told(rows, kind)


@pytest.mark.skipif(is_installed(), reason="the extra ocr is installed")
def test_a_reader_that_is_not_installed_keeps_the_program_from_starting(monkeypatch) -> None:
    monkeypatch.setenv("OCR", "rapidocr")
    with pytest.raises(UnsafeSettings, match="Correct the setting OCR: install the extra ocr"):
        Settings.from_environment()
