"""The routes of the guide hang on this; browsers may keep its pages for a while."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response
from flask_login import current_user

pages = Blueprint("guide", __name__, url_prefix="/guide")

_SECONDS: Final = 300
"""How long a browser may show a page again without asking: a rule that was published is seen
five minutes later at the latest."""


@pages.after_request
def let_browsers_keep(response: Response) -> Response:
    """The frame of a page holds the token of the session, so only the reader's own browser may
    keep it, and only as long as language and session stay."""
    if response.status_code == 200 and not current_user.is_authenticated:
        response.headers.setdefault("Cache-Control", f"private, max-age={_SECONDS}")
        response.vary.update(("Cookie", "Accept-Language"))
    return response
