"""Filings opened from their events, and the one way in which commands reach them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from msgspec.structs import replace

from domain.filing import refusals
from domain.filing.commands import FilingCommand, PromisingCommand
from domain.filing.decide import decide as decide_filing
from domain.filing.events import FilingEvent
from domain.filing.evolve import replay
from domain.filing.state import Filing
from domain.hosting import refusals as hosting
from domain.refusal import NotFound, Refusal
from domain.rules.rule_files import built_in
from domain.rules.rule_set import RuleSet
from store.constraints import ConstraintBroken
from store.recorded import Recorded
from use_cases import holidays, rule_book
from use_cases.desk import Desk

Decide: TypeAlias = Callable[[Any, Filing], list[FilingEvent]]

_REFUSAL_OF: Final[dict[str, type[Refusal]]] = {
    "holdings_certificate": refusals.SubjectInProcess,
    "holdings_domain": refusals.DomainInProcess,
    "holdings_account": refusals.AccountInUse,
    "hosting_sites": hosting.SitesUsedUp,
    "hosting_code": hosting.CodeInUse,
    "holdings_record": refusals.SubjectInProcess,
}
"""Which refusal a broken uniqueness rule of the projections means."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A filing with the events that made it, personal values opened."""

    id: str
    filing: Filing
    history: Sequence[Recorded]


def stream_of(filing_id: str) -> str:
    """The stream of a filing."""
    return f"filing-{filing_id}"


def replay_recorded(history: Sequence[Recorded], rules: RuleSet | None = None) -> Filing:
    """The state after the recorded events, judged by these rules or those of the program."""
    events: list[Any] = [recorded.event for recorded in history]
    return replace(replay(events), rules=rules or built_in())


def open_filing(desk: Desk, filing_id: str) -> Opened:
    """The filing with that id. Raises NotFound."""
    history = desk.unit.load(stream_of(filing_id))
    if not history:
        raise NotFound
    return Opened(filing_id, replay_recorded(history, rule_book.current(desk)), history)


def open_as_of(desk: Desk, filing_id: str, version: int) -> Opened:
    """The filing as it was at a version, as it is for 0. Raises NotFound."""
    opened = open_filing(desk, filing_id)
    return opened if version == 0 else as_of(opened, version)


def as_of(opened: Opened, version: int) -> Opened:
    """The filing with its first ``version`` events only. Raises NotFound where there are fewer."""
    if not 1 <= version <= len(opened.history):
        raise NotFound
    history = opened.history[:version]
    return Opened(opened.id, replay_recorded(history, opened.filing.rules), history)


def own_filing(desk: Desk, filing_id: str, account: str) -> Opened:
    """The account's own filing; another's is NotFound like one that does not exist."""
    opened = open_filing(desk, filing_id)
    if opened.filing.account != account:
        raise NotFound
    return opened


def handle(
    desk: Desk, filing_id: str, command: FilingCommand, decide: Decide = decide_filing
) -> bool:
    """Let the filing decide on the command and record what follows; whether anything did.

    Raises the filing's refusals, StaleVersion, and for what another filing holds
    SubjectInProcess, DomainInProcess or AccountInUse. Another ``decide`` may complete the
    command from the filing that was loaded anyway.
    """
    rules = rule_book.current(desk)

    def replayed(events: Sequence[FilingEvent]) -> Filing:
        return replace(replay(events), rules=rules)

    if isinstance(command, PromisingCommand):
        command = replace(command, calendar=holidays.calendar(desk))
    try:
        return desk.unit.handle(command, stream_of(filing_id), replayed, decide)
    except ConstraintBroken as broken:
        refusal = _REFUSAL_OF.get(broken.constraint)
        if refusal is None:
            raise
        raise refusal from broken
