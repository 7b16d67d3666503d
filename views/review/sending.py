"""What the small forms of the console send."""

from __future__ import annotations

import re

from flask import abort, request


def posted_command_id() -> str:
    """The id of the command in the form; a form without one is refused as incomplete."""
    command_id = request.form.get("command_id", "")
    if re.fullmatch(r"[0-9a-f]{32}", command_id) is None:
        abort(400)
    return command_id
