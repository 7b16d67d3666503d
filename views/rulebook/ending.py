"""Proposing that a rule ends."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.command import derived_id
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from domain.rulebook.commands import ProposeRules
from domain.rulebook.refusals import ReasonNeeded
from domain.rules.rule import Rule
from use_cases import rule_book
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DateField
from views.htmx import go_to
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.fault_words import beside
from views.rulebook.one_rule import versions_of
from views.rulebook.rule_form import ReasonForm


class EndForm(ReasonForm):
    """The last day on which the newest version holds."""

    valid_to = DateField(
        _l("最后一个有效的日子"),
        [validators.InputRequired(_l("请填写最后一个有效的日子，最早是今天。"))],
        hint=_l("北京日期，含当日，最早是今天。"),
    )


@pages.get("/rule/<rule_id>/end")
@requires(Permission.EDIT_RULES)
def end_question(rule_id: str) -> ResponseReturnValue:
    return _question(rule_id, EndForm(formdata=None))


@pages.post("/rule/<rule_id>/end")
@requires(Permission.EDIT_RULES)
def end(rule_id: str) -> ResponseReturnValue:
    form = EndForm()
    if not form.validate() or form.valid_to.data is None:
        return _question(rule_id, form, 422)
    ended = _newest_row(rule_id) | {"valid_to": form.valid_to.data.isoformat()}
    command = ProposeRules(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=desk().clock.now(),
        rows=(ended,),
        sources={},
        reason=form.reason.data or "",
    )
    try:
        rule_book.handle(desk(), command)
    except ReasonNeeded as refused:
        form.refuse(*beside(refused))
        return _question(rule_id, form, 422)
    except Refusal as refused:
        form.refuse("valid_to", beside(refused)[1])
        return _question(rule_id, form, 422)
    return go_to(url_for("rulebook.proposal", key=derived_id(command.command_id, "proposal")))


def _newest_row(rule_id: str) -> dict[str, Any]:
    """The newest version as its file has it. Raises NotFound."""
    known = reader.edition()
    newest: Rule = versions_of(known.rules, rule_id)[-1]
    begins = newest.valid_from.isoformat() if newest.valid_from is not None else None
    for _name, file in known.book.files:
        for row in file.items:
            if row["id"] == rule_id and row.get("valid_from") == begins:
                return row
    raise NotFound


def _question(rule_id: str, form: EndForm, status: int = 200) -> ResponseReturnValue:
    versions_of(reader.rules(), rule_id)
    return render_template("rulebook/end.html", form=form, rule_id=rule_id), status
