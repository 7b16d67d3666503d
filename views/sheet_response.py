"""How a verification sheet leaves the program. It may show a person's name, so no cache keeps it."""

from __future__ import annotations

from flask import Response, make_response


def sheet_response(pdf: bytes, filing_id: str, site: str, kind: str = "") -> Response:
    """The PDF as a file to keep, under a name without personal data; ``kind`` is ASCII."""
    parts = ("verification-sheet", kind, filing_id[:8], site[:8])
    response = make_response(pdf)
    name = "-".join(part for part in parts if part)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
