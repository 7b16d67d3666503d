"""Reviewers take filings from the queue."""

from __future__ import annotations

from datetime import datetime

from domain.command import derived_id
from domain.filing.commands import ClaimFiling
from domain.filing.refusals import ClaimedByOther, NotReviewable, ReviewerIsApplicant
from domain.roles import Actor
from projections import review_queue
from use_cases import filings
from use_cases.desk import Desk

_TRIES = 20


def claim_next(
    desk: Desk,
    filters: review_queue.Filters,
    *,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> str | None:
    """Claim the filing that is due first and that this reviewer may take; None if there is
    none. A filing that another reviewer takes at the same moment is passed over."""
    with desk.unit.reading() as connection:
        waiting = review_queue.claimable(connection, actor.id, filters, at, limit=_TRIES)
    for row in waiting:
        command = ClaimFiling(command_id=derived_id(command_id, row.stream), actor=actor, at=at)
        try:
            filings.handle(desk, row.filing_id, command)
        except (ClaimedByOther, NotReviewable, ReviewerIsApplicant):
            continue
        return row.filing_id
    return None
