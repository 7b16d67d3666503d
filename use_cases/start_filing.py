"""An applicant starts the filing that the decision calls for."""

from __future__ import annotations

from domain.filing.commands import StartFiling
from use_cases import filings
from use_cases.desk import Desk


def start(desk: Desk, filing_id: str, command: StartFiling) -> None:
    """Begin the filing. A subject or domain that was taken meanwhile is refused."""
    filings.handle(desk, filing_id, command)
