"""The first page of the guide: all that is in it, and what the provinces have for themselves."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from domain.reference import provinces
from domain.roles import Permission
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from views.access import requires
from views.guide import reader
from views.guide.blueprint import pages
from views.guide.forms import AskForm, SearchForm
from views.guide.rule_lines import by_topic
from views.language import language


@dataclass(frozen=True, slots=True)
class ProvinceLine:
    """A province, and how many rules in force it has for itself."""

    digits: str
    name: str
    own: int


@pages.get("")
@requires(Permission.VISIT)
def index() -> str:
    rules = reader.rules()
    lines = [
        ProvinceLine(each.code[:2], each.label(language()), len(_own(rules, each.code[:2])))
        for each in provinces.provinces()
    ]
    return render_template(
        "guide/index.html",
        form=AskForm(None),
        search=SearchForm(None),
        rules=rules,
        provinces=lines,
    )


@pages.get("/provinces/<digits>")
@requires(Permission.VISIT)
def province(digits: str) -> ResponseReturnValue:
    """All that a province has for itself, for every kind of filing and subject."""
    found = provinces.by_code.get(f"{digits}0000")
    if found is None:
        abort(404)
    book = reader.guidebook()
    return render_template(
        "guide/province.html",
        name=found.label(language()),
        bureau=found.bureau_label(language()),
        form=AskForm(None, data={"province": digits}),
        topics=by_topic(_own(book.rules, digits), book),
        rules=book.rules,
    )


def _own(rules: RuleSet, digits: str) -> list[Rule]:
    """The rules in force, or that begin later, which only some provinces have."""
    today = reader.today()
    return [
        rule
        for rule in rules.rules
        if digits in rule.provinces and (rule.valid_to is None or rule.valid_to >= today)
    ]
