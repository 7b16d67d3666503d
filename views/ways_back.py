"""Where a reader goes next: a path on this site, and never anywhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request

from views.htmx import is_htmx
from views.plain_requests import own_address


def safe_next(target: str | None) -> str | None:
    """``target`` if it is a path on this site, else None: a link must not lead elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(character) < 0x21 for character in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


def page_in_sight() -> str | None:
    """The page that the reader looks at: this one, or that which asked for a part or sent a form."""
    if request.method == "GET" and not is_htmx():
        return own_address()
    address = urlsplit(request.headers.get("HX-Current-URL") or request.referrer or "")
    if address.netloc != request.host:
        return None
    return safe_next(address._replace(scheme="", netloc="", fragment="").geturl())
