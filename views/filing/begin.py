"""Beginning a filing about a record: what it is, which website it is about, what it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.command import derived_id
from domain.filing.kinds import About, Kind, can_start, needs_of
from domain.filing.refusals import AccountInUse, DomainInProcess, SubjectInProcess
from domain.refusal import NotFound
from domain.register.policy import Obstacle
from domain.register.refusals import CannotBegin
from domain.register.state import Record, RegisteredSite
from domain.roles import Permission
from use_cases import filings_about_records as use_case
from use_cases import records
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, RadioField
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.filing.page import Row
from views.htmx import go_to
from views.language import listed, with_note
from views.records.words import OBSTACLES
from views.refusal_words import words_for


class BeginForm(DeskForm):
    """Which website the filing is about; the websites are set when the form is made."""

    site = RadioField(
        _l("选择网站"), [validators.InputRequired(_l("请选择要办理的网站。"))], choices=[]
    )


@dataclass(frozen=True)
class Begin:
    """The page. ``taken`` says why it cannot begin now."""

    kind: Kind
    title: Any
    intro: tuple[Any, ...]
    rows: tuple[Row, ...]
    asks_site: bool
    danger: bool
    action: str
    taken: Any = ""


@pages.get("/begin/<kind>/<record>")
@requires(Permission.FILE)
def begin(kind: str, record: str) -> Response:
    wanted, found = _asked(kind, record)
    form = _form(wanted, found, formdata=None)
    chosen = request.args.get("site", "")
    if "site" in form:
        sites = use_case.sites_for(found, wanted)
        only = next(iter(sites)) if len(sites) == 1 else None
        form.site.data = chosen if chosen in sites else only
    return _page(wanted, found, form)


@pages.post("/begin/<kind>/<record>")
@requires(Permission.FILE)
def begin_filing(kind: str, record: str) -> Response:
    wanted, found = _asked(kind, record)
    form = _form(wanted, found)
    if not form.validate():
        return _page(wanted, found, form, status=422)
    command_id = form.command_id.data or ""
    filing_id = derived_id(command_id, "filing")
    try:
        use_case.start(
            desk(),
            filing_id,
            record,
            wanted,
            (form.site.data or "") if "site" in form else "",
            actor=current_actor(),
            at=reader.now(),
            command_id=command_id,
        )
    except (AccountInUse, SubjectInProcess, DomainInProcess) as refusal:
        return _page(wanted, found, form, status=409, taken=words_for(refusal))
    except CannotBegin as refusal:
        why = OBSTACLES[Obstacle(str(refusal.facts["obstacle"]))]
        return _page(wanted, found, form, status=409, taken=why)
    return go_to(url_for("filing.task_list", filing_id=filing_id))


def _asked(kind: str, record: str) -> tuple[Kind, Record]:
    """The kind and the reader's own record. Raises NotFound for a kind that cannot be begun
    on a record, or where no website of the record fits it."""
    if not can_start(kind) or needs_of(kind).begins != "record":
        raise NotFound
    found = records.own_record(desk(), record, reader.account_of_reader()).record
    wanted = Kind(kind)
    if needs_of(kind).about is About.ONE_SITE and not use_case.sites_for(found, wanted):
        raise NotFound
    return wanted, found


def _form(kind: Kind, record: Record, **options: Any) -> BeginForm:
    form = BeginForm(**options)
    if needs_of(kind).about is About.ONE_SITE:
        sites = use_case.sites_for(record, kind)
        form.site.choices = [(id_, _named(site)) for id_, site in sites.items()]
    else:
        del form.site
    return form


def _named(site: RegisteredSite) -> str:
    domains = listed(both_forms(domain) for domain in site.site.domains)
    return with_note(site.site.name, f"{domains} {site.number}")


def _page(
    kind: Kind,
    record: Record,
    form: BeginForm,
    *,
    status: int = 200,
    taken: Any = "",
) -> Response:
    needs = needs_of(kind)
    name = record.subject.name or record.subject.responsible.name.full if record.subject else ""
    rows = [Row(_l("主办者"), name), Row(_l("主体备案号"), record.number)]
    if needs.about is About.EVERY_SITE:
        sites = use_case.sites_for(record, kind).values()
        rows.append(Row(_l("网站"), listed(_named(site) for site in sites)))
    view = Begin(
        kind=kind,
        title=kind_words.title(kind),
        intro=kind_words.INTRODUCTIONS[kind],
        rows=tuple(rows),
        asks_site=needs.about is About.ONE_SITE,
        danger=needs.confirmed,
        action=request.path,
        taken=taken,
    )
    return make_response(render_template("filing/begin.html", view=view, form=form), status)
