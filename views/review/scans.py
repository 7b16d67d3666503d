"""The scans of a filing as reviewers get them: addresses, sizes, what the checks found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import url_for

from domain.filing.drafting import every_slot
from domain.filing.duplicates import standing
from domain.filing.facts import BureauCopy, Material, Verdict
from domain.filing.state import Filing
from views.target_words import html_key, slot_label
from views.verdict_words import Finding, finding_of

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy that goes to the bureau; sizes in pixels and in kB of 1024 bytes."""

    address: str
    width: int
    height: int
    kilobytes: int


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan with its addresses; ``page`` is the one that shows it alone and large."""

    key: str
    slot: str
    label: str
    page: str
    view: str
    thumbnail: str
    width: int
    height: int
    findings: tuple[Finding, ...]
    bureau: Copy | None
    recognised: bool = False
    """Whether it is a verification sheet whose code says that it is the right one."""


def scans_of(filing_id: str, filing: Filing) -> list[Scan]:
    """The scans of all slots, in the order of the list of materials; what it does not ask for any
    more comes last."""
    order = {slot.key: place for place, slot in enumerate(every_slot(filing))}
    held = sorted(filing.materials, key=lambda slot: (order.get(slot, len(order)), slot))
    return [
        replace(
            scan_of(filing_id, filing.materials[slot], slot_label(slot, filing)),
            findings=_findings(standing(filing, filing.materials[slot])),
        )
        for slot in held
    ]


def scan_of(filing_id: str, material: Material, words: str) -> Scan:
    """One scan with its addresses."""

    def address(which: str) -> str:
        return url_for("review.scan", filing_id=filing_id, slot=material.slot, which=which)

    return Scan(
        key=f"scan-{html_key(material.slot)}",
        slot=material.slot,
        label=words,
        page=url_for("review.scan_page", filing_id=filing_id, slot=material.slot),
        view=address("view"),
        thumbnail=address("thumbnail"),
        width=material.width,
        height=material.height,
        findings=_findings(material.verdicts),
        bureau=_copy(material.bureau, address("bureau")) if material.bureau else None,
        recognised=bool(material.sheet),
    )


def _findings(verdicts: Iterable[Verdict]) -> tuple[Finding, ...]:
    return tuple(finding_of(each) for each in verdicts)


def _copy(bureau: BureauCopy, address: str) -> Copy:
    return Copy(address, bureau.width, bureau.height, max(1, round(bureau.file.size / KILOBYTE)))
