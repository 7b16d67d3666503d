"""The rules that a change of the rules can break."""

from __future__ import annotations

from domain.refusal import Refusal


class ReasonNeeded(Refusal):
    """A change has a reason of some length (facts: ``least`` and ``most`` characters)."""


class NothingProposed(Refusal):
    """A proposal holds at least one rule, and at most ``most``."""


class RuleNotUsable(Refusal):
    """A proposed rule, or the rules together with it, cannot be used (facts: ``why``, which names
    the rule in English, and ``bad``, the BadRule)."""


class PastRule(Refusal):
    """What held on a past day is not altered (facts: ``rule``, ``day``): a new version begins
    today at the earliest, and one that holds may only end, today at the earliest."""


class SecondPersonNeeded(Refusal):
    """Nobody publishes what they proposed."""


class AlreadyDecided(Refusal):
    """The proposal was published or declined before."""


class ReviewAhead(Refusal):
    """Nobody has compared rules with their sources on a day that is still to come."""
