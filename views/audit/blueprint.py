"""The routes of the auditor hang on this."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from views.status_words import reviewer_label, tag_colour

pages = Blueprint("audit", __name__, url_prefix="/audit")


@pages.context_processor
def state_words() -> dict[str, Any]:
    """What the states of filings are called, for all templates of the auditor."""
    return {"reviewer_label": reviewer_label, "tag_colour": tag_colour}
