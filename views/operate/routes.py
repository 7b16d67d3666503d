"""All routes of the operator."""

from __future__ import annotations

from views.operate import outbox, staff
from views.operate.blueprint import pages

__all__ = ["outbox", "pages", "staff"]
