"""After approval: the numbers, where to put them, and what is still to be done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing.commands import RecordPublicSecurityNumber
from domain.filing.drafting import facts_of
from domain.filing.facts import Status
from domain.filing.refusals import WrongNumber
from domain.filing.state import Filing
from domain.reference import regions
from domain.refusal import NotFound
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, TextField, needed
from views.filing import reader
from views.filing.answers import Answers, Card, Row, value_of
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.htmx import go_to
from views.language import listed
from views.refusal_words import WORDS

GUANGDONG: Final = "44"
SNIPPET: Final = '<a href="https://beian.miit.gov.cn/" target="_blank" rel="noopener">{number}</a>'


class NumberForm(DeskForm):
    """The public-security number of one website."""

    number = TextField(
        _l("公安备案号"),
        needed(_l("请输入公安备案号，例如 京公网安备11010502030123号。")),
        hint=_l("例如 京公网安备11010502030123号"),
        width=30,
        longest=60,
    )


@dataclass(frozen=True)
class SiteResult:
    """One website: its number, what goes into its footer, its public-security task."""

    id: str
    name: str
    domains: str
    number: str
    footer: str
    snippet: str
    public_security: str
    form: NumberForm


@dataclass(frozen=True)
class Result:
    """The page. ``sheet`` holds what the public-security form asks for and is known here."""

    filing_id: str
    subject_number: str
    approved_on: date
    shows_subject_number: bool
    sites: tuple[SiteResult, ...]
    due_on: date | None
    title: Any
    words: Any
    changes: tuple[Row, ...]
    reviewed: bool
    overdue: bool
    done: bool
    sheet: tuple[Row, ...]


@pages.get("/<filing_id>/result")
@requires(Permission.READ_OWN_FILINGS)
def result(filing_id: str) -> Response:
    return _page(_filed(filing_id))


@pages.post("/<filing_id>/public-security/<site>")
@requires(Permission.FILE)
def public_security(filing_id: str, site: str) -> Response:
    opened = _filed(filing_id)
    if site not in opened.filing.sites or opened.filing.public_security_due_on is None:
        raise NotFound
    form = NumberForm()
    if not form.validate():
        return _page(opened, 422, (site, form))
    command = RecordPublicSecurityNumber(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=reader.now(),
        site=site,
        number=form.number.data or "",
    )
    try:
        filings.handle(desk(), filing_id, command)
    except WrongNumber:
        form.refuse("number", WORDS[WrongNumber])
        return _page(opened, 422, (site, form))
    return go_to(f"{url_for('filing.result', filing_id=filing_id)}#public-security")


@pages.get("/<filing_id>/record")
@requires(Permission.READ_OWN_FILINGS)
def record(filing_id: str) -> Response:
    opened = _filed(filing_id)
    view = _view(opened)
    cards: tuple[Card, ...] = Answers(opened).cards()
    return make_response(render_template("filing/record.html", view=view, cards=cards))


def _filed(filing_id: str) -> Opened:
    """The reader's own filing that has its numbers; else its status page is shown."""
    opened = reader.own(filing_id)
    if opened.filing.status is not Status.FILED:
        raise reader.GoTo(url_for("filing.status", filing_id=filing_id))
    return opened


def _page(
    opened: Opened, status: int = 200, posted: tuple[str, NumberForm] | None = None
) -> Response:
    view = _view(opened, posted)
    form = posted[1] if posted else None
    name = "filing/result.html" if view.due_on is not None else "filing/outcome.html"
    return make_response(render_template(name, view=view, form=form), status)


def _view(opened: Opened, posted: tuple[str, NumberForm] | None = None) -> Result:
    filing = opened.filing
    if filing.approved_on is None:
        raise NotFound
    due_on = filing.public_security_due_on
    done = filing.public_security.keys() >= filing.sites.keys()
    forms = dict([posted]) if posted else {}
    return Result(
        filing_id=opened.id,
        subject_number=filing.subject_number,
        approved_on=filing.approved_on,
        shows_subject_number=_shows_subject_number(filing),
        sites=tuple(_site(filing, site, forms.get(site)) for site in filing.sites),
        due_on=due_on,
        title=kind_words.status_label(filing.status, filing.kind),
        words=kind_words.step(filing.status, filing.kind),
        changes=Answers(opened).changes(),
        reviewed=filing.needs.reviewed,
        overdue=due_on is not None and not done and reader.today() > due_on,
        done=done,
        sheet=tuple(_sheet(filing)) if due_on is not None else (),
    )


def _shows_subject_number(filing: Filing) -> bool:
    """Guangdong wants the subject's number in the footer, all others the website's."""
    return facts_of(filing).region.startswith(GUANGDONG)


def _site(filing: Filing, site: str, posted: NumberForm | None) -> SiteResult:
    number = filing.website_numbers.get(site, "")
    footer = filing.subject_number if _shows_subject_number(filing) else number
    form = posted or NumberForm(formdata=None, command_id=uuid.uuid4().hex)
    # There is one such form for each website, and an id stands on a page once.
    form.number.id = f"number-{site}"
    form.number.label.field_id = form.number.id
    return SiteResult(
        id=site,
        name=filing.sites[site].name,
        domains=listed(both_forms(domain) for domain in filing.sites[site].domains),
        number=number,
        footer=footer,
        snippet=SNIPPET.format(number=footer),
        public_security=filing.public_security.get(site, ""),
        form=form,
    )


def _sheet(filing: Filing) -> list[Row]:
    """What the public-security form asks for, as far as it was told here."""
    facts, subject, targets = facts_of(filing), filing.subject, filing.targets()
    if subject is None:
        return []
    person = subject.responsible
    rows = [
        Row(_l("开办者名称"), subject.name or person.name.full),
        Row(_l("开办者证件号码"), facts.certificate_number or person.certificate_number.full),
        Row(_l("所在地"), "".join(regions.path(facts.region))),
        Row(_l("通信地址"), subject.mail_address.full),
        Row(_l("负责人"), person.name.full),
        Row(_l("负责人证件号码"), person.certificate_number.full),
        Row(_l("负责人手机"), person.mobile.full),
        Row(_l("负责人邮箱"), person.email.full),
        Row(_l("ICP 备案号"), filing.subject_number),
    ]
    for site in filing.sites.values():
        opened_on = site.opened_on or filing.approved_on
        places: dict[Any, str] = {
            _l("网站名称"): f"site:{site.id}.name",
            _l("网站域名"): f"site:{site.id}.domains",
            _l("服务器 IP"): f"access:{site.id}.ips",
            _l("服务器放置地"): f"access:{site.id}.server_places",
        }
        rows += [Row(key, value_of(name, targets.get(name))) for key, name in places.items()]
        rows.append(Row(_l("开通日期"), opened_on))
    return rows
