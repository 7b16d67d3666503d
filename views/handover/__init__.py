"""The pages behind an upload link: a phone fills one slot, without an account."""

from __future__ import annotations

from views.handover.routes import pages

__all__ = ["pages"]
