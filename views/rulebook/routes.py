"""All pages of rule editors: each module adds its own."""

from __future__ import annotations

from views.rulebook import effects, ending, files, listing, one_rule, proposals, proposing
from views.rulebook.blueprint import pages

__all__ = ["effects", "ending", "files", "listing", "one_rule", "pages", "proposals", "proposing"]
