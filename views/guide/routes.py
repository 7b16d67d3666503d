"""All routes of the guide."""

from __future__ import annotations

from views.guide import asked, index
from views.guide.blueprint import pages

__all__ = ["asked", "index", "pages"]
