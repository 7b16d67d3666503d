"""The verification sheet as it comes out of the press."""

from __future__ import annotations

import ctypes
import threading
from datetime import date
from pathlib import Path

import noto_cjk_sans_otc
import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image

from domain.rules.sheets import SheetForm, SheetItem
from gateways.images.codes import read_codes
from gateways.sheets.glyphs import Glyphs
from gateways.sheets.port import Checked, Paper
from gateways.sheets.typeset import TypstPress

CODE = f"ICPS1/{'0123456789ABCDEF' * 2}/{'FEDCBA9876543210' * 2}/N1/0123456789ABCDEF0123"
UNIT = Paper(
    form=SheetForm.NATIONAL,
    name="示例科技有限公司",
    domains=("example.cn",),
    individual=False,
    fingerprint=False,
    provider="示例云",
    code=CODE,
    label="N1",
)
PERSON = replace(UNIT, name="张三三", individual=True)
CHECKED = Checked("王小明", date(2026, 3, 9), frozenset(SheetItem))


@pytest.fixture(scope="module")
def press() -> TypstPress:
    return TypstPress()


def pages(pdf: bytes) -> list[str]:
    """The text of each page without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    return ["".join(text.split()).replace("\u200b", "") for text in texts]


def picture(pdf: bytes, number: int = 0, dots: int = 200) -> Image.Image:
    """A page as a scanner of so many dots an inch sees it."""
    page = pypdfium2.PdfDocument(pdf)[number]
    drawn: Image.Image = page.render(scale=dots / 72).to_pil()
    return drawn


def test_the_form_shows_the_applicants_part_and_leaves_the_providers_empty(
    press: TypstPress,
) -> None:
    form, example = pages(press.pdf(UNIT))
    assert "网站主办者名称示例科技有限公司" in form
    assert "网站域名example.cn" in form
    assert "接入服务商名称：示例云" in form
    assert "核验人签字：单位盖章：日期：年月日" in form
    assert "网站负责人签字：单位公章：日期：年月日" in form
    assert "示例SAMPLE" in example
    assert "网站负责人签字：张三三" in example


@pytest.mark.parametrize("form", SheetForm)
def test_after_the_review_the_providers_part_is_filled_in_for_its_signature(
    press: TypstPress, form: SheetForm
) -> None:
    (sheet,) = pages(press.pdf(replace(UNIT, form=form, checked=CHECKED)))
    assert "网站主办者名称示例科技有限公司" in sheet
    assert "接入服务商名称：示例云核验人：王小明" in sheet
    assert "核验人签字：单位盖章：日期：2026年3月9日" in sheet
    assert "本次无此项" not in sheet
    assert "签名并上传此页" not in sheet


def test_what_was_found_right_is_ticked_and_the_rest_was_not_stated(press: TypstPress) -> None:
    all_of_it = replace(UNIT, checked=CHECKED)
    mobile = replace(CHECKED, items=frozenset({SheetItem.MOBILE}))
    some = replace(UNIT, checked=mobile)
    (few,) = pages(press.pdf(some))
    assert few.count("本次无此项") == len(SheetItem) - 1
    assert "移动电话正确不正确固定电话本次无此项" in few
    assert ticks(press.pdf(all_of_it)) == len(SheetItem)
    assert ticks(press.pdf(some)) == 1
    assert ticks(press.pdf(UNIT)) == 0


def ticks(pdf: bytes) -> int:
    """Drawn lines that are thicker than those of boxes and rules."""
    raw = pypdfium2.raw
    width = ctypes.c_float()
    found = 0
    for drawn in pypdfium2.PdfDocument(pdf)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        raw.FPDFPageObj_GetStrokeWidth(drawn, width)
        found += abs(width.value - 1.1) < 0.01
    return found


def test_a_reviewer_without_a_name_writes_it_by_hand(press: TypstPress) -> None:
    (sheet,) = pages(press.pdf(replace(UNIT, checked=replace(CHECKED, by=""))))
    assert "核验人：核验人签字：" in sheet


def test_boxes_are_drawn_and_not_written(press: TypstPress) -> None:
    for text in pages(press.pdf(UNIT)):
        assert not {"□", "☐", "☑", "✓"} & set(text)


@pytest.mark.parametrize(
    ("form", "individual", "shown", "not_shown"),
    [
        (SheetForm.NATIONAL, True, "个人身份证件", "单位公章"),
        (SheetForm.NATIONAL, False, "负责人证件", "手抄"),
        (SheetForm.BEIJING, False, "域名注册服务机构：", "手抄"),
        (SheetForm.GUANGDONG_UNIT, False, "列入黑名单", "手抄"),
        (SheetForm.GUANGDONG_INDIVIDUAL, True, "逐字手抄在横线上", "单位公章"),
    ],
)
def test_each_form_has_what_it_asks_for(
    press: TypstPress, form: SheetForm, individual: bool, shown: str, not_shown: str
) -> None:
    base = PERSON if individual else UNIT
    written = pages(press.pdf(replace(base, form=form, domains=("a.cn", "b.cn"))))
    assert len(written) == 2
    assert shown in written[0]
    assert not_shown not in written[0]


def test_a_fingerprint_is_asked_for_in_a_box_of_its_own(press: TypstPress) -> None:
    assert "指纹：" in pages(press.pdf(replace(PERSON, fingerprint=True)))[0]
    assert "指纹：" not in pages(press.pdf(PERSON))[0]


@pytest.mark.parametrize(
    "name",
    [
        '#eval("x")',
        "*_$`<a>@b",
        "\\",
        '"); #panic()',
        "]#[",
        "//*",
        "=-+/ ~",
        "{%s}{data}",
        "\u202e",
    ],
)
def test_a_name_is_printed_and_never_run(press: TypstPress, name: str) -> None:
    written = pages(press.pdf(replace(UNIT, name=f"某{name}公司", provider=name)))
    wanted = "".join(name.replace("\u202e", "").split())
    assert f"某{wanted}公司" in written[0].replace("\u202e", "")


@pytest.mark.parametrize("name", ["张䶮", "㛃㛃", "𠮷野", "李𬱖", "阿依古丽·买买提"])
def test_rare_characters_are_in_the_font_and_on_the_paper(press: TypstPress, name: str) -> None:
    assert press.missing(name) == ()
    assert name in pages(press.pdf(replace(PERSON, name=name)))[0]


def test_rare_characters_look_different_from_a_missing_one(press: TypstPress) -> None:
    """A font without them would draw the same box for each."""
    drawn = {picture(press.pdf(replace(PERSON, name=f"张{one}"))).tobytes() for one in "䶮㛃𠮷"}
    assert len(drawn) == 3


def test_what_the_font_lacks_is_left_as_a_box_to_be_written_by_hand(press: TypstPress) -> None:
    assert press.missing("张𪚥𪚥三") == ("𪚥",)
    written = pages(press.pdf(replace(PERSON, name="张𪚥三")))[0]
    assert "网站主办者名称张三" in written
    assert "用同色笔手写补全" in written


def test_only_the_font_of_the_program_is_in_the_file(press: TypstPress) -> None:
    document = pypdfium2.PdfDocument(press.pdf(replace(PERSON, name="张䶮㛃𠮷")))
    names = {
        font_name(drawn) for page in document for drawn in page.get_objects() if is_text(drawn)
    }
    assert names
    assert {name.partition("+")[2] for name in names} == {
        "NotoSansCJKsc-Regular",
        "NotoSansMonoCJKsc-Regular",
    }


def is_text(drawn: pypdfium2.PdfObject) -> bool:
    return bool(drawn.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT)


def font_name(drawn: pypdfium2.PdfObject) -> str:
    buffer = ctypes.create_string_buffer(200)
    font = pypdfium2.raw.FPDFTextObj_GetFont(drawn)
    pypdfium2.raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value.decode()


def test_the_glyphs_of_the_font_are_read_from_its_table() -> None:
    glyphs = Glyphs(Path(str(noto_cjk_sans_otc.FONT_PATH)), 2)
    assert glyphs.has("中")
    assert glyphs.has("a")
    assert not glyphs.has("\U0010fffd")
    assert not glyphs.has("\x01")


def test_the_face_of_names_shows_the_characters_that_are_asked_for() -> None:
    font = Path(str(noto_cjk_sans_otc.FONT_PATH))
    asked, used = Glyphs(font, 2), Glyphs(font, 7)
    points = range(0x20, 0x33480)
    assert [p for p in points if asked.has(chr(p)) != used.has(chr(p))] == []


def test_the_same_paper_gives_the_same_bytes_whatever_was_printed_before() -> None:
    first = TypstPress()
    wanted = first.pdf(UNIT)
    second = TypstPress()
    second.pdf(PERSON)
    assert second.pdf(UNIT) == wanted
    assert first.pdf(UNIT) == wanted
    assert first.pdf(PERSON) != wanted
    done = replace(UNIT, checked=CHECKED)
    assert first.pdf(done) == second.pdf(done) == TypstPress().pdf(done)
    assert first.pdf(UNIT) == wanted


def test_many_threads_may_print_at_once(press: TypstPress) -> None:
    papers = [replace(UNIT, name=f"第{number}公司") for number in range(8)]
    made: dict[int, bytes] = {}

    def work(number: int) -> None:
        made[number] = press.pdf(papers[number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number, paper in enumerate(papers):
        assert made[number] == press.pdf(paper)
        assert f"第{number}公司" in pages(made[number])[0]


FULL = [
    replace(UNIT, form=SheetForm.NATIONAL),
    replace(PERSON, form=SheetForm.NATIONAL, fingerprint=True),
    replace(UNIT, form=SheetForm.BEIJING),
    replace(UNIT, form=SheetForm.GUANGDONG_UNIT),
    replace(PERSON, form=SheetForm.GUANGDONG_INDIVIDUAL),
]


@pytest.mark.parametrize("paper", FULL, ids=lambda paper: f"{paper.form}-{paper.individual}")
@pytest.mark.parametrize("label", ["x", "x" * 20, "x" * 62, "例" * 30])
def test_the_form_stays_on_its_page_with_the_most_and_the_longest_domains(
    press: TypstPress, paper: Paper, label: str
) -> None:
    domains = tuple(f"{number}{label}.com.cn" for number in range(10))
    if not label.isascii():
        domains = tuple(f"{domain}（xn--{'x' * 57}{domain[0]}.com.cn）" for domain in domains)
    written = pages(press.pdf(replace(paper, name="示" * 100, domains=domains)))
    assert len(written) == 2
    assert "签名并上传此页" in written[0]
    assert domains[-1] in written[0]


def test_the_code_on_the_form_is_read_back_and_the_example_has_none(press: TypstPress) -> None:
    pdf = press.pdf(UNIT)
    assert read_codes(picture(pdf)) == (CODE,)
    assert read_codes(picture(pdf, number=1)) == ()
    found = zxingcpp.read_barcode(picture(pdf))
    assert found is not None
    assert found.content_type == zxingcpp.ContentType.Text
