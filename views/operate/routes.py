"""All routes of the operator."""

from __future__ import annotations

from views.operate import outbox, pools, resources, staff
from views.operate.blueprint import pages

__all__ = ["outbox", "pages", "pools", "resources", "staff"]
