"""The routes about what is registered hang on this."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint

from views.records import words

pages: Final = Blueprint("records", __name__)


@pages.context_processor
def record_words() -> dict[str, Any]:
    """What is said of empty subjects and websites."""
    return {"words": words}
