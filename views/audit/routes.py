"""All routes of the auditor."""

from __future__ import annotations

from views.audit import as_of, differences, search, timeline, verify
from views.audit.blueprint import pages

__all__ = ["as_of", "differences", "pages", "search", "timeline", "verify"]
