"""The websites of a filing as a list that can be added to, and removing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy, targets
from domain.filing.commands import RemoveSite
from domain.filing.drafting import facts_of, site_limit
from domain.filing.facts import Website
from domain.filing.state import Filing
from domain.reference import tables
from domain.roles import Permission
from use_cases import filings
from views.access import current_actor, requires
from views.desk import desk
from views.fields import SeenForm
from views.filing import list_changes, reader
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.filing.page import Row
from views.htmx import go_to
from views.language import language, listed


@dataclass(frozen=True)
class SiteCard:
    """A website as a card: rows to read, and what can be done with it."""

    id: str
    title: str
    rows: tuple[Row, ...]
    has_access: bool
    removable: bool


@dataclass(frozen=True)
class SiteList:
    """The list of websites and whether there is room for another."""

    filing_id: str
    cards: tuple[SiteCard, ...]
    limit: int
    can_add: bool
    unplaced: tuple[str, ...]


@pages.get("/<filing_id>/sites")
@requires(Permission.READ_OWN_FILINGS)
def site_list(filing_id: str) -> str | Response:
    filing = reader.with_subject(filing_id).filing
    if not filing.sites:
        return go_to(url_for("filing.new_site", filing_id=filing_id))
    return render_template("filing/sites.html", view=_site_list(filing_id, filing))


@pages.get("/<filing_id>/sites/<site>/remove")
@requires(Permission.READ_OWN_FILINGS)
def remove_site_question(filing_id: str, site: str) -> Response:
    return _question(filing_id, reader.with_site(filing_id, site).filing, site)


@pages.post("/<filing_id>/sites/<site>/remove")
@requires(Permission.FILE)
def remove_site(filing_id: str, site: str) -> Response:
    filing = reader.with_subject(filing_id).filing
    form = SeenForm()
    if not form.validate() and site in filing.sites:
        return _question(filing_id, filing, site, 422)
    command = RemoveSite(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=reader.now(),
        site=site,
        seen=form.seen.data or 0,
    )
    filings.handle(desk(), filing_id, command)
    flash(str(_l("网站已移除。")), "success")
    list_changes.tell(filing, reader.own(filing_id).filing)
    here = "filing.site_list" if len(filing.sites) > 1 else "filing.task_list"
    return go_to(url_for(here, filing_id=filing_id))


def _question(filing_id: str, filing: Filing, site: str, status: int = 200) -> Response:
    form = SeenForm(formdata=None)
    body = render_template(
        "filing/remove_site.html",
        site=filing.sites[site],
        domains=[both_forms(domain) for domain in filing.sites[site].domains],
        form=form,
        seen=reader.seen_version(filing, f"site:{site}"),
        action=request.path,
        return_to=url_for("filing.site_list", filing_id=filing_id),
    )
    return make_response(body, status)


def _site_list(filing_id: str, filing: Filing) -> SiteList:
    facts = facts_of(filing)
    reshaping = policy.can_edit(filing, targets.ORDER)
    limit = site_limit(facts)
    placed = {domain for site in filing.sites.values() for domain in site.domains}
    return SiteList(
        filing_id=filing_id,
        cards=tuple(_card(filing, site, reshaping) for site in filing.sites.values()),
        limit=limit,
        can_add=reshaping and len(filing.sites) < limit,
        unplaced=tuple(both_forms(each) for each in facts.domains if each not in placed),
    )


def _card(filing: Filing, site: Website, reshaping: bool) -> SiteCard:
    contents: list[Any] = [tables.service_content(each).label(language()) for each in site.contents]
    person = site.person.name.full if site.person else _l("同主体负责人")
    return SiteCard(
        id=site.id,
        title=site.name,
        rows=(
            Row(_l("域名"), listed(both_forms(domain) for domain in site.domains)),
            Row(_l("首页网址"), both_forms(site.home_url)),
            Row(_l("服务内容"), listed(contents)),
            Row(_l("网站负责人"), person),
        ),
        has_access=site.id in filing.accesses,
        removable=reshaping,
    )
