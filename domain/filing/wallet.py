"""Certificates that a reviewer accepted once and that the account's next filing may use again."""

from __future__ import annotations

from typing import Final

from domain.filing.facts import Certificate, Person
from domain.filing.state import Filing

SUBJECT: Final = "M01"
RESPONSIBLE: Final = "M02"
SITE_PERSON: Final = "M04"
KEPT: Final = frozenset({SUBJECT, RESPONSIBLE, SITE_PERSON})
"""The materials that are kept: certificates whose holder and validity are stated. The validity
of the legal representative's is not, so nobody could say whether it still holds."""
SOURCE: Final = "wallet"
"""The ``source`` of a scan that was taken from the wallet."""


def side_of(slot: str) -> str:
    """Which side of a card the slot takes: ``front``, ``back``, or nothing for a booklet."""
    return next((part for part in slot.split(":") if part in ("front", "back")), "")


def certificate_of(filing: Filing, slot: str) -> Certificate | None:
    """The certificate that the slot asks for, by the present data; None for other materials."""
    code, *rest = slot.split(":")
    subject, facts = filing.subject, filing.facts
    if code not in KEPT or subject is None or facts is None:
        return None
    if code == SUBJECT:
        return Certificate(facts.certificate_digest, subject.valid_to, subject.long_term)
    if code == RESPONSIBLE:
        return certificate_of_person(subject.responsible)
    site = filing.sites.get(rest[-1]) if rest else None
    return certificate_of_person(site.person) if site and site.person else None


def certificate_of_person(person: Person) -> Certificate | None:
    """The person's certificate; None for a person of before its digest was noted."""
    if not person.certificate_digest:
        return None
    return Certificate(person.certificate_digest, person.valid_to, person.long_term)


def is_superseded(filing: Filing, slot: str) -> bool:
    """Whether the slot holds a verified scan, and another certificate is stated by now: one that
    was renewed has a new end, and only the old one was ever seen."""
    material = filing.materials.get(slot)
    if material is None or material.verified is None:
        return False
    return material.verified.certificate != certificate_of(filing, slot)
