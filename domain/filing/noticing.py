"""What the worker notices about a filing: what a scan says, and that rules changed under it."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from domain.filing import commands as c
from domain.filing import policy, reading
from domain.filing.events import FilingEvent, RulesChanged
from domain.filing.state import Filing

NoticeCommand: TypeAlias = c.NoteMaterialRead | c.NoteRulesChanged


def decide(command: NoticeCommand, filing: Filing) -> list[FilingEvent]:
    """The events of what was noticed; none where nothing is new."""
    match command:
        case c.NoteMaterialRead():
            return reading.decide(command, filing)
        case c.NoteRulesChanged():
            return _rules_changed(command, filing)
        case _:
            assert_never(command)


def _rules_changed(command: c.NoteRulesChanged, filing: Filing) -> list[FilingEvent]:
    """Nothing where the filing was handed in or closed meanwhile: nobody could act on it."""
    if filing.status not in policy.EDITABLE:
        return []
    return [RulesChanged(command.proposal, command.rules, command.holds_on, command.at)]
