"""The start page, the language switch, and the look-ups that forms use."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from domain.roles import Permission
from views.access import requires
from views.language import LANGUAGES, remember
from views.public.page import STEPS, ways_in
from views.ways_back import safe_next

pages = Blueprint("public", __name__)


@pages.get("/")
@requires(Permission.VISIT)
def start() -> str:
    return render_template("public/start.html", steps=STEPS, ways_in=ways_in())


@pages.get("/healthz")
@requires(Permission.VISIT)
def health() -> Response:
    return make_response("ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"})


@pages.post("/language")
@requires(Permission.VISIT)
def switch_language() -> ResponseReturnValue:
    wanted = request.form.get("language", "")
    if wanted not in LANGUAGES:
        abort(400)
    response = redirect(safe_next(request.form.get("next")) or "/", 303)
    remember(response, wanted)
    return response
