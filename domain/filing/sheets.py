"""Verification sheets of a filing: what each must show now, and which were overtaken."""

from __future__ import annotations

from domain.filing.state import Filing
from domain.rules import sheets as rules
from domain.rules.sheets import Sheet

CODE = "M05"
"""The verification sheet in the list of materials."""


def slot_of(site: str) -> str:
    """The slot of a website's sheet."""
    return f"{CODE}:{site}"


def sheet_of(filing: Filing, site: str) -> Sheet | None:
    """What the website's sheet must show by the present data; None while it cannot be made."""
    if filing.facts is None or filing.subject is None or site not in filing.sites:
        return None
    everything = tuple(filing.sites.values())
    return rules.sheet(filing.facts, filing.subject, filing.sites[site], everything)


def sheet_in(filing: Filing, slot: str) -> Sheet | None:
    """As ``sheet_of``, for the website of a slot; None for a slot of another material."""
    code, _, site = slot.partition(":")
    return sheet_of(filing, site) if code == CODE else None


def is_overtaken(filing: Filing, slot: str) -> bool:
    """Whether a signed sheet is in the slot that shows what was changed since.

    A scan was compared with the data when it was uploaded, so what it shows is what the data
    were then. Data that are changed back make it good again.
    """
    return slot in filing.materials and filing.printed.get(slot) != sheet_in(filing, slot)
