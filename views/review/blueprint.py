"""The routes of the review console hang on this."""

from __future__ import annotations

from flask import Blueprint

from views import issue_words

pages = Blueprint("review", __name__, url_prefix="/review")
pages.add_app_template_filter(issue_words.text, "issue_text")
