"""The domains of a filing: what is known of each, and the page that asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import domain_facts as room
from domain.filing.facts import DomainFacts
from domain.filing.refusals import InvalidData
from domain.refusal import NotFound, StaleVersion
from domain.roles import Permission
from use_cases import domain_facts
from use_cases.filings import Opened
from views import domain_words
from views.access import current_actor, requires
from views.desk import desk
from views.filing import reader
from views.filing.blueprint import pages
from views.filing.forms.domain import DomainForm, answers, typed
from views.filing.verify_words import shown
from views.htmx import go_to
from views.problem_words import words_for


@dataclass(frozen=True)
class DomainRow:
    """A domain in the list."""

    name: str
    href: str
    facts: tuple[str, ...]


@pages.get("/<filing_id>/domains")
@requires(Permission.READ_OWN_FILINGS)
def domain_list(filing_id: str) -> str:
    filing = reader.editable(filing_id).filing
    rows = tuple(
        DomainRow(
            name=shown(domain),
            href=url_for("filing.domain", filing_id=filing_id, name=domain),
            facts=domain_words.rows(filing.domains.get(domain, DomainFacts())),
        )
        for domain in room.domains_of(filing)
    )
    back = url_for("filing.task_list", filing_id=filing_id)
    return render_template("filing/domains.html", rows=rows, back=back)


@pages.get("/<filing_id>/domains/<name>")
@requires(Permission.READ_OWN_FILINGS)
def domain(filing_id: str, name: str) -> Response:
    opened = _with_domain(filing_id, name)
    known = opened.filing.domains.get(name)
    if known is None:
        known = domain_facts.look_up(desk(), name) or DomainFacts()
    form = DomainForm(formdata=None, data=answers(known))
    form.seen.data = reader.seen_version(opened.filing, room.section(name))
    return _page(filing_id, name, form)


@pages.post("/<filing_id>/domains/<name>")
@requires(Permission.FILE)
def state_domain(filing_id: str, name: str) -> Response:
    opened = _with_domain(filing_id, name)
    form = DomainForm()
    if not form.validate():
        return _page(filing_id, name, form, 422)
    try:
        domain_facts.state(
            desk(),
            filing_id,
            name,
            typed(form),
            actor=current_actor(),
            at=reader.now(),
            command_id=form.command_id.data or "",
            seen=form.seen.data or 0,
        )
    except InvalidData as refused:
        for problem in refused.facts["problems"]:
            form.refuse(problem.field.removeprefix("domain."), words_for(problem))
        return _page(filing_id, name, form, 422)
    except StaleVersion:
        form.form_errors.append(_l("这个域名的信息在别处改动过。要换成您填写的，请再保存一次。"))
        form.seen.data = reader.seen_version(opened.filing, room.section(name))
        form.seen.raw_data = None
        return _page(filing_id, name, form, 409)
    return go_to(url_for("filing.domain_list", filing_id=filing_id))


def _with_domain(filing_id: str, name: str) -> Opened:
    opened = reader.editable(filing_id)
    if name not in room.domains_of(opened.filing):
        raise NotFound
    return opened


def _page(filing_id: str, name: str, form: DomainForm, status: int = 200) -> Response:
    body = render_template(
        "filing/domain.html",
        form=form,
        name=shown(name),
        action=url_for("filing.state_domain", filing_id=filing_id, name=name),
        back=url_for("filing.domain_list", filing_id=filing_id),
    )
    return make_response(body, status)
