"""The way from a request to the program behind the pages."""

from __future__ import annotations

from flask import current_app

from use_cases.desk import Desk


def desk() -> Desk:
    """What the use cases need, as ``create_app`` wired it."""
    wired: Desk = current_app.extensions["desk"]
    return wired
