"""Why something registered shall end."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.filing import explaining
from domain.filing.commands import Explain
from domain.filing.facts import Explanation
from domain.filing.refusals import BadExplanation
from domain.filing.targets import EXPLANATION
from domain.refusal import NotFound, StaleVersion
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import RadioField, SeenForm, TextArea
from views.filing import reader
from views.filing.blueprint import pages
from views.htmx import go_to
from views.refusal_words import words_for


class ExplainForm(SeenForm):
    """A reason of the list, and more words."""

    reason = RadioField(
        _l("原因"),
        [validators.InputRequired(_l("请选择原因。"))],
        choices=list(kind_words.REASONS.items()),
    )
    text = TextArea(_l("说明"), [validators.Optional()], longest=explaining.MOST)


@pages.get("/<filing_id>/reason")
@requires(Permission.READ_OWN_FILINGS)
def reason(filing_id: str) -> Response:
    opened = _asked(filing_id)
    said = opened.filing.explanation
    answers = {"reason": said.reason, "text": said.text} if said is not None else {}
    form = ExplainForm(formdata=None, data=answers)
    form.seen.data = reader.seen_version(opened.filing, EXPLANATION)
    return _page(opened, form)


@pages.post("/<filing_id>/reason")
@requires(Permission.FILE)
def explain(filing_id: str) -> Response:
    opened = _asked(filing_id)
    form = ExplainForm()
    if not form.validate():
        return _page(opened, form, 422)
    command = Explain(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=reader.now(),
        explanation=Explanation(form.reason.data or "", form.text.data or ""),
        seen=form.seen.data or 0,
    )
    try:
        filings.handle(desk(), filing_id, command)
    except BadExplanation as refusal:
        form.refuse("text", words_for(refusal))
        return _page(opened, form, 422)
    except StaleVersion:
        form.form_errors.append(_overtaken(opened))
        form.seen.data = reader.seen_version(opened.filing, EXPLANATION)
        form.seen.raw_data = None
        return _page(opened, form, 409)
    back = request.args.get("from", "")
    onward = f"filing.{back}" if back in {"check", "fix"} else "filing.task_list"
    return go_to(url_for(onward, filing_id=filing_id))


def _asked(filing_id: str) -> Opened:
    opened = reader.editable(filing_id)
    if not opened.filing.needs.explained:
        raise NotFound
    return opened


def _overtaken(opened: Opened) -> Any:
    said = opened.filing.explanation
    stored = kind_words.explanation_words(said) if said is not None else ""
    return _l(
        "这项内容在别处改动过，现在是“%(stored)s”。要换成您填写的，请再保存一次。", stored=stored
    )


def _page(opened: Opened, form: ExplainForm, status: int = 200) -> Response:
    body = render_template(
        "filing/reason.html",
        form=form,
        title=kind_words.title(opened.filing.kind),
        action=request.full_path.rstrip("?"),
        back=url_for("filing.task_list", filing_id=opened.id),
    )
    return make_response(body, status)
