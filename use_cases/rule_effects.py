"""What a proposal would do to the open filings, and would have done to what was handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

import msgspec

from domain.filing import judging, policy
from domain.filing.facts import Status
from domain.filing.lifecycle import WAITING
from domain.filing.state import Filing
from domain.rules.effects import Comparison, Effect, such_as
from projections import dashboard, history
from projections.dashboard import DashboardRow
from projections.history import HistoryRow, Search
from store.recorded import Recorded
from use_cases import filings, findings
from use_cases.desk import Desk

BATCH: Final = 500
"""Filings that are looked at in one go."""

OPEN: Final = frozenset(policy.EDITABLE | WAITING | {Status.REVIEWING})
"""Filings that rules still judge: those that can be edited, and those that wait for reviewers."""

OF_OTHERS: Final = frozenset({"mobile_of_others", "site_person_of_others"})
"""Questions that look at what other subjects use, which takes two look-ups for each filing."""

SUBMITTED: Final = "filing.submitted"


class Affected(msgspec.Struct, frozen=True):
    """A filing that a change of the rules touches. ``submission`` is the event that was tried,
    None for a filing as it is now."""

    row: DashboardRow
    effect: Effect
    submission: HistoryRow | None = None


class Batch(msgspec.Struct, frozen=True):
    """Part of the filings: how many were looked at, those that change, and where the next part
    begins (None at the end)."""

    looked_at: int
    affected: tuple[Affected, ...]
    next: str | None


def number_open(desk: Desk) -> int:
    """How many open filings there are."""
    with desk.unit.reading() as connection:
        return dashboard.number(connection, OPEN)


def open_filings(
    desk: Desk,
    comparison: Comparison,
    on: date,
    after: str = "",
    *,
    most: int = BATCH,
    within: Collection[Status] = OPEN,
) -> Batch:
    """The open filings behind that stream, in the order of their streams, judged on that day.

    A filing for whose kind, nature and province no rule differs is not even opened.
    """
    with desk.unit.reading() as connection:
        rows = dashboard.behind(connection, within, after, most)
    touched = [row for row in rows if _is_touched(row, comparison, on)]
    affected = tuple(_affected(desk, touched, comparison, on))
    return Batch(len(rows), affected, rows[-1].stream if len(rows) == most else None)


def submissions(
    desk: Desk, comparison: Comparison, on: date, before: int | None, most: int
) -> Batch:
    """The last submissions, before a position of the log for paging: what was handed in, judged
    on that day by what is known now."""
    with desk.unit.reading() as connection:
        found = history.found(connection, Search(name=SUBMITTED), before, most)
        streams = {each.stream for each in found}
        rows = {row.stream: row for row in dashboard.some(connection, streams)}
    told = [each for each in found if _is_touched(rows[each.stream], comparison, on)]
    loaded = desk.unit.load_many({each.stream for each in told})
    affected = []
    for each in told:
        effect = _effect(desk, loaded[each.stream][: each.version], comparison, on)
        if effect:
            affected.append(Affected(rows[each.stream], effect, each))
    goes_on = len(found) == most
    return Batch(len(found), tuple(affected), str(found[-1].position) if goes_on else None)


def _affected(
    desk: Desk, rows: Sequence[DashboardRow], comparison: Comparison, on: date
) -> Iterator[Affected]:
    loaded = desk.unit.load_many({row.stream for row in rows})
    for row in rows:
        effect = _effect(desk, loaded[row.stream], comparison, on)
        if effect:
            yield Affected(row, effect)


def _effect(desk: Desk, events: Sequence[Recorded], comparison: Comparison, on: date) -> Effect:
    filing = filings.replay_recorded(events, comparison.before)
    return effect_on(desk, filing, comparison, on)


def effect_on(desk: Desk, filing: Filing, comparison: Comparison, on: date) -> Effect:
    """What differs for one filing on that day; nothing before its subject is stated."""
    if filing.facts is None:
        return Effect()
    asked = comparison.questions(such_as(filing.facts, on))
    known = findings.known(desk, filing, of_others=not asked.isdisjoint(OF_OTHERS))
    case = judging.case_on(filing, known, on)
    return comparison.effect(case) if case is not None else Effect()


def _is_touched(row: DashboardRow, comparison: Comparison, on: date) -> bool:
    return comparison.touches((row.kind, row.nature, row.province[:2], on))
