"""The verification sheet as a sample, in the forms of a province."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Response, abort, current_app, make_response, request, url_for

from domain.guide.imagined import first_filing
from domain.reference import provinces, tables
from domain.roles import Permission
from domain.rules.case import Case
from use_cases import sample_sheets
from views.access import requires
from views.desk import desk
from views.guide import reader
from views.guide.blueprint import pages
from views.rate_limits import rate_limited
from views.sheet_words import FORMS

_DOMAINS: Final = ("shili.cn", "shili.com.cn")
"""Made up; some provinces have a form of their own for several domains."""


@dataclass(frozen=True, slots=True)
class SampleLink:
    """A form of the sheet, and where its sample is."""

    form: Any
    href: str


@pages.get("/sheet.pdf")
@requires(Permission.VISIT)
@rate_limited("guide sheet", per_minute=20, methods=("GET",))
def sample_sheet() -> Response:
    digits = request.args.get("province", "")
    nature = request.args.get("nature", 0, type=int)
    domains = request.args.get("domains", 0, type=int)
    natures = {row.id for row in tables.subject_types()}
    known = f"{digits}0000" in provinces.by_code and nature in natures
    if not known or domains not in range(1, len(_DOMAINS) + 1):
        abort(404)
    shown = sample_sheets.sample(_imagined(digits, nature, domains))
    provider = current_app.extensions["settings"].provider_name
    response = make_response(sample_sheets.pdf(desk(), shown, provider))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="verification-sheet-sample.pdf"'
    return response


def sample_links(digits: str, nature: int) -> tuple[SampleLink, ...]:
    """The forms that the province uses for such a subject, each once."""
    links: dict[str, SampleLink] = {}
    for domains in range(1, len(_DOMAINS) + 1):
        form = sample_sheets.sample(_imagined(digits, nature, domains)).form
        href = url_for("guide.sample_sheet", province=digits, nature=nature, domains=domains)
        links.setdefault(form, SampleLink(FORMS[form], href))
    return tuple(links.values())


def _imagined(digits: str, nature: int, domains: int) -> Case:
    return first_filing(_DOMAINS[:domains], nature, digits, reader.today())
