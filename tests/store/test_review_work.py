"""The review rows leave out events that change nothing of them, and only those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec import inspect

from domain.filing.facts import Status
from domain.roles import Actor, Role
from projections.review_work import QUIET, project, review_queue
from store.projecting import Tables
from store.recorded import Recorded
from tests.store.make_golden import sample
from tests.unit.filing.samples import individual
from tests.unit.filing.stories import AT_STATUS, MONDAY, Story

ACTOR = Actor("a" * 32, Role.APPLICANT)


def row_after(events: Sequence[Any]) -> dict[str, Any] | None:
    """The row that the events leave behind, in memory."""
    tables: Any = Tables(None, {review_queue: review_queue})  # type: ignore[arg-type]
    for version, event in enumerate(events, 1):
        recorded = Recorded(
            version, "filing-1", version, "any", 1, MONDAY, ACTOR, "c", "c", "c", event
        )
        project(recorded, tables)
    return tables[review_queue].get("filing-1")


@pytest.mark.parametrize("status", AT_STATUS)
def test_a_quiet_event_changes_nothing_in_any_state(status: Status) -> None:
    events = AT_STATUS[status](Story(individual())).events
    before = row_after(events)
    for cls in QUIET:
        later = sample(inspect.type_info(cls), "event")
        assert row_after([*events, later]) == before


def test_the_events_of_a_claim_are_not_quiet() -> None:
    claimed = AT_STATUS[Status.REVIEWING](Story(individual())).events
    waiting = AT_STATUS[Status.SUBMITTED](Story(individual())).events
    assert row_after(claimed) != row_after(waiting)
