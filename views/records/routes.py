"""All routes about what is registered."""

from __future__ import annotations

from views.records import mine, staff
from views.records.blueprint import pages

__all__ = ["mine", "pages", "staff"]
