"""The applicant's part of the program."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

pages: Final = Blueprint("filing", __name__, url_prefix="/filings")
