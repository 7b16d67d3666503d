"""Which filing is needed: three short pages, an answer with its reasons, and the start."""

from __future__ import annotations

from flask import Response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from domain.command import derived_id
from domain.filing import kinds
from domain.filing.commands import StartFiling
from domain.filing.refusals import AccountInUse, DomainInProcess, SubjectInProcess
from domain.refusal import NotFound
from domain.roles import Permission
from domain.rules.decision import UNDECIDED, Decision
from use_cases import start_filing, type_facts
from views.access import current_actor, requires
from views.desk import desk
from views.filing import flow, reader
from views.filing.blueprint import pages
from views.filing.flow import Turn
from views.filing.forms import verify as forms
from views.filing.forms.verify import VerifyForm
from views.filing.page import FormPage, show
from views.filing.verified import look_up, result
from views.htmx import go_to
from views.rate_limits import rate_limited

START = "start"


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
    return _start(form) if go == START else result(form)


def _start(form: VerifyForm) -> Response:
    command_id = reader.command_id_of(form.command_id.data or "")
    filing_id = derived_id(command_id, "filing")
    if not _is_begun(filing_id):
        asked, facts, decision = look_up(form, _chosen(form))
        if not _can_begin(decision):
            return result(form, 422)
        holder = derived_id(command_id, "holder")
        command = StartFiling(
            command_id=command_id,
            actor=current_actor(),
            at=reader.now(),
            account=reader.account_of_reader(),
            facts=type_facts.type_facts(desk(), asked, facts, decision, holder),
        )
        try:
            start_filing.start(desk(), filing_id, command)
        except (AccountInUse, SubjectInProcess, DomainInProcess):
            return result(form, 422)
    return go_to(url_for("filing.task_list", filing_id=filing_id))


def _chosen(form: VerifyForm) -> tuple[str, ...]:
    """The domains of the filing that is begun: of several filings the first one's."""
    every = forms.domains_of(form)
    chosen = set(request.form.getlist("begin"))
    return tuple(domain for domain in every if domain in chosen) or every


def _can_begin(decision: Decision) -> bool:
    """Whether a filing of that kind, or a draft while nobody can tell the kind, begins here."""
    return decision.outcome == UNDECIDED or kinds.can_start(decision.outcome)


def _is_begun(filing_id: str) -> bool:
    """Whether this very form was sent before."""
    try:
        reader.own(filing_id)
    except NotFound:
        return False
    return True


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
