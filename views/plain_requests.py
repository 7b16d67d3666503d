"""Requests that no browser sends: a NUL character, which PostgreSQL keeps in no text."""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, request

NUL: Final = "\x00"


def init_plain_requests(app: Flask) -> None:
    """Refuse them before any page looks at them."""
    app.before_request(_refuse)


def _refuse() -> None:
    if NUL in request.path:
        abort(404)
    sent = (request.args, request.form)
    if any(NUL in text for each in sent for pair in each.items(multi=True) for text in pair):
        abort(400)


def own_address() -> str:
    """The path and query of this request, as a page may name it."""
    return request.full_path.rstrip("?").replace(NUL, "")
