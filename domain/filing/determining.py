"""The filing type is looked at again: what has been told since, before anything is handed in."""

from __future__ import annotations

from datetime import datetime

from domain.filing import commands as c
from domain.filing import policy
from domain.filing.events import FilingEvent, TypeDetermined
from domain.filing.facts import TypeFacts
from domain.filing.policy import ensure
from domain.filing.refusals import KindChanged, NotEditable, TypeUndecided
from domain.filing.state import Filing


def decide(command: c.DetermineAgain, filing: Filing) -> list[FilingEvent]:
    """What another look-up causes, of the applicant's own filing while it can be edited."""
    policy.ensure_own(command.actor, filing)
    ensure(filing.status in policy.EDITABLE, NotEditable(status=filing.status))
    return determined_again(command.facts, filing, command.at)


def determined_again(facts: TypeFacts, filing: Filing, at: datetime) -> list[FilingEvent]:
    """The new facts where they tell something new. Where nobody can tell the type now, what
    was decided before stands. Refused with KindChanged where another kind is needed."""
    old = filing.facts
    if facts.undecided or old is None or facts == old:
        return []
    ensure(facts.outcome == old.outcome, KindChanged(outcome=facts.outcome, row=facts.row))
    return [TypeDetermined(facts, at)]


def determined_for_submission(command: c.Submit, filing: Filing) -> list[FilingEvent]:
    """What was looked up last; refused with TypeUndecided while nobody could ever tell."""
    again = determined_again(command.facts, filing, command.at) if command.facts else []
    undecided = filing.facts is not None and filing.facts.undecided
    ensure(bool(again) or not undecided, TypeUndecided())
    return again
