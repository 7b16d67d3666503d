"""The choices of provinces, cities and counties, one level at a time."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from domain.reference import regions as table
from domain.roles import Permission
from views.access import requires
from views.language import language

pages = Blueprint("regions", __name__, url_prefix="/regions")


@pages.get("")
@requires(Permission.VISIT)
def options() -> Response:
    """The ``<option>`` elements below a region; ``parent`` may be empty for the provinces.

    htmx sends the value of the list that was changed under the list's own name, so ``from``
    may say which parameter holds the parent.
    """
    parent = request.args.get(request.args.get("from", "parent"), "")
    if parent and not table.exists(parent):
        abort(404)
    page = render_template("public/_region_options.html", choices=choices(parent))
    response = make_response(page)
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def choices(parent: str = "") -> list[tuple[str, str]]:
    """The regions below ``parent`` as choices of a list, in the reader's language."""
    return [(each.code, each.label(language())) for each in table.children(parent)]
