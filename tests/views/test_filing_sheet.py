"""The verification sheet: printed, signed, scanned, uploaded, and known again by its code."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from msgspec.structs import replace
from PIL import Image
from werkzeug.test import TestResponse

from domain.filing import sheets
from domain.filing.completeness import missing
from domain.filing.facts import Level, Verdict
from domain.rules.sheets import SheetForm
from gateways.images.codes import read_codes
from gateways.sheets.typeset import TypstPress
from tests.gateways.test_sheets import UNIT, pages
from tests.signed_sheets import scanned
from tests.views.applicants import (
    Applicant,
    applicant,
    enterprise,
    individual,
)
from tests.views.filling import alert, fill
from tests.views.test_filing_draft_materials import uploaded
from tests.views.test_filing_draft_sites import UNIT_SITE
from use_cases import sheets as use_case
from views.verdict_words import advice_of, words_of


def site_of(someone: Applicant) -> str:
    return next(iter(someone.opened.filing.sites))


def printed(someone: Applicant, site: str = "") -> bytes:
    response = someone.browser.get(f"{someone.path}/sheet/{site or site_of(someone)}.pdf")
    assert response.status_code == 200
    return response.data


def handed_in(someone: Applicant, scan: bytes, site: str = "") -> TestResponse:
    slot = sheets.slot_of(site or site_of(someone))
    return uploaded(someone, scan, slot)


def shown(someone: Applicant) -> str:
    return someone.browser.get(f"{someone.path}/materials").text


def renamed(someone: Applicant, name: str) -> None:
    answer = fill(someone.browser, f"{someone.path}/subject", {"responsible_name": name})
    assert answer.status_code == 303


def test_the_pdf_is_for_its_owner_and_no_cache(app: Flask) -> None:
    someone = individual(app)
    response = someone.browser.get(f"{someone.path}/sheet/{site_of(someone)}.pdf")
    assert response.content_type == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    told = response.headers["Content-Disposition"]
    assert told.startswith('attachment; filename="verification-sheet-')
    assert told.isascii()
    form, _example = pages(response.data)
    assert "网站主办者名称张示例" in form
    assert "网站域名reading-notes.cn" in form

    stranger = applicant(app)
    assert stranger.browser.get(f"{someone.path}/sheet/{site_of(someone)}.pdf").status_code == 404
    gone = someone.browser.get(f"{someone.path}/sheet/{'0' * 32}.pdf")
    assert gone.status_code == 303


def test_the_page_says_how_to_fill_it_in(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE)
    page = someone.browser.get(f"{someone.path}/sites/{site}/sheet")
    assert "下载核验单 (PDF)" in page.text
    assert f"{someone.path}/sheet/{site}.pdf" in page.text
    assert "加盖主办单位的公章" in page.text
    assert "日期不填" in page.text


def test_a_signed_sheet_that_comes_back_is_recognised(app: Flask) -> None:
    someone = individual(app)
    assert handed_in(someone, scanned(printed(someone))).status_code == 303
    material = someone.opened.filing.materials[sheets.slot_of(site_of(someone))]
    assert len(material.sheet) == 20
    assert not [each for each in material.verdicts if each.check.startswith("sheet_")]
    assert "已识别" in shown(someone)


def test_a_sheet_from_before_the_last_change_is_refused(app: Flask) -> None:
    someone = individual(app)
    old = scanned(printed(someone))
    renamed(someone, "张示范")
    answer = handed_in(someone, old)
    assert answer.status_code == 422
    assert "在最近一次修改之前打印的" in answer.text
    assert not someone.opened.filing.materials
    assert handed_in(someone, scanned(printed(someone))).status_code == 303


def test_a_change_after_the_upload_asks_for_the_sheet_again_until_it_is_taken_back(
    app: Flask,
) -> None:
    someone = individual(app)
    handed_in(someone, scanned(printed(someone)))
    slot = sheets.slot_of(site_of(someone))
    renamed(someone, "张示范")
    page = shown(someone)
    assert "请重新打印、签名并上传核验单" in page
    assert "已上传的核验单不再有效" in page
    assert "需要更换" in page
    assert "已识别" not in page
    gaps = {
        each.section for each in missing(someone.opened.filing, someone.desk.clock.now().date())
    }
    assert f"material:{slot}" in gaps
    check = someone.browser.get(f"{someone.path}/check")
    assert "重新打印、签名并上传真实性核验单" in check.text
    renamed(someone, "张示例")
    assert "已识别" in shown(someone)


def test_the_sheet_of_another_website_or_filing_is_refused(app: Flask) -> None:
    someone = enterprise(app)
    first = someone.add_site(*UNIT_SITE)
    other = someone.add_site(
        {"site_name": "示例产品中心", "site_domains": "yunfan.cn", "site_home_url": "yunfan.cn"},
        *UNIT_SITE[1:],
    )
    answer = handed_in(someone, scanned(printed(someone, first)), other)
    assert answer.status_code == 422
    assert "另一份备案或另一个网站的核验单" in answer.text
    sheet = sheets.sheet_of(someone.opened.filing, first)
    assert sheet is not None
    foreign = use_case.code(someone.desk, "f" * 32, first, sheet)
    reading = read(someone, first, foreign)
    assert reading == use_case.Reading(
        verdicts=(Verdict("sheet_other", Level.REFUSE, {"what": "filing"}),)
    )


def read(someone: Applicant, site: str, *codes: str) -> use_case.Reading:
    filing_id = someone.path.removeprefix("/filings/")
    slot = sheets.slot_of(site)
    return use_case.read(someone.desk, filing_id, someone.opened.filing, slot, codes)


def test_a_further_domain_asks_for_the_form_of_beijing(app: Flask) -> None:
    someone = enterprise(app)
    site = someone.add_site(*UNIT_SITE)
    national = scanned(printed(someone, site))
    more = {"site_domains": "yunfan.com.cn\nyunfan.cn"}
    answer = fill(someone.browser, f"{someone.path}/sites/{site}", more)
    assert answer.status_code == 303, messages_of(answer)
    refused = handed_in(someone, national, site)
    assert refused.status_code == 422
    assert "本次备案要用的是北京版" in refused.text
    assert "（北京市）" in pages(printed(someone, site))[0]


def messages_of(answer: TestResponse) -> str:
    return alert(answer) if answer.status_code == 422 else str(answer.status_code)


@pytest.mark.parametrize("code", ["", "https://example.com/", "ICPS1/x/y/N1/0"])
def test_a_scan_without_our_code_is_left_to_the_reviewer(app: Flask, code: str) -> None:
    someone = individual(app)
    assert read(someone, site_of(someone), *filter(None, [code])) == use_case.Reading(
        verdicts=(Verdict("sheet_unread", Level.WARN),)
    )


def test_a_sheet_with_its_code_cut_off_is_taken_with_a_warning(app: Flask) -> None:
    someone = individual(app)
    page = Image.open(io.BytesIO(scanned(printed(someone))))
    file = io.BytesIO()
    page.crop((0, 400, page.width, page.height)).save(file, "JPEG")
    assert handed_in(someone, file.getvalue()).status_code == 303
    assert "没有读到核验单右上角的二维码" in shown(someone)


def test_a_code_that_nobody_here_made_is_refused(app: Flask) -> None:
    someone = individual(app)
    sheet = sheets.sheet_of(someone.opened.filing, site_of(someone))
    assert sheet is not None
    right = use_case.code(
        someone.desk, someone.path.removeprefix("/filings/"), site_of(someone), sheet
    )
    forged = right[:-20] + "0" * 20
    assert read(someone, site_of(someone), forged).verdicts[0].check == "sheet_old"
    assert read(someone, site_of(someone), forged, right).digest == right[-20:]


def test_the_code_tells_no_name_and_differs_with_all_that_is_shown(app: Flask) -> None:
    someone = individual(app)
    site = site_of(someone)
    sheet = sheets.sheet_of(someone.opened.filing, site)
    assert sheet is not None
    assert sheet.form is SheetForm.NATIONAL
    variants = (
        sheet,
        replace(sheet, name="豈"),
        # The same to Unicode's compatibility form, yet another character on a certificate.
        replace(sheet, name="\uf900"),
        replace(sheet, domains=("a.cn",)),
        replace(sheet, signer="0" * 32),
        replace(sheet, form=SheetForm.BEIJING),
        replace(sheet, fingerprint=True),
    )
    codes = {use_case.code(someone.desk, "a" * 32, site, each) for each in variants}
    assert len(codes) == len(variants)
    assert all(code.isascii() for code in codes)


@pytest.mark.parametrize("degrees", [-5, 2, 90, 180])
@pytest.mark.parametrize("blur", [0.5, 1.5])
def test_scans_that_are_askew_and_blurred_are_read(
    sheet_pdf: bytes, degrees: float, blur: float
) -> None:
    scan = Image.open(io.BytesIO(scanned(sheet_pdf, degrees=degrees, blur=blur)))
    assert len(read_codes(scan)) == 1


@pytest.fixture(scope="module")
def sheet_pdf() -> bytes:
    return TypstPress().pdf(UNIT)


def test_every_verdict_about_a_sheet_has_its_words(app: Flask) -> None:
    verdicts = [
        Verdict("sheet_old", Level.REFUSE),
        Verdict("sheet_version", Level.REFUSE, {"form": "B"}),
        Verdict("sheet_other", Level.REFUSE, {"what": "site"}),
        Verdict("sheet_unread", Level.WARN),
    ]
    for language in ("zh_CN", "en"):
        with app.test_request_context("/", headers={"Accept-Language": language}):
            said = [(words_of(each), advice_of(each)) for each in verdicts]
            assert len(set(said)) == 4
            assert all(words and advice for words, advice in said)
            assert not any("%(" in words for words, _advice in said)
