"""Every look is permitted and recorded, or refused."""

from __future__ import annotations

from typing import assert_never

from domain.access import policy
from domain.access.commands import (
    AccessCommand,
    ErasePerson,
    PrintSheet,
    RevealValue,
    SearchFilings,
    ViewScan,
)
from domain.access.events import (
    AccessEvent,
    FilingsSearched,
    PersonErased,
    ScanViewed,
    SheetPrinted,
    ValueRevealed,
)
from domain.access.refusals import ReasonMissing, ReasonTooLong
from domain.access.state import Looks
from domain.refusal import NotPermitted


def decide(command: AccessCommand, looks: Looks) -> list[AccessEvent]:
    """The event of a look, a search or an erasure. Raises NotPermitted or ReasonMissing."""
    role, at = command.actor.role, command.at
    match command:
        case RevealValue(filing=filing, target=target, version=version):
            _ensure(policy.can_look(role))
            return [ValueRevealed(filing, target, _reason(command.reason), at, version)]
        case ViewScan(filing=filing, material=material, slot=slot):
            _ensure(policy.can_view_scans(role))
            return [ScanViewed(filing, material, slot, at)]
        case PrintSheet(filing=filing, site=site, completed=completed):
            _ensure(policy.can_look(role))
            return [SheetPrinted(filing, site, completed, at)]
        case SearchFilings(by=by, digest=digest, found=found):
            _ensure(policy.can_search(role))
            return [FilingsSearched(by, digest, found, at)]
        case ErasePerson(filing=filing, person=person):
            _ensure(policy.can_erase(role))
            reason = _reason(command.reason)
            return [] if person in looks.erased else [PersonErased(filing, person, reason, at)]
        case _:
            assert_never(command)


def _ensure(permitted: bool) -> None:
    if not permitted:
        raise NotPermitted


def _reason(text: str) -> str:
    stated = text.strip()
    if len(stated) > policy.MOST_REASON:
        raise ReasonTooLong(most=policy.MOST_REASON)
    if len(stated) < policy.LEAST_REASON:
        raise ReasonMissing(least=policy.LEAST_REASON)
    return stated
