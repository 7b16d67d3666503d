"""Finding rules by their words."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from domain.guide.search import search, terms
from domain.roles import Permission
from views.access import requires
from views.guide import reader
from views.guide.blueprint import pages
from views.guide.forms import SearchForm
from views.guide.rule_lines import rule_line
from views.paging import row_number
from views.rate_limits import rate_limited

_PAGE: Final = 25


@pages.get("/search")
@requires(Permission.VISIT)
@rate_limited("guide search", per_minute=60, methods=("GET",))
def find_rules() -> ResponseReturnValue:
    form = SearchForm(request.args)
    if "q" not in request.args:
        return render_template("guide/search.html", form=SearchForm(None), lines=None)
    if not form.validate():
        return render_template("guide/search.html", form=form, lines=None), 422
    book = reader.guidebook()
    found = search(book.rules, terms(form.q.data), reader.today())
    start = request.args.get("from", 0, type=row_number)
    return render_template(
        "guide/search.html",
        form=form,
        found=len(found),
        lines=[rule_line(rule, book) for rule in found[start : start + _PAGE]],
        previous=_page(form, max(start - _PAGE, 0)) if start else None,
        next=_page(form, start + _PAGE) if start + _PAGE < len(found) else None,
    )


def _page(form: SearchForm, start: int) -> str:
    return url_for("guide.find_rules", q=form.q.data, **({"from": start} if start else {}))
