"""One website: adding it, and changing what was said about it."""

from __future__ import annotations

from typing import Any, Final

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from msgspec.structs import replace

from domain.command import derived_id
from domain.filing import policy, targets
from domain.filing.commands import RecordSite
from domain.filing.drafting import facts_of, site_limit
from domain.filing.facts import Website
from domain.filing.state import Filing
from domain.roles import Permission
from domain.rules import website_rules
from domain.rules.problems import Problem
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.filing import flow, reader
from views.filing.beside import asked, beside, look
from views.filing.blueprint import pages
from views.filing.flow import Turn
from views.filing.forms import site as forms
from views.filing.forms.site import SiteForm
from views.filing.held import held, site_target
from views.filing.page import FormPage, after_saving, asked_page, show, stale_page
from views.filing.saving import answered, save
from views.htmx import go_to
from views.rate_limits import rate_limited

_NEW: Final = "new"
"""Stands for the id of a website that has none yet."""


@pages.get("/<filing_id>/sites/new")
@requires(Permission.READ_OWN_FILINGS)
def new_site(filing_id: str) -> Response:
    opened = reader.with_subject(filing_id)
    filing = opened.filing
    _ensure_room(filing_id, filing)
    answers = forms.first_answers(facts_of(filing), not filing.sites)
    form = forms.site_form(facts_of(filing), formdata=None, data=answers)
    form.seen.data = 0
    return _show(opened, form, Turn(asked_page(form)), None)


@pages.post("/<filing_id>/sites/new")
@rate_limited("domain look-up", per_minute=60)
@requires(Permission.FILE)
def add_site(filing_id: str) -> Response:
    opened = reader.with_subject(filing_id)
    posted = request.form.get("command_id", "")
    # The id comes from the form, so the same form sent twice makes one website.
    site_id = derived_id(posted, "site")
    if site_id not in opened.filing.sites:
        _ensure_room(filing_id, opened.filing)
    return _answer(opened, site_id, stored=False)


@pages.get("/<filing_id>/sites/<site>")
@requires(Permission.READ_OWN_FILINGS)
def site(filing_id: str, site: str) -> Response:
    opened = reader.with_site(filing_id, site)
    form = _stored_form(opened.filing, site)
    form.origin.data = request.args.get("from", "")
    return _show(opened, form, Turn(asked_page(form)), site)


@pages.post("/<filing_id>/sites/<site>")
@rate_limited("domain look-up", per_minute=60)
@requires(Permission.FILE)
def record_site(filing_id: str, site: str) -> Response:
    return _answer(reader.with_site(filing_id, site), site, stored=True)


def _answer(opened: Opened, site_id: str, *, stored: bool) -> Response:
    filing = opened.filing
    form = forms.site_form(facts_of(filing))
    held(filing, form, site_target(site_id), _answers(filing, site_id))
    form.validate()
    command_id = reader.command_id_of(form.command_id.data or "")
    old = filing.sites.get(site_id)
    stated = forms.site_from(form, old, site_id, command_id, desk().vault.digest)
    form.tell(_problems(form, stated, filing))
    command = RecordSite(
        command_id=command_id,
        actor=current_actor(),
        at=reader.now(),
        site=stated,
        seen=form.seen.data or 0,
    )
    left = answered(
        form,
        request.form.get("go", ""),
        stored=stored,
        record=lambda: save(opened.id, form, command, lambda: _stale(opened.id, site_id, form)),
    )
    if left is not None:
        shown_site = site_id if stored else None
        return left if isinstance(left, Response) else _show(opened, form, left, shown_site)
    return go_to(after_saving(opened.id, form, _onward(opened, form, site_id, stored=stored)))


@pages.post("/<filing_id>/sites/new/look")
@rate_limited("rules", per_minute=120)
@requires(Permission.FILE)
def look_at_new_site(filing_id: str) -> Response:
    """What the rules say of a field that was just changed; nothing is stored."""
    return _look(reader.with_subject(filing_id).filing, None)


@pages.post("/<filing_id>/sites/<site>/look")
@rate_limited("rules", per_minute=120)
@requires(Permission.FILE)
def look_at_site(filing_id: str, site: str) -> Response:
    """The same for a website that is stored."""
    return _look(reader.with_site(filing_id, site).filing, site)


def _look(filing: Filing, site_id: str | None) -> Response:
    form = forms.site_form(facts_of(filing))
    return look(_with(filing, form, site_id), form, site_target(site_id or _NEW))


def _looks(filing_id: str, site_id: str | None) -> str:
    if site_id is None:
        return url_for("filing.look_at_new_site", filing_id=filing_id)
    return url_for("filing.look_at_site", filing_id=filing_id, site=site_id)


def _with(filing: Filing, form: SiteForm, site_id: str | None) -> Filing:
    """The filing as it would be with what stands in the form."""
    place, old = site_id or _NEW, filing.sites.get(site_id or "")
    stated = forms.site_from(form, old, place, form.command_id.data or "", desk().vault.digest)
    if stated.person is not None:
        stated = replace(stated, person=asked(stated.person))
    return replace(filing, sites=filing.sites | {place: stated})


def _ensure_room(filing_id: str, filing: Filing) -> None:
    full = len(filing.sites) >= site_limit(facts_of(filing))
    closed = bool(filing.sites) and not policy.can_edit(filing, targets.ORDER)
    if full or closed:
        reader.send_to_tasks(filing_id, _l("本次备案不能再添加网站。"))


def _problems(form: SiteForm, stated: Website, filing: Filing) -> list[Problem]:
    found = forms.form_problems(form, stated, filing.subject)
    found += website_rules.check(stated, facts_of(filing), reader.today(), filing.rules)
    # Each permit has a field of its own here, which form_problems speaks about.
    return [problem for problem in found if problem.field != "site.pre_approval_number"]


def _answers(filing: Filing, site_id: str) -> dict[str, Any]:
    stored = filing.sites.get(site_id)
    return forms.answers_of(stored) if stored else {}


def _stored_form(filing: Filing, site_id: str) -> SiteForm:
    answers = _answers(filing, site_id)
    form = forms.site_form(facts_of(filing), formdata=None, data=answers)
    form.seen.data = reader.seen_version(filing, f"site:{site_id}")
    return form


def _onward(opened: Opened, form: SiteForm, site_id: str, *, stored: bool) -> str:
    page = flow.following(form)
    if stored and page is not None:
        return url_for("filing.site", filing_id=opened.id, site=site_id, page=page.name)
    if site_id not in opened.filing.accesses:
        return url_for("filing.access", filing_id=opened.id, site=site_id)
    return url_for("filing.site_list", filing_id=opened.id)


def _stale(filing_id: str, site_id: str, form: SiteForm) -> Response:
    filing = reader.with_site(filing_id, site_id).filing
    here = url_for("filing.site", filing_id=filing_id, site=site_id)
    seen = reader.seen_version(filing, f"site:{site_id}")
    return stale_page(form, _stored_form(filing, site_id), seen, here, here)


def _show(opened: Opened, form: SiteForm, turn: Turn, site_id: str | None) -> Response:
    filing = opened.filing
    here = url_for("filing.new_site", filing_id=opened.id)
    if site_id is not None:
        here = url_for("filing.site", filing_id=opened.id, site=site_id)
    back = "filing.site_list" if filing.sites else "filing.task_list"
    target_of = site_target(site_id or _NEW)
    view = FormPage(
        form=form,
        page=turn.page,
        action=here,
        back=url_for(back, filing_id=opened.id),
        caption=filing.sites[site_id].name if site_id else _l("添加网站"),
        held=held(filing, form, target_of, _answers(filing, site_id or "")),
        stored=site_id is not None,
        found=beside(_with(filing, form, site_id), form, turn.page.fields, target_of),
        looks=_looks(opened.id, site_id),
    )
    return show(view, turn)
