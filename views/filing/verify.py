"""Which filing is needed: three short pages, an answer with its reasons, and the start."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from domain.command import derived_id
from domain.filing.commands import StartFiling
from domain.filing.facts import INDIVIDUAL, Status, TypeFacts
from domain.filing.refusals import AccountInUse, DomainInProcess, SubjectInProcess
from domain.personal import Personal
from domain.refusal import NotFound
from domain.roles import Permission
from domain.rules.filing_type import Decision, Facts, decide_type
from projections import dashboard
from use_cases import start_filing
from views.access import current_actor, requires
from views.desk import desk
from views.filing import flow, reader, verify_words
from views.filing.blueprint import pages
from views.filing.flow import Turn
from views.filing.forms import verify as forms
from views.filing.forms.verify import VerifyForm
from views.filing.page import FormPage, show
from views.filing.verify_words import Check, Stop
from views.htmx import go_to
from views.rate_limits import rate_limited

START = "start"


@dataclass(frozen=True)
class Result:
    """The answer: what is needed, or why it stops here, with every check."""

    form: VerifyForm
    checks: tuple[Check, ...]
    stop: Stop | None
    own_filing: str | None


@pages.get("/new")
@requires(Permission.FILE)
def new() -> Response:
    form = forms.verify_form(formdata=None)
    form.seen.data = 0
    return _show(form, Turn(form.pages()[0]))


@pages.get("/new/places")
@requires(Permission.FILE)
def places() -> str:
    """The three lists of places for what is chosen so far; htmx asks after each choice."""
    form = forms.verify_form(formdata=request.args, meta={"csrf": False})
    return render_template("filing/_places.html", form=form)


@pages.post("/new")
@rate_limited("type look-up", per_minute=20)
@requires(Permission.FILE)
def verify() -> Response:
    form = forms.verify_form()
    go = request.form.get("go", "")
    if go in (flow.OPTIONS, flow.CHANGE):
        return _show(form, Turn(form.shown()))
    form.validate()
    form.tell(forms.problems(form, reader.today()))
    turn = flow.next_turn(form, go, stored=False)
    if turn is not None:
        return _show(form, turn)
    return _start(form) if go == START else _result(form)


def _start(form: VerifyForm) -> Response:
    command_id = reader.command_id_of(form.command_id.data or "")
    filing_id = derived_id(command_id, "filing")
    if not _is_begun(filing_id):
        facts, decision = _look_up(form)
        if decision.outcome != "FIRST":
            return _result(form, 422)
        command = StartFiling(
            command_id=command_id,
            actor=current_actor(),
            at=reader.now(),
            account=reader.account_of_reader(),
            facts=_type_facts(form, facts, decision, command_id),
        )
        try:
            start_filing.start(desk(), filing_id, command)
        except (AccountInUse, SubjectInProcess, DomainInProcess):
            return _result(form, 422)
    return go_to(url_for("filing.task_list", filing_id=filing_id))


def _is_begun(filing_id: str) -> bool:
    """Whether this very form was sent before."""
    try:
        reader.own(filing_id)
    except NotFound:
        return False
    return True


def _look_up(form: VerifyForm) -> tuple[Facts, Decision]:
    kind, number = form.typed_certificate()
    facts = start_filing.look_up(
        desk(),
        reader.account_of_reader(),
        nature=form.typed_nature(),
        region=form.region,
        certificate_type=kind,
        number=number,
        domains=(forms.domain_of(form).ascii,),
    )
    return facts, decide_type(facts)


def _type_facts(form: VerifyForm, facts: Facts, decision: Decision, command_id: str) -> TypeFacts:
    kind, number = form.typed_certificate()
    personal = facts.nature == INDIVIDUAL
    holder = derived_id(command_id, "holder")
    return TypeFacts(
        outcome=decision.outcome,
        row=decision.row,
        rule_version=decision.rule_version,
        nature=facts.nature,
        region=facts.region,
        certificate_type=kind,
        certificate_number="" if personal else number,
        holder=Personal(holder, "certificate_number", number) if personal else None,
        certificate_digest=start_filing.certificate_digest(desk(), kind, number),
        domains=facts.domains,
    )


def _result(form: VerifyForm, status: int = 200) -> Response:
    facts, decision = _look_up(form)
    form.page.data = form.pages()[-1].name
    stop = verify_words.stop(decision, facts)
    own = decision.row in {1, 3, 6} and verify_words.is_own(facts)
    view = Result(
        form=form,
        checks=verify_words.checks(facts, forms.domain_of(form)),
        stop=stop,
        own_filing=_latest_filing() if stop and own else None,
    )
    return make_response(render_template("filing/verified.html", view=view, form=form), status)


def _latest_filing() -> str | None:
    """The reader's own filing that stands in the way: the last one that was not given up."""
    with desk().unit.reading() as connection:
        rows = dashboard.of_account(connection, reader.account_of_reader())
    return next((row.filing_id for row in rows if row.status != Status.ABANDONED), None)


def _show(form: VerifyForm, turn: Turn) -> Response:
    view = FormPage(
        form=form,
        page=turn.page,
        action=url_for("filing.verify"),
        back=url_for("public.start"),
        caption=_l("验证备案类型"),
        stored=False,
        records=False,
    )
    return show(view, turn, "filing/verify.html")
