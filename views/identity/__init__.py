"""The pages behind a one-time link: a site person shows, without an account, who they are."""

from __future__ import annotations

from views.identity.routes import pages

__all__ = ["pages"]
