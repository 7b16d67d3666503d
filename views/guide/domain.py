"""What can be told of a domain before it is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from domain import domain_names
from domain.domain_names import DomainName
from domain.guide.domain_check import Judged, Verdict, judge
from domain.roles import Permission
from domain.rules.problems import Problem
from views.access import requires
from views.guide import reader
from views.guide.blueprint import pages
from views.guide.forms import DomainForm
from views.guide.reader import Guidebook
from views.guide.rule_lines import RuleLine, rule_line
from views.guide.words import UNKNOWABLE
from views.problem_words import words_for
from views.rate_limits import rate_limited

_ANY_UNIT: Final = 4
"""Who files where nothing is chosen: an enterprise, as most do."""


@dataclass(frozen=True, slots=True)
class DomainPage:
    """A domain in words. ``readable`` is empty where it equals ``registrable``, ``prefix`` where
    what was typed is the domain to file. ``approved``: by the list of top-level domains."""

    registrable: str
    readable: str
    prefix: str
    suffix: str
    approved: bool
    objects: tuple[RuleLine, ...]
    holds: tuple[RuleLine, ...]
    unknown: tuple[RuleLine, ...]


@pages.get("/domain")
@requires(Permission.VISIT)
@rate_limited("guide domain", per_minute=60, methods=("GET",))
def check_domain() -> ResponseReturnValue:
    if "domain" not in request.args:
        return render_template("guide/domain.html", form=DomainForm(None), view=None)
    form = DomainForm(request.args)
    name = _name(form) if form.validate() else None
    if name is None:
        return render_template("guide/domain.html", form=form, view=None), 422
    view = _view(name, form, reader.guidebook())
    return render_template("guide/domain.html", form=form, view=view, unknowable=UNKNOWABLE)


def _name(form: DomainForm) -> DomainName | None:
    try:
        return domain_names.parse(form.domain.data)
    except domain_names.NotADomainName as wrong:
        problem = Problem("site.domains", f"domain_{wrong.reason}")
        form.domain.errors = [words_for(problem)]
        return None


def _view(name: DomainName, form: DomainForm, book: Guidebook) -> DomainPage:
    nature = int(form.nature.data or _ANY_UNIT)
    judged = judge(name, book.rules, nature, form.province.data or "", reader.today())
    filed = domain_names.parse(name.registrable)
    return DomainPage(
        registrable=filed.ascii,
        readable=filed.unicode if filed.unicode != filed.ascii else "",
        prefix=name.ascii.removesuffix(filed.ascii).rstrip("."),
        suffix=filed.ascii.partition(".")[2],
        approved=domain_names.tld_approved(name),
        objects=_lines(judged, "objects", book, filed),
        holds=_lines(judged, "holds", book, filed),
        unknown=_lines(judged, "unknown", book, filed),
    )


def _lines(
    judged: tuple[Judged, ...], verdict: Verdict, book: Guidebook, name: DomainName
) -> tuple[RuleLine, ...]:
    known = {"domains": name.unicode} if verdict == "objects" else {}
    return tuple(rule_line(each.rule, book, known) for each in judged if each.verdict == verdict)
