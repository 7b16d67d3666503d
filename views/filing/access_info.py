"""Where a website runs."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from domain.filing.commands import RecordAccess
from domain.filing.facts import Access
from domain.filing.state import Filing
from domain.roles import Permission
from domain.rules import website_rules
from use_cases import accesses
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.filing import access_sources as sources
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.flow import Turn
from views.filing.forms import access as forms
from views.filing.forms.access import AccessForm
from views.filing.held import access_target, held
from views.filing.page import FormPage, Row, after_saving, asked_page, show, stale_page
from views.filing.saving import answered, save
from views.htmx import go_to
from views.rate_limits import rate_limited


@pages.get("/<filing_id>/sites/<site>/access")
@requires(Permission.READ_OWN_FILINGS)
def access(filing_id: str, site: str) -> Response:
    opened = reader.with_site(filing_id, site)
    form = _stored_form(opened.filing, site)
    form.origin.data = request.args.get("from", "")
    return _show(opened, form, Turn(asked_page(form)), site)


@pages.post("/<filing_id>/sites/<site>/access")
@rate_limited("access", per_minute=30)
@requires(Permission.FILE)
def record_access(filing_id: str, site: str) -> Response:
    opened = reader.with_site(filing_id, site)
    form = forms.access_form(sources.choices(opened.filing, site))
    held(opened.filing, form, access_target(site), _answers(opened.filing, site))
    form.validate()
    stated = _stated(opened.filing, site, form)
    left = answered(
        form,
        request.form.get("go", ""),
        stored=site in opened.filing.accesses,
        record=lambda: _record(filing_id, site, form, stated),
    )
    if left is not None:
        return left if isinstance(left, Response) else _show(opened, form, left, site)
    return go_to(after_saving(filing_id, form, url_for("filing.site_list", filing_id=filing_id)))


def _stated(filing: Filing, site: str, form: AccessForm) -> Access:
    """The access that the form describes, with all that is wrong beside its fields. What was
    stored before and is not changed was checked then, and is again at the submission."""
    source, wrong = sources.chosen(form, filing)
    stated = forms.access_from(form, source)
    form.tell(wrong)
    form.tell(website_rules.check_access(stated))
    if not wrong and stated != filing.accesses.get(site):
        form.tell(accesses.check(desk(), filing.account, site, stated, reader.today()))
    return stated


def _record(filing_id: str, site: str, form: AccessForm, stated: Access) -> Response | Turn | None:
    command = RecordAccess(
        command_id=reader.command_id_of(form.command_id.data or ""),
        actor=current_actor(),
        at=reader.now(),
        site=site,
        access=stated,
        seen=form.seen.data or 0,
    )
    return save(filing_id, form, command, lambda: _stale(filing_id, site, form))


def _answers(filing: Filing, site: str) -> dict[str, Any]:
    stored = filing.accesses.get(site)
    return forms.answers_of(stored) if stored else {"access_modes": [forms.CLOUD]}


def _stored_form(filing: Filing, site: str) -> AccessForm:
    offered = sources.choices(filing, site)
    form = forms.access_form(offered, formdata=None, data=_answers(filing, site))
    form.seen.data = reader.seen_version(filing, f"access:{site}")
    return form


def _stale(filing_id: str, site: str, form: AccessForm) -> Response:
    filing = reader.with_site(filing_id, site).filing
    here = url_for("filing.access", filing_id=filing_id, site=site)
    seen = reader.seen_version(filing, f"access:{site}")
    return stale_page(form, _stored_form(filing, site), seen, here, here)


def _show(opened: Opened, form: AccessForm, turn: Turn, site: str) -> Response:
    filing = opened.filing
    provider = current_app.extensions["settings"].provider_name
    view = FormPage(
        form=form,
        page=turn.page,
        action=url_for("filing.access", filing_id=opened.id, site=site),
        back=url_for("filing.site_list", filing_id=opened.id),
        caption=filing.sites[site].name,
        held=held(filing, form, access_target(site), _answers(filing, site)),
        stored=site in filing.accesses,
        notes=(Row(_l("接入服务商"), provider),),
    )
    return show(view, turn)
