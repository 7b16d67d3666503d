"""Every look is permitted and recorded, or refused."""

from __future__ import annotations

from typing import assert_never

from domain.access import policy
from domain.access.commands import AccessCommand, RevealValue, ViewScan
from domain.access.events import AccessEvent, ScanViewed, ValueRevealed
from domain.access.refusals import ReasonMissing
from domain.access.state import Looks
from domain.refusal import NotPermitted


def decide(command: AccessCommand, looks: Looks) -> list[AccessEvent]:
    """The event of a look. Raises NotPermitted or ReasonMissing."""
    del looks
    if not policy.can_look(command.actor.role):
        raise NotPermitted
    match command:
        case RevealValue(filing=filing, target=target, reason=reason, at=at):
            stated = reason.strip()[: policy.MOST_REASON]
            if len(stated) < policy.LEAST_REASON:
                raise ReasonMissing(least=policy.LEAST_REASON)
            return [ValueRevealed(filing, target, stated, at)]
        case ViewScan(filing=filing, material=material, slot=slot, at=at):
            return [ScanViewed(filing, material, slot, at)]
        case _:
            assert_never(command)
