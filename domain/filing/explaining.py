"""The applicant says why something registered shall end."""

from __future__ import annotations

from typing import Final

from domain.filing import commands as c
from domain.filing import policy, targets
from domain.filing.events import Explained, FilingEvent
from domain.filing.policy import ensure
from domain.filing.refusals import BadExplanation, FieldLocked, NotEditable
from domain.filing.state import Filing
from domain.refusal import StaleVersion

REASONS: Final = ("closed", "domain_given_up", "moved", "unit_ended", "other")
"""Why a filing is cancelled: the website is closed, its domain was given up or sold, it moves
to another provider or owner, the unit ends, something else. No source lists them."""
OTHER: Final = "other"
LEAST: Final = 5
MOST: Final = 200
"""Characters of the words; fewer do only where the reason says enough by itself."""


def decide(command: c.Explain, filing: Filing) -> list[FilingEvent]:
    """The reason as it stands now. Raises FieldLocked in a kind that asks for none."""
    ensure(filing.needs.explained, FieldLocked(target=targets.EXPLANATION))
    said = command.explanation
    if filing.explanation == said:
        return []
    ensure(policy.can_edit(filing, targets.EXPLANATION), NotEditable(status=filing.status))
    seen = filing.sections.get(targets.EXPLANATION, 0)
    ensure(seen == command.seen, StaleVersion(section=targets.EXPLANATION))
    least = LEAST if said.reason == OTHER else 0
    fits = said.reason in REASONS and least <= len(said.text.strip()) <= MOST
    ensure(fits, BadExplanation(least=least, most=MOST))
    return [Explained(said, command.at)]
