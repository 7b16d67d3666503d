"""Proposing a new rule, a new version of one, or its end; noting a review."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.command import derived_id
from domain.refusal import Refusal
from domain.roles import Permission
from domain.rulebook.commands import NoteReview, ProposeRules
from use_cases import rule_book
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import go_to
from views.refusal_words import words_for
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.fault_words import beside
from views.rulebook.listing import shown
from views.rulebook.one_rule import rule_page, versions_of
from views.rulebook.review_form import ReviewForm
from views.rulebook.rule_form import RuleForm, filled_with, row_of, sources_of


@pages.get("/new")
@requires(Permission.EDIT_RULES)
def new_rule() -> ResponseReturnValue:
    return _form_page(_offered(RuleForm(formdata=None)))


@pages.post("/new")
@requires(Permission.EDIT_RULES)
def propose_rule() -> ResponseReturnValue:
    return _propose(_offered(RuleForm()))


@pages.get("/rule/<rule_id>/version")
@requires(Permission.EDIT_RULES)
def new_version(rule_id: str) -> ResponseReturnValue:
    known, today = reader.rules(), reader.today()
    versions_of(known, rule_id)
    filled = filled_with(shown(known, rule_id, today))
    return _form_page(_offered(RuleForm(formdata=None, data=filled)), rule_id)


@pages.post("/rule/<rule_id>/version")
@requires(Permission.EDIT_RULES)
def propose_version(rule_id: str) -> ResponseReturnValue:
    versions_of(reader.rules(), rule_id)
    form = _offered(RuleForm())
    form.id.data = rule_id
    return _propose(form, rule_id)


@pages.post("/rule/<rule_id>/review")
@requires(Permission.EDIT_RULES)
def note_review(rule_id: str) -> ResponseReturnValue:
    versions_of(reader.rules(), rule_id)
    form = ReviewForm()
    if not form.validate() or form.on.data is None:
        return rule_page(rule_id, form, 422)
    command = NoteReview(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=desk().clock.now(),
        rules=(rule_id,),
        on=form.on.data,
        note=form.note.data or "",
    )
    try:
        rule_book.handle(desk(), command)
    except Refusal as refused:
        form.refuse("on" if "least" not in refused.facts else "note", words_for(refused))
        return rule_page(rule_id, form, 422)
    flash(_("复核已记录。"), "success")
    return go_to(url_for("rulebook.rule", rule_id=rule_id))


def _offered(form: RuleForm) -> RuleForm:
    form.offer(reader.rules())
    return form


def _propose(form: RuleForm, rule_id: str = "") -> ResponseReturnValue:
    if not form.validate():
        return _form_page(form, rule_id, 422)
    command = ProposeRules(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=desk().clock.now(),
        rows=(row_of(form),),
        sources=sources_of(form),
        reason=form.reason.data or "",
    )
    try:
        rule_book.handle(desk(), command)
    except Refusal as refused:
        form.refuse(*beside(refused))
        return _form_page(form, rule_id, 422)
    return go_to(_of(command))


def _of(command: ProposeRules) -> str:
    """The page of what was proposed."""
    return url_for("rulebook.proposal", key=derived_id(command.command_id, "proposal"))


def _form_page(form: Any, rule_id: str = "", status: int = 200) -> Response:
    page = render_template("rulebook/rule_form.html", form=form, rule_id=rule_id)
    return make_response(page, status)
