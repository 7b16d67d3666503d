"""What the worker wishes when a time has come."""

from __future__ import annotations

from datetime import date

from domain.command import Command


class MeetDeadline(Command, frozen=True):
    """A deadline of the filing is due; ``kind`` as in the deadlines projection."""

    kind: str


class NoteRulesChanged(Command, frozen=True):
    """Rules that were published change what is found in the filing; see ``RulesChanged``."""

    proposal: str
    rules: tuple[str, ...]
    holds_on: date


class PurgeMaterials(Command, frozen=True):
    """Remove the scans of a filing that was closed at least ``kept_days`` days ago."""

    kept_days: int
