"""All routes of servers and authorisation codes."""

from __future__ import annotations

from views.hosting import codes, overview
from views.hosting.blueprint import pages

__all__ = ["codes", "overview", "pages"]
