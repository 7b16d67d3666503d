"""Drafts under which rules changed hear of it: the worker looks through them once the change is
published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from domain.command import derived_id
from domain.filing import policy
from domain.filing.commands import NoteRulesChanged
from domain.rulebook.events import ProposalPublished
from domain.rules.effects import Comparison
from domain.working_days import shanghai_date
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import filings, rule_comparing, rule_effects
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk
from use_cases.rule_effects import Affected

TELL: Final = "rules.published"
"""The kind of outbox item that asks for the drafts to be looked through."""


def tell_when_published(recorded: Recorded) -> list[OutboxItem]:
    """The worker looks through the drafts once the change is recorded."""
    if not isinstance(recorded.event, ProposalPublished):
        return []
    return [OutboxItem(TELL, {"proposal": recorded.event.proposal})]


def deliver(desk: Desk, payload: Mapping[str, Any], at: datetime) -> None:
    """Note in every draft that the published change matters to; its messages follow from that.

    What was done already stays done, so that a second try goes on where the first one broke off.
    """
    compared = rule_comparing.compared(desk, payload["proposal"])
    holds_on = rule_comparing.takes_effect(compared.row, shanghai_date(at))
    comparison = Comparison(compared.before, compared.after)
    for each in _affected(desk, comparison, holds_on):
        command = NoteRulesChanged(
            command_id=derived_id(compared.row.id, each.row.stream),
            actor=SYSTEM,
            at=at,
            proposal=compared.row.id,
            rules=each.effect.rules,
            holds_on=holds_on,
        )
        filings.handle(desk, each.row.filing_id, command)


def _affected(desk: Desk, comparison: Comparison, on: date) -> Iterator[Affected]:
    """The drafts whose applicants have something else to do than before."""
    after: str | None = ""
    while after is not None:
        batch = rule_effects.open_filings(desk, comparison, on, after, within=policy.EDITABLE)
        yield from (each for each in batch.affected if each.effect.matters)
        after = batch.next
