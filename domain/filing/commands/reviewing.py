"""What reviewers wish: claims and decisions."""

from __future__ import annotations

from domain.command import Command
from domain.filing.commands.promising import PromisingCommand
from domain.filing.facts import Issue


class ClaimFiling(Command, frozen=True):
    """Take the filing for review; with ``take_over`` from another reviewer."""

    take_over: bool = False


class RenewClaim(Command, frozen=True):
    """Show that the reviewer is at work."""


class ReleaseFiling(Command, frozen=True):
    """Give the claim back."""


class PassReview(PromisingCommand, frozen=True):
    """Accept everything. ``accepted`` are the targets judged good."""

    accepted: tuple[str, ...]
    seen: int
    note: str = ""


class ReturnFiling(Command, frozen=True):
    """Return the filing with issues: to be mended, or rejected where one is a blocker."""

    accepted: tuple[str, ...]
    issues: tuple[Issue, ...]
    seen: int
    note: str = ""


class MapRefusal(Command, frozen=True):
    """Say which fields a refusal of the ministry or the bureau means."""

    issues: tuple[Issue, ...]
    note: str = ""
