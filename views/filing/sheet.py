"""The verification sheet of a website, to be printed, signed and uploaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template
from flask_babel import lazy_gettext as _l

from domain.filing.drafting import facts_of
from domain.filing.facts import INDIVIDUAL
from domain.filing.state import Filing
from domain.roles import Permission
from views.access import requires
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms


@dataclass(frozen=True)
class SheetView:
    """What is printed: the applicant's part filled in, the provider's part empty."""

    filing_id: str
    provider: str
    subject: str
    site: str
    domains: tuple[str, ...]
    checks: tuple[tuple[Any, tuple[Any, ...]], ...]
    is_person: bool


@pages.get("/<filing_id>/sites/<site>/sheet")
@requires(Permission.READ_OWN_FILINGS)
def sheet(filing_id: str, site: str) -> str:
    filing = reader.with_site(filing_id, site).filing
    return render_template("filing/sheet.html", view=_view(filing_id, filing, site))


def _view(filing_id: str, filing: Filing, site: str) -> SheetView:
    website = filing.sites[site]
    personal = facts_of(filing).nature == INDIVIDUAL
    subject = filing.subject
    name = ""
    if subject is not None:
        name = subject.responsible.name.full if personal else subject.name
    return SheetView(
        filing_id=filing_id,
        provider=current_app.extensions["settings"].provider_name,
        subject=name,
        site=website.name,
        domains=tuple(both_forms(domain) for domain in website.domains),
        checks=_checks(personal),
        is_person=personal,
    )


def _checks(personal: bool) -> tuple[tuple[Any, tuple[Any, ...]], ...]:
    """What the provider ticks, by group."""
    papers = (_l("个人证件"),) if personal else (_l("单位证件"), _l("负责人证件"))
    return (
        (_l("主体信息"), papers),
        (_l("联系方式"), (_l("移动电话"), _l("固定电话"), _l("电子邮箱"), _l("通信地址"))),
        (_l("网站信息"), (_l("网站名称"), _l("域名"), _l("前置或专项审批"), _l("服务内容"))),
        (
            _l("接入信息"),
            (_l("接入服务商"), _l("接入方式"), _l("服务器放置地"), _l("IP 地址")),
        ),
    )
