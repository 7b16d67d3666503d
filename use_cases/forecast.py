"""What an applicant may expect of the review of a filing, and how it went for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.filing.forecast import Expected, forecast
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from projections import first_reviews
from projections.first_reviews import Chances
from use_cases import accesses, pools
from use_cases.desk import Desk


@dataclass(frozen=True)
class Outlook:
    """What is expected of each reason, and how often filings like this one passed their first
    review; None where too few were decided."""

    expected: tuple[Expected, ...]
    chances: Chances | None


def outlook(desk: Desk, filing: Filing, judgement: Judgement, today: date) -> Outlook:
    """The forecast for the filing as it stands today."""
    return Outlook(
        forecast(filing, judgement, today, pools=_in_pools(desk, filing, today)),
        chances(desk, filing),
    )


def _in_pools(desk: Desk, filing: Filing, today: date) -> bool | None:
    """Whether nothing is wrong with the accesses; None where nobody can tell."""
    if not filing.accesses or not pools.exist(desk):
        return None
    return not accesses.problems(desk, filing, today)


def chances(desk: Desk, filing: Filing) -> Chances | None:
    """How filings of the same kind by subjects of the same nature in the same province fared."""
    if filing.facts is None:
        return None
    facts = filing.facts
    with desk.unit.reading() as connection:
        found = first_reviews.chances(connection, facts.outcome, facts.nature, facts.region[:2])
    return found if found.cases >= desk.least_cases else None
