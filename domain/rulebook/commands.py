"""What rule editors may wish."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeAlias

from domain.command import Command


class ProposeRules(Command, frozen=True):
    """Propose versions of rules; see ``RulesProposed``."""

    rows: tuple[dict[str, Any], ...]
    sources: dict[str, tuple[str, str]]
    reason: str


class PublishProposal(Command, frozen=True):
    """Publish what somebody else proposed."""

    proposal: str


class DeclineProposal(Command, frozen=True):
    """Turn a proposal down, or take the own one back."""

    proposal: str
    reason: str


class NoteReview(Command, frozen=True):
    """Say that rules were compared with their sources and are right."""

    rules: tuple[str, ...]
    on: date
    note: str


RulebookCommand: TypeAlias = ProposeRules | PublishProposal | DeclineProposal | NoteReview
