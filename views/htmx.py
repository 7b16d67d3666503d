"""The only place that speaks htmx: whole page or its part, events, caching."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_login import current_user
from htmx_flask import Htmx


def init_htmx(app: Flask) -> None:
    """Give requests their ``htmx`` attribute, and responses the headers that caches need."""
    Htmx(app)
    app.after_request(_cache_headers)


def is_htmx() -> bool:
    """Whether a part is wanted.

    htmx restores its history with an ordinary htmx request and needs the whole page then,
    so that request counts as a plain one.
    """
    asked = request.headers.get("HX-Request", "").lower() == "true"
    restoring = request.headers.get("HX-History-Restore-Request", "").lower() == "true"
    return asked and not restoring


def page_or_partial(template: str, partial: str, *, status: int = 200, **context: Any) -> Response:
    """The page, or for htmx only the part that the page itself includes."""
    return make_response(render_template(partial if is_htmx() else template, **context), status)


def trigger(response: Response, events: dict[str, object]) -> Response:
    """Let the page hear of ``events`` (name -> details) when the response arrives.

    Names go into a header, so they are ASCII; details may be any text, JSON escapes it.
    """
    response.headers["HX-Trigger"] = json.dumps(events, ensure_ascii=True)
    return response


def go_to(url: str) -> Response:
    """Send the reader on after success: a 303, or for htmx its own header. ``url`` is ASCII.

    htmx fetches the address and puts what comes in place of the whole page, so it must not ask
    for it as a part.
    """
    if not url.isascii():
        raise ValueError("an address in a header must be ASCII")
    if is_htmx():
        there = {"path": url, "headers": {"HX-Request": "false"}}
        return make_response("", 204, {"HX-Location": json.dumps(there)})
    return make_response("", 303, {"Location": url})


def _cache_headers(response: Response) -> Response:
    if request.endpoint == "static":
        return response
    if response.mimetype == "text/html":
        response.vary.update(("HX-Request", "Cookie"))
    if current_user.is_authenticated:
        response.headers["Cache-Control"] = "no-store"
    return response
