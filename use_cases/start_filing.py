"""An applicant starts the filing that the decision calls for."""

from __future__ import annotations

from domain.filing.commands import StartFiling
from use_cases import filings, filings_about_records
from use_cases.desk import Desk


def start(desk: Desk, filing_id: str, command: StartFiling) -> None:
    """Begin the filing, with what the register has where its kind needs that. A subject or domain
    that was taken meanwhile is refused."""
    filings.handle(desk, filing_id, filings_about_records.completed(desk, command))
