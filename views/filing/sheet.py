"""The verification sheet of a website: how it is filled, and the PDF to print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, current_app, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing.sheets import is_overtaken, sheet_of, slot_of
from domain.filing.state import Filing
from domain.roles import Permission
from domain.rules.sheets import Sheet, SheetForm
from use_cases import sheets as use_case
from views.access import requires
from views.desk import desk
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.language import listed
from views.sheet_response import sheet_response
from views.sheet_words import FORMS


@dataclass(frozen=True)
class SheetView:
    """What is printed, in words, and what has to be done by hand."""

    filing_id: str
    site: str
    form: Any
    subject: str
    domains: tuple[str, ...]
    steps: tuple[Any, ...]
    mistakes: tuple[Any, ...]
    by_hand: str
    overtaken: bool
    slot: str
    pdf: str


@pages.get("/<filing_id>/sites/<site>/sheet")
@requires(Permission.READ_OWN_FILINGS)
def sheet(filing_id: str, site: str) -> str:
    filing = reader.with_site(filing_id, site).filing
    return render_template("filing/sheet.html", view=_view(filing_id, filing, site))


@pages.get("/<filing_id>/sheet/<site>.pdf")
@requires(Permission.READ_OWN_FILINGS)
def sheet_pdf(filing_id: str, site: str) -> Response:
    """The sheet to print."""
    filing = reader.with_site(filing_id, site).filing
    provider = current_app.extensions["settings"].provider_name
    pdf = use_case.pdf(desk(), filing_id, filing, site, provider)
    return sheet_response(pdf, filing_id, site)


def _view(filing_id: str, filing: Filing, site: str) -> SheetView:
    shown = sheet_of(filing, site)
    if shown is None:
        abort(404)
    slot = slot_of(site)
    return SheetView(
        filing_id=filing_id,
        site=filing.sites[site].name,
        form=FORMS[shown.form],
        subject=shown.printed_name,
        domains=tuple(both_forms(domain) for domain in shown.domains),
        steps=_steps(shown),
        mistakes=_mistakes(shown),
        by_hand=listed(use_case.missing_characters(desk(), shown)),
        overtaken=is_overtaken(filing, slot),
        slot=slot,
        pdf=url_for("filing.sheet_pdf", filing_id=filing_id, site=site),
    )


def _steps(shown: Sheet) -> tuple[Any, ...]:
    """What the person of the website does with the paper, in order."""
    steps = [_l("用 A4 纸打印第 1 页。第 2 页是填写示例，不用签。")]
    if shown.form is SheetForm.BEIJING:
        steps.append(_l("在每个域名后的横线上，手写域名注册服务机构的名称。"))
    if shown.form is SheetForm.GUANGDONG_INDIVIDUAL:
        steps.append(_l("把第四部分的灰色承诺文字逐字手抄在横线上，不能打印，不能漏字。"))
    steps.append(_l("由网站负责人本人用黑色或蓝色笔手写签名。"))
    if shown.fingerprint:
        steps.append(_l("网站负责人在方框内按上清晰的指纹。"))
    if not shown.individual:
        steps.append(_l("在签名旁加盖主办单位的公章，清晰完整。"))
    steps.append(_l("日期不填；第二、三部分由服务商填写，全部留空。"))
    steps.append(_l("用扫描仪彩色扫描，没有扫描仪再拍照：放平，四角和二维码都要完整。"))
    return tuple(steps)


def _mistakes(shown: Sheet) -> tuple[Any, ...]:
    """What sheets are returned for most."""
    seal = () if shown.individual else (_l("公章缺失、不清，或用了合同章、财务章"),)
    return (
        _l("没有签名，不是网站负责人本人签的，或用打印、人名章代替手写"),
        *seal,
        _l("填了日期，或在服务商的部分打了勾"),
        _l("有涂改，或照片歪斜、缺边、有阴影"),
        _l("打印后又改了名称或域名，仍用旧的核验单"),
    )
