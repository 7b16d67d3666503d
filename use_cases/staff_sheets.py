"""Verification sheets for those who work here: every one that is got is recorded."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.access.commands import PrintSheet
from domain.filing.events import InitialPassed
from domain.filing.sheets import checked_items, sheet_of
from domain.filing.state import Filing
from domain.refusal import NotFound
from domain.roles import Actor
from domain.working_days import shanghai_date
from gateways.sheets.port import Checked
from use_cases import access_records, filings, sheets
from use_cases.desk import Desk
from use_cases.filings import Opened
from use_cases.staff_names import name_given


class Passed(msgspec.Struct, frozen=True):
    """The filing as a reviewer accepted it, at a time in UTC."""

    filing: Filing
    reviewer: str
    at: datetime


def passed(opened: Opened) -> Passed | None:
    """The review that accepted what the filing holds now; None before, and after a change."""
    for recorded in reversed(opened.history):
        if isinstance(recorded.event, InitialPassed):
            filing = filings.as_of(opened, recorded.version).filing
            if filing.content_version != opened.filing.content_version:
                return None
            return Passed(filing, recorded.event.reviewer, recorded.event.at)
    return None


def pdf(
    desk: Desk,
    opened: Opened,
    site: str,
    provider: str,
    *,
    completed: bool,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> bytes:
    """The sheet that the applicant had to print; ``completed`` with the provider's part filled
    in from the review, to be signed and sealed.

    Raises NotFound where there is no such website, or no review that stands for what the filing
    holds, and NotPermitted.
    """
    review = passed(opened) if completed else None
    if completed and review is None:
        raise NotFound
    filing = opened.filing if review is None else review.filing
    if sheet_of(filing, site) is None:
        raise NotFound
    command = PrintSheet(
        command_id=command_id,
        actor=actor,
        at=at,
        filing=opened.id,
        site=site,
        completed=completed,
    )
    access_records.record(desk, access_records.stream_of(opened.id), command)
    checked = None if review is None else _checked(desk, review, site)
    return sheets.pdf(desk, opened.id, filing, site, provider, checked)


def _checked(desk: Desk, review: Passed, site: str) -> Checked:
    return Checked(
        by=name_given(desk, review.reviewer),
        on=shanghai_date(review.at),
        items=checked_items(review.filing, site),
    )
