"""How a scan leaves the program: never kept by a cache, never run as a page."""

from __future__ import annotations

import re
from typing import Final

from flask import Response, make_response

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")


def scan_response(jpeg: bytes, slot: str, which: str) -> Response:
    """A scan (JPEG) as an answer, for the eyes that were just permitted to see it.

    It is shown under a name without personal data, such as ``M02-front-view.jpg``. ``nosniff``
    and the other headers of every answer come on top.
    """
    name = _UNSAFE.sub("-", f"{slot}-{which}").strip("-")
    response = make_response(jpeg)
    response.headers["Content-Type"] = "image/jpeg"
    response.headers["Content-Disposition"] = f'inline; filename="{name}.jpg"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
