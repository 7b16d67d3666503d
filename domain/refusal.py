"""The root of all named refusals: a rule that a command broke."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A command was refused. Each subclass is one broken rule; a view turns it into words.

    ``facts`` are the values that the words need (a number of days, a status), never personal.
    Each subclass says which, and of what type.
    """

    def __init__(self, **facts: object) -> None:
        super().__init__(type(self).__name__)
        self.facts: dict[str, Any] = facts


class StaleVersion(Refusal):
    """What the command was based on has changed since (HTTP 409)."""


class NotPermitted(Refusal):
    """The actor's role does not allow this (HTTP 403)."""


class NotFound(Refusal):
    """There is no such thing for this actor (HTTP 404)."""
