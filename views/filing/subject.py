"""Who runs the websites: the subject and its responsible person."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from flask_babel import lazy_gettext as _l
from msgspec.structs import replace

from domain.filing.commands import RecordSubject
from domain.filing.drafting import facts_of
from domain.filing.facts import Subject
from domain.filing.state import Filing
from domain.roles import Permission
from domain.rules import subject_rules
from domain.rules.problems import Problem
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.filing import flow, reader, subject_words
from views.filing.beside import asked, beside, beyond_fields, look
from views.filing.blueprint import pages
from views.filing.flow import PagedForm, Turn
from views.filing.forms import subject as forms
from views.filing.forms.subject import SubjectForm, UnitForm
from views.filing.held import held, subject_target
from views.filing.page import FormPage, Row, after_saving, asked_page, show, stale_page
from views.filing.saving import answered, save
from views.htmx import go_to
from views.rate_limits import rate_limited


@pages.get("/<filing_id>/subject")
@requires(Permission.READ_OWN_FILINGS)
def subject(filing_id: str) -> Response:
    opened = reader.editable(filing_id)
    form = _stored_form(opened.filing)
    form.origin.data = request.args.get("from", "")
    return show_form(opened, form, Turn(asked_page(form)))


@pages.post("/<filing_id>/subject")
@requires(Permission.FILE)
def record_subject(filing_id: str) -> Response:
    opened = reader.editable(filing_id)
    filing, facts = opened.filing, facts_of(opened.filing)
    form = forms.subject_form(facts)
    _held(filing, form)
    form.validate()
    command_id = reader.command_id_of(form.command_id.data or "")
    stated = forms.subject_from(form, facts, filing.subject, command_id, desk().vault.digest)
    form.tell(_problems(form, stated, filing))
    command = RecordSubject(
        command_id=command_id,
        actor=current_actor(),
        at=reader.now(),
        subject=stated,
        seen=form.seen.data or 0,
    )
    left = answered(
        form,
        request.form.get("go", ""),
        stored=filing.subject is not None,
        record=lambda: save(filing_id, form, command, lambda: _stale(filing_id, form)),
    )
    if left is not None:
        return left if isinstance(left, Response) else show_form(opened, form, left)
    return go_to(after_saving(filing_id, form, _onward(filing_id, form)))


@pages.post("/<filing_id>/subject/look")
@rate_limited("rules", per_minute=120)
@requires(Permission.FILE)
def look_at_subject(filing_id: str) -> Response:
    """What the rules say of a field that was just changed; nothing is stored."""
    filing = reader.editable(filing_id).filing
    form = forms.subject_form(facts_of(filing))
    return look(_with(filing, form), form, subject_target)


def _with(filing: Filing, form: SubjectForm) -> Filing:
    """The filing as it would be with what stands in the form."""
    facts, id_ = facts_of(filing), form.command_id.data or ""
    stated = forms.subject_from(form, facts, filing.subject, id_, desk().vault.digest)
    return replace(filing, subject=replace(stated, responsible=asked(stated.responsible)))


def _problems(form: SubjectForm, stated: Subject, filing: Filing) -> list[Problem]:
    problems = subject_rules.check(stated, facts_of(filing), reader.today(), filing.rules)
    if isinstance(form, UnitForm) and not form.is_legal_representative.data:
        problems.append(Problem("is_legal_representative", "required"))
    return problems


def _stored_form(filing: Filing) -> SubjectForm:
    form = forms.subject_form(facts_of(filing), formdata=None, data=_answers(filing))
    form.seen.data = reader.seen_version(filing, "subject")
    return form


def _answers(filing: Filing) -> dict[str, Any]:
    return forms.answers_of(filing.subject) if filing.subject else {}


def _held(filing: Filing, form: PagedForm) -> flow.Held:
    return held(filing, form, subject_target, _answers(filing))


def _onward(filing_id: str, form: SubjectForm) -> str:
    page = flow.following(form)
    if page is not None:
        return url_for("filing.subject", filing_id=filing_id, page=page.name)
    return url_for("filing.site_list", filing_id=filing_id)


def _stale(filing_id: str, form: SubjectForm) -> Response:
    filing = reader.editable(filing_id).filing
    here = url_for("filing.subject", filing_id=filing_id)
    return stale_page(
        form, _stored_form(filing), reader.seen_version(filing, "subject"), here, here
    )


def show_form(opened: Opened, form: SubjectForm, turn: Turn) -> Response:
    """The page of the form that is its turn."""
    filing = opened.filing
    kind, number = forms.certificate_shown(facts_of(filing))
    first = turn.page == form.pages()[0]
    view = FormPage(
        form=form,
        page=turn.page,
        action=url_for("filing.subject", filing_id=opened.id),
        back=url_for("filing.task_list", filing_id=opened.id),
        caption=subject_words.title(facts_of(filing)),
        held=_held(filing, form),
        facts=(Row(_l("证件类型"), kind), Row(_l("证件号码"), number)) if first else (),
        stored=filing.subject is not None,
        reads=_reads(opened, turn),
        of_facts=beyond_fields(_with(filing, form), form, "subject", subject_target)
        if first
        else (),
        abandon=url_for("filing.abandon_question", filing_id=opened.id),
        found=beside(_with(filing, form), form, turn.page.fields, subject_target),
        looks=url_for("filing.look_at_subject", filing_id=opened.id),
    )
    return show(view, turn)


def _reads(opened: Opened, turn: Turn) -> str:
    """Where a picture of the certificate is read for this page; empty where none can be."""
    fields = {"responsible_name", "subject_name"}
    if desk().reader is None or opened.filing.issues or not fields & set(turn.page.fields):
        return ""
    return url_for("filing.read_certificate", filing_id=opened.id)
