"""Looking at the filing type again while nobody could tell it when the filing began."""

from __future__ import annotations

from flask import Response, flash, url_for
from flask_babel import lazy_gettext as _l

from domain.filing.facts import TypeFacts
from domain.filing.refusals import NotEditable
from domain.filing.state import Filing
from domain.roles import Permission
from domain.rules.decision import UNDECIDED, Decision
from use_cases import type_again
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader
from views.filing.blueprint import pages
from views.htmx import go_to
from views.language import in_a_row, language
from views.rate_limits import rate_limited


@pages.post("/<filing_id>/type")
@rate_limited("type look-up", per_minute=20)
@requires(Permission.FILE)
def determine_again(filing_id: str) -> Response:
    form = DeskForm()
    facts = reader.own(filing_id).filing.facts
    if form.validate() and facts is not None:
        _tell(_look(filing_id, form.command_id.data or ""), facts)
    return go_to(url_for("filing.check", filing_id=filing_id))


def command_id(filing: Filing) -> str | None:
    """The id of the next look, while the type of the filing is not known."""
    if filing.facts is None or not filing.facts.undecided:
        return None
    return str(DeskForm(formdata=None).command_id.data)


def _look(filing_id: str, command_id: str) -> Decision | None:
    try:
        return type_again.determine_again(
            desk(), filing_id, actor=current_actor(), at=reader.now(), command_id=command_id
        )
    except NotEditable:
        return None


def _tell(decision: Decision | None, facts: TypeFacts) -> None:
    if decision is None:
        return
    reason, advice = decision.reason(language()), decision.advice(language())
    if decision.outcome == facts.outcome:
        kind = kind_words.title(decision.outcome)
        flash(in_a_row((_l("备案类型已确定：%(kind)s。", kind=kind), reason)), "success")
    elif decision.outcome == UNDECIDED:
        flash(in_a_row((reason, advice)), "warning")
    else:
        end = _l("这份备案不能按首次备案提交，需要时请放弃后重新开始。")
        flash(in_a_row((reason, advice, end)), "warning")
