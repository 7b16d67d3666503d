"""All routes of the operator."""

from __future__ import annotations

from views.operate import staff
from views.operate.blueprint import pages

__all__ = ["pages", "staff"]
