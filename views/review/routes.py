"""All routes of the review console."""

from __future__ import annotations

from views.review import claims, decision, identity, looks, queue, refusal, sheets, viewer
from views.review.blueprint import pages

__all__ = [
    "claims",
    "decision",
    "identity",
    "looks",
    "pages",
    "queue",
    "refusal",
    "sheets",
    "viewer",
]
