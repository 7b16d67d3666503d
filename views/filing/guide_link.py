"""From a filing to what the guide says of such filings."""

from __future__ import annotations

from flask import url_for

from domain.filing.drafting import facts_of
from domain.filing.state import Filing


def guide_link(filing: Filing) -> str:
    """Where everything stands that the filing's province asks of it; the address holds no
    personal data."""
    facts = facts_of(filing)
    return url_for(
        "guide.show_asked", province=facts.region[:2], nature=facts.nature, kind=facts.outcome
    )
