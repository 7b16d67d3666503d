"""Whether a scan is the picture of another one, in this filing or in another subject's."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from domain.filing import duplicates
from domain.filing.facts import Material
from domain.filing.state import Filing
from projections import scan_prints
from use_cases.desk import Desk

_BAND: Final = 4
"""Hexadecimal digits of a band: sixteen bits."""


def prints(desk: Desk, look: str) -> tuple[str, ...]:
    """The keyed digests of the sixteen bands of a perceptual hash (64 hexadecimal digits).

    Without the key nobody can tell from them what a picture looks like.
    """
    return tuple(
        desk.vault.digest("scan_print", f"{place // _BAND}:{look[place : place + _BAND]}")
        for place in range(0, len(look), _BAND)
    )


def compared(desk: Desk, filing: Filing, material: Material) -> Material:
    """The scan with a verdict where it is another's picture. Asks the database once."""
    if not material.prints:
        return material
    elsewhere = False
    if filing.facts is not None:
        subject, least = filing.facts.certificate_digest, duplicates.least_equal(material.slot)
        with desk.unit.reading() as connection:
            elsewhere = scan_prints.at_another_subject(connection, material.prints, subject, least)
    more = duplicates.verdicts(filing, material.slot, material.prints, elsewhere=elsewhere)
    return replace(material, verdicts=(*material.verdicts, *more))
