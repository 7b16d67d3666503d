"""Requests that no browser sends: a NUL character, which PostgreSQL keeps in no text."""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, request

NUL: Final = "\x00"


def init_plain_requests(app: Flask) -> None:
    """Tell whoever asks for such an address that there is none."""
    app.before_request(_refuse_address)


def is_plain() -> bool:
    """Whether the request's query and form hold nothing of the kind. Most pages answer such a
    value like any other nonsense; where the database was asked for it, this tells why it failed."""
    sent = (request.args, request.form)
    return not any(NUL in text for each in sent for pair in each.items(multi=True) for text in pair)


def own_address() -> str:
    """The path and query of this request, as a page may name it."""
    return request.full_path.rstrip("?").replace(NUL, "")


def _refuse_address() -> None:
    if NUL in request.path:
        abort(404)
