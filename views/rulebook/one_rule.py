"""One rule: its versions, how two of them differ, and when it was last reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from domain.refusal import NotFound
from domain.roles import Permission
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from views.access import requires
from views.paging import row_number
from views.rulebook import reader
from views.rulebook.blueprint import pages
from views.rulebook.parts import Difference, differences, period, words_of
from views.rulebook.review_form import Reviewed, ReviewForm, reviewed


@dataclass(frozen=True, slots=True)
class Version:
    """One version in the list; ``number`` counts from 1, the oldest."""

    number: int
    rule: Rule
    period: tuple[Any, str]


@dataclass(frozen=True)
class Page:
    """A rule as its page shows it."""

    id: str
    words: str
    versions: tuple[Version, ...]
    first: int
    second: int
    differences: list[Difference]
    review: Reviewed


@pages.get("/rule/<rule_id>")
@requires(Permission.EDIT_RULES)
def rule(rule_id: str) -> ResponseReturnValue:
    return rule_page(rule_id, ReviewForm(formdata=None))


def rule_page(rule_id: str, form: ReviewForm, status: int = 200) -> ResponseReturnValue:
    """The page, with the form that notes a review."""
    return render_template("rulebook/rule.html", view=_page(rule_id), form=form), status


def versions_of(known: RuleSet, rule_id: str) -> tuple[Rule, ...]:
    """The versions of a rule, the oldest first. Raises NotFound."""
    try:
        return known.versions(rule_id)
    except KeyError:
        raise NotFound from None


def _page(rule_id: str) -> Page:
    known, today = reader.edition(), reader.today()
    versions = versions_of(known.rules, rule_id)
    first, second = _compared(len(versions))
    newest = versions[-1]
    return Page(
        id=rule_id,
        words=words_of(newest),
        versions=tuple(
            Version(number, each, period(each, today))
            for number, each in enumerate(versions, start=1)
        ),
        first=first,
        second=second,
        differences=differences(
            _numbered(versions, first),
            _numbered(versions, second),
            known.rules,
            everything=first == second,
        ),
        review=reviewed(known, rule_id, today),
    )


def _compared(last: int) -> tuple[int, int]:
    """Which versions are shown side by side: the two newest, unless others are asked for."""
    first = request.args.get("from", last - 1, type=row_number)
    second = request.args.get("to", last, type=row_number)
    return max(1, min(first, last)), max(1, min(second, last))


def _numbered(versions: Sequence[Rule], number: int) -> Rule:
    return versions[number - 1]
