"""Pictures that are there twice: what two scans share tells whether they are the same picture.

A scan's ``prints`` are sixteen keyed digests, each of one band of its perceptual hash. Of drawn
cards and licences that were saved again, scaled to 70 or 160 percent, made a little lighter or
darker, 8 to 16 stay. Different fronts and licences of one layout share 6 at most; the backs of two
cards share up to 15 as drawn, and 13 once each was laid on a scanner.
"""

from __future__ import annotations

from typing import Final

from domain.filing import reading
from domain.filing.facts import Level, Material, Verdict
from domain.filing.state import Filing

SAME: Final = 8
"""From so many equal prints on two scans are the same picture."""
SAME_BACK: Final = 14
"""The same for backs of cards, which differ in two lines of small print only."""
ANOTHER_SLOT: Final = "duplicate_slot"
ANOTHER_SUBJECT: Final = "duplicate_subject"


def least_equal(slot: str) -> int:
    """How many equal prints make a scan in that slot the same picture as another."""
    return SAME_BACK if "back" in slot.split(":") else SAME


def twin(filing: Filing, slot: str, prints: tuple[str, ...]) -> str | None:
    """The other slot of the filing that holds the same picture, or None."""
    for other, material in filing.materials.items():
        equal = len(set(prints) & set(material.prints))
        # A front is no back: the same small print counts between two backs only.
        if other != slot and equal >= min(least_equal(slot), least_equal(other)):
            return other
    return None


def verdicts(
    filing: Filing, slot: str, prints: tuple[str, ...], *, elsewhere: bool
) -> tuple[Verdict, ...]:
    """What is to be said of a picture that is in the filing already, or is ``elsewhere``: in the
    filing of another subject, which is nobody's to know but the reviewers'."""
    other = twin(filing, slot, prints)
    found = [Verdict(ANOTHER_SLOT, Level.WARN, {"slot": other})] if other else []
    if elsewhere:
        found.append(Verdict(ANOTHER_SUBJECT, Level.WARN))
    return tuple(found)


def standing(filing: Filing, material: Material) -> tuple[Verdict, ...]:
    """The verdicts on a scan that hold now: its twin may have been replaced since, and what a
    machine read on it is compared with the present statements."""
    other = twin(filing, material.slot, material.prints)
    told = (
        verdict
        for verdict in material.verdicts
        if verdict.check != ANOTHER_SLOT or verdict.facts.get("slot") == other
    )
    return (*told, *reading.verdicts(filing, material.slot))


def for_applicant(filing: Filing, material: Material) -> tuple[Verdict, ...]:
    """The verdicts that the applicant sees: none tells of another subject's filing."""
    return tuple(
        verdict for verdict in standing(filing, material) if verdict.check != ANOTHER_SUBJECT
    )
