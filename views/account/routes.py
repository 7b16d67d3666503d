"""All routes of accounts."""

from __future__ import annotations

from views.account import first_password, own_account, registering, signing_in
from views.account.blueprint import pages

__all__ = ["first_password", "own_account", "pages", "registering", "signing_in"]
