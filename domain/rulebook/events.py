"""What happened to the rules. Stored for ever: a field is never renamed, removed or reused.

A rule stands here in the format of the files of rules (``domain.rules.rule_files``), which is
public and does not change with the program.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypeAlias

import msgspec


class RulesProposed(msgspec.Struct, frozen=True):
    """A rule editor proposed versions of rules, for a reason.

    A row with the id and the first day of a version that is there takes its place; any other
    is a new version, and the one before it ends the day before. ``sources`` are names of
    texts that the rules are the first to cite, in Chinese and English.
    """

    proposal: str
    author: str
    rows: tuple[dict[str, Any], ...]
    sources: dict[str, tuple[str, str]]
    reason: str
    at: datetime


class ProposalPublished(msgspec.Struct, frozen=True):
    """A second person published a proposal: from now on the rules are these. ``rule_set`` is the
    version of all rules together."""

    proposal: str
    rule_set: str
    at: datetime


class ProposalDeclined(msgspec.Struct, frozen=True):
    """A proposal was turned down, or taken back by the one who made it."""

    proposal: str
    reason: str
    at: datetime


class RulesReviewed(msgspec.Struct, frozen=True):
    """Somebody compared rules with their sources on that day and found them right."""

    rules: tuple[str, ...]
    on: date
    note: str
    at: datetime


RulebookEvent: TypeAlias = RulesProposed | ProposalPublished | ProposalDeclined | RulesReviewed
