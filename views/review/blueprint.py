"""The routes of the review console hang on this."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("review", __name__, url_prefix="/review")
