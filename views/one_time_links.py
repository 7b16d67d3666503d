"""What all one-time links have in common: the picture to show them, and pages that keep them."""

from __future__ import annotations

import segno
from flask import Response


def picture_of(address: str) -> str:
    """A data address of the QR code."""
    return segno.make(address, error="m").svg_data_uri(scale=5, border=3, dark="#17212b")


def keep_secret(response: Response) -> Response:
    """The address is the secret: no cache keeps it, no other site hears of it."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
