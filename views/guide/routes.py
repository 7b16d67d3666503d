"""All routes of the guide."""

from __future__ import annotations

from views.guide import asked, domain, index, plan, search, sheet
from views.guide.blueprint import pages

__all__ = ["asked", "domain", "index", "pages", "plan", "search", "sheet"]
