"""The scan that is in a place: its copies, what the checks found, how to set it straight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for

from domain.filing.duplicates import for_applicant
from domain.filing.facts import Level, Material
from domain.filing.state import Filing
from views import sheet_words
from views.verdict_words import Finding, finding_of

KILOBYTE: Final = 1024
QUARTER: Final = 90
"""Degrees; clockwise, as everywhere."""


@dataclass(frozen=True)
class BureauView:
    """The copy that the bureau gets; sizes in pixels and in kB of 1024 bytes."""

    address: str
    width: int
    height: int
    kilobytes: int


@dataclass(frozen=True)
class ScanView:
    """The scan. ``straighten`` is the turn in degrees that would set it straight, or 0."""

    id: str
    view: str
    thumbnail: str
    width: int
    height: int
    bureau: BureauView | None
    findings: tuple[Finding, ...]
    straighten: float
    by_phone: bool


def scan_view(filing_id: str, filing: Filing, material: Material) -> ScanView:
    """The scan with its addresses, which change with it."""

    def address(which: str) -> str:
        here = {"filing_id": filing_id, "slot": material.slot, "which": which}
        return url_for("filing.material", **here, v=material.id[:8])

    copy = material.bureau
    return ScanView(
        id=material.id,
        view=address("view"),
        thumbnail=address("thumbnail"),
        width=material.width,
        height=material.height,
        bureau=BureauView(address("bureau"), copy.width, copy.height, _kilobytes(copy.file.size))
        if copy
        else None,
        findings=findings(filing, material),
        straighten=straightening(material),
        by_phone=material.source == "phone",
    )


def findings(filing: Filing, material: Material) -> tuple[Finding, ...]:
    """The warnings for the applicant, in words. Those about a sheet's code stand with the
    sheet's state."""
    return tuple(
        finding_of(each)
        for each in for_applicant(filing, material)
        if each.level is Level.WARN and each.check not in sheet_words.SENTENCES
    )


def straightening(material: Material) -> float:
    """By how many degrees, clockwise, the checks would turn the scan; 0 where it is straight."""
    for each in material.verdicts:
        turn = each.facts.get("turn")
        if each.check == "skew" and isinstance(turn, int | float):
            return float(turn)
    return 0.0


def _kilobytes(size: int) -> int:
    return max(1, round(size / KILOBYTE))
