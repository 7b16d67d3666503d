"""Verification sheets as PDFs for reviewers: the applicant's, and the one that the provider signs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, current_app, url_for

from domain.filing.sheets import sheet_of
from domain.refusal import NotPermitted
from domain.roles import Actor, Permission
from use_cases import filings, staff_sheets
from use_cases.filings import Opened
from use_cases.staff_names import name_given
from views.access import current_actor, requires
from views.desk import desk
from views.review import page
from views.review.blueprint import pages
from views.sheet_response import sheet_response

APPLICANTS: Final = "applicant"
COMPLETED: Final = "completed"


@dataclass(frozen=True, slots=True)
class SiteSheets:
    """The addresses of a website's sheets; ``completed`` is empty before the review passed."""

    site: str
    applicants: str
    completed: str


@dataclass(frozen=True, slots=True)
class Sheets:
    """All sheets that the reader may get. ``nameless``: the reviewer's name is not known, so it
    is left to be written by hand."""

    sites: tuple[SiteSheets, ...]
    nameless: bool


@pages.get("/<filing_id>/sheet/<site>/<any(applicant, completed):kind>.pdf")
@requires(Permission.REVIEW)
def sheet(filing_id: str, site: str, kind: str) -> Response:
    """For whoever may see the scans, and for the reviewer who passed the filing and signs."""
    opened = filings.open_filing(desk(), filing_id)
    actor, now = current_actor(), desk().clock.now()
    if not _may_have(opened, actor, now):
        raise NotPermitted
    pdf = staff_sheets.pdf(
        desk(),
        opened,
        site,
        current_app.extensions["settings"].provider_name,
        completed=kind == COMPLETED,
        actor=actor,
        at=now,
        command_id=uuid.uuid4().hex,
    )
    return sheet_response(pdf, filing_id, site, kind)


def sheets_of(opened: Opened) -> Sheets | None:
    """The sheets of all websites for this reader; None where there are none to get."""
    if not _may_have(opened, current_actor(), desk().clock.now()):
        return None
    review = staff_sheets.passed(opened)
    sites = tuple(
        SiteSheets(
            site=opened.filing.sites[site].name,
            applicants=_address(opened, site, APPLICANTS),
            completed=_address(opened, site, COMPLETED) if review else "",
        )
        for site in opened.filing.sites
        if sheet_of(opened.filing, site) is not None
    )
    nameless = review is not None and not name_given(desk(), review.reviewer)
    return Sheets(sites, nameless) if sites else None


def _may_have(opened: Opened, actor: Actor, now: datetime) -> bool:
    review = staff_sheets.passed(opened)
    own = review is not None and review.reviewer == actor.id
    return own or page.may_look(opened.filing, actor, now)


def _address(opened: Opened, site: str, kind: str) -> str:
    return url_for("review.sheet", filing_id=opened.id, site=site, kind=kind)
