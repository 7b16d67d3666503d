"""What was proposed: the list, one proposal with what it changes, and its publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.refusal import Refusal
from domain.roles import Permission
from domain.rulebook.commands import DeclineProposal, PublishProposal, RulebookCommand
from domain.rules.rule import BadRule, Rule
from domain.rules.rule_set import RuleSet
from projections import rule_changes
from projections.rule_changes import ProposalRow
from use_cases import rule_book, rule_comparing
from use_cases.rule_comparing import Change
from views.access import current_actor, requires
from views.audit.people import Names
from views.desk import desk
from views.fields import DeskForm
from views.htmx import go_to
from views.refusal_words import words_for
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.fault_words import fault_words
from views.rulebook.parts import Difference, differences
from views.rulebook.rule_form import ReasonForm
from views.rulebook.words import STATUSES


class PublishForm(DeskForm):
    """A button."""


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal in the list."""

    row: ProposalRow
    author: str
    tag: tuple[Any, str]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """One version of a rule that would be new or other, side by side with what it follows."""

    rule: str
    is_new: bool
    is_known: bool
    differences: list[Difference]


@dataclass(frozen=True)
class Page:
    """A proposal as its page shows it. ``broken`` says why it no longer fits the rules."""

    row: ProposalRow
    author: str
    decided_by: str
    tag: tuple[Any, str]
    is_open: bool
    is_own: bool
    changes: tuple[Changed, ...]
    holds_on: date | None
    broken: object


@pages.get("/proposals")
@requires(Permission.EDIT_RULES)
def proposals() -> str:
    rows = [
        row
        for status in (rule_changes.OPEN, rule_changes.PUBLISHED, rule_changes.DECLINED)
        for row in rule_book.proposals(desk(), status)
    ]
    named = reader.names(row.author for row in rows)
    return render_template("rulebook/proposals.html", lines=[_line(row, named) for row in rows])


@pages.get("/proposals/<key>")
@requires(Permission.EDIT_RULES)
def proposal(key: str) -> ResponseReturnValue:
    return _proposal_page(key)


@pages.post("/proposals/<key>/publish")
@requires(Permission.EDIT_RULES)
def publish(key: str) -> ResponseReturnValue:
    form = PublishForm()
    if not form.validate():
        return _proposal_page(key, publishing=form, status=422)
    try:
        rule_book.handle(
            desk(),
            PublishProposal(
                command_id=form.command_id.data or "",
                actor=current_actor(),
                at=desk().clock.now(),
                proposal=key,
            ),
        )
    except Refusal as refused:
        form.form_errors.append(words_for(refused))
        return _proposal_page(key, publishing=form, status=409)
    flash(_("修改已发布。"), "success")
    return go_to(url_for("rulebook.proposal", key=key))


@pages.post("/proposals/<key>/decline")
@requires(Permission.EDIT_RULES)
def decline(key: str) -> ResponseReturnValue:
    form = ReasonForm()
    if not form.validate():
        return _proposal_page(key, declining=form, status=422)
    command: RulebookCommand = DeclineProposal(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=desk().clock.now(),
        proposal=key,
        reason=form.reason.data or "",
    )
    try:
        rule_book.handle(desk(), command)
    except Refusal as refused:
        form.refuse("reason", words_for(refused))
        return _proposal_page(key, declining=form, status=422)
    flash(_("修改已否决。"), "success")
    return go_to(url_for("rulebook.proposal", key=key))


def _proposal_page(
    key: str,
    *,
    publishing: DeskForm | None = None,
    declining: ReasonForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "rulebook/proposal.html",
        view=_page(key),
        publishing=publishing or PublishForm(formdata=None),
        declining=declining or ReasonForm(formdata=None),
    )
    return page, status


def _line(row: ProposalRow, named: Names) -> Line:
    rules = tuple(dict.fromkeys(str(each["id"]) for each in row.rows))
    return Line(row, named.get(row.author, ""), STATUSES[row.status], rules)


def _page(key: str) -> Page:
    row, changes, rules, broken = _compared(key)
    named = reader.names([row.author, row.decided_by])
    return Page(
        row=row,
        author=named.get(row.author, ""),
        decided_by=named.get(row.decided_by, ""),
        tag=STATUSES[row.status],
        is_open=row.status == rule_changes.OPEN,
        is_own=row.author == current_actor().id,
        changes=tuple(_changed(each.before, each.after, each, rules) for each in changes),
        holds_on=rule_comparing.takes_effect(row, reader.today()),
        broken=broken,
    )


def _compared(key: str) -> tuple[ProposalRow, tuple[Change, ...], RuleSet, object]:
    """The proposal with what it changes; nothing, but the reason, where it no longer fits."""
    try:
        compared = rule_comparing.compared(desk(), key)
    except BadRule as bad:
        row = rule_comparing.only_row(desk(), key)
        return row, (), reader.rules(), fault_words(bad)
    return compared.row, compared.changes, compared.after, None


def _changed(before: Rule | None, after: Rule, change: Change, rules: RuleSet) -> Changed:
    return Changed(
        rule=after.id,
        is_new=change.is_version,
        is_known=before is not None,
        differences=differences(before, after, rules),
    )
