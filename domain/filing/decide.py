"""What a command makes of a filing: events, or a named refusal. One module for each hand."""

from __future__ import annotations

from typing import assert_never

from domain.filing import commands as c
from domain.filing import (
    determining,
    domain_facts,
    drafting,
    explaining,
    identifying,
    noticing,
    policy,
    reporting,
    retention,
    reviewing,
    submitting,
    timing,
)
from domain.filing.events import FilingEvent
from domain.filing.state import Filing


def decide(command: c.FilingCommand, filing: Filing) -> list[FilingEvent]:
    """The events that the command causes; an empty list where there is nothing to do."""
    if isinstance(command, drafting.DraftCommand):
        return drafting.decide(command, filing)
    if isinstance(command, c.DetermineAgain):
        return determining.decide(command, filing)
    if isinstance(command, c.StateDomain):
        return domain_facts.decide(command, filing)
    if isinstance(command, c.Explain):
        policy.ensure_own(command.actor, filing)
        return explaining.decide(command, filing)
    if isinstance(command, submitting.SubmitCommand):
        return submitting.decide(command, filing)
    if isinstance(command, reviewing.ReviewCommand):
        return reviewing.decide(command, filing)
    if isinstance(command, identifying.IdentityCommand):
        return identifying.decide(command, filing)
    if isinstance(command, reporting.ReportCommand):
        return reporting.decide(command, filing)
    if isinstance(command, c.MeetDeadline):
        return timing.decide(command, filing)
    if isinstance(command, c.PurgeMaterials):
        return retention.decide(command, filing)
    if isinstance(command, noticing.NoticeCommand):
        return noticing.decide(command, filing)
    assert_never(command)
