"""What a machine read from the scans of certificates, beside what the applicant stated."""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher
from typing import Final

from domain.filing import commands as c
from domain.filing.events import FilingEvent, MaterialRead
from domain.filing.facts import INDIVIDUAL, Level, Person, ReadText, Verdict
from domain.filing.state import Filing

DIFFERS: Final = "ocr_differs"
"""The check that finds another text on the scan than was stated. It tells the field only."""
SURE: Final = 0.8
"""From this confidence on what was read is compared, or offered."""
_ALIKE: Final = 0.85
"""Addresses are written in many ways: from so much in common on (0 to 1) they are the same."""
_NOT_TEXT: Final = re.compile(r"[\W_]+")


def decide(command: c.NoteMaterialRead, filing: Filing) -> list[FilingEvent]:
    """Nothing where the scan was replaced, or read already."""
    material = filing.materials.get(command.slot)
    known = filing.readings.get(command.slot)
    if material is None or material.id != command.material:
        return []
    if known is not None and known.material == command.material:
        return []
    return [
        MaterialRead(
            material=command.material,
            slot=command.slot,
            texts=command.texts,
            valid_to=command.valid_to,
            long_term=command.long_term,
            at=command.at,
        )
    ]


def reading_of(filing: Filing, slot: str) -> MaterialRead | None:
    """What was read from the scan that is in the slot now."""
    reading, material = filing.readings.get(slot), filing.materials.get(slot)
    if reading is None or material is None or reading.material != material.id:
        return None
    return reading


def verdicts(filing: Filing, slot: str) -> tuple[Verdict, ...]:
    """A warning for each field in which the scan shows something else than was stated."""
    reading = reading_of(filing, slot)
    if reading is None:
        return ()
    stated = _stated(filing, slot)
    fields = [
        read.field
        for read in reading.texts
        if read.confidence >= SURE and _differs(read, stated.get(read.field))
    ]
    if (reading.valid_to or reading.long_term) and "valid_to" in stated:
        shown = "" if reading.long_term else str(reading.valid_to)
        fields += ["valid_to"] if shown != stated["valid_to"] else []
    return tuple(Verdict(DIFFERS, Level.WARN, {"field": field}) for field in fields)


def _differs(read: ReadText, stated: str | None) -> bool:
    shown, typed = _plain(read.value.text), _plain(stated)
    if not shown or not typed or shown == typed:
        return False
    if read.field == "address":
        return SequenceMatcher(None, shown, typed, autojunk=False).ratio() < _ALIKE
    return True


def _plain(text: str | None) -> str:
    return _NOT_TEXT.sub("", text or "").upper()


def _stated(filing: Filing, slot: str) -> dict[str, str | None]:
    """What the applicant stated of the certificate that the slot asks for, by field."""
    code, *rest = slot.split(":")
    subject, facts = filing.subject, filing.facts
    if subject is None or facts is None:
        return {}
    if code == "M01":
        legal = subject.legal_representative
        return {
            "name": subject.name,
            "certificate_number": facts.certificate_number,
            "address": subject.certificate_address.text,
            "legal_representative": (legal.name if legal else subject.responsible.name).text,
            "valid_to": _end(subject.valid_to, subject.long_term),
        }
    if code == "M02":
        own = facts.nature == INDIVIDUAL
        address = {"address": subject.certificate_address.text} if own else {}
        return _of_person(subject.responsible) | address
    site = filing.sites.get(rest[-1]) if code == "M04" and rest else None
    return _of_person(site.person) if site and site.person else {}


def _of_person(person: Person) -> dict[str, str | None]:
    return {
        "name": person.name.text,
        "certificate_number": person.certificate_number.text,
        "valid_to": _end(person.valid_to, person.long_term),
    }


def _end(valid_to: date | None, long_term: bool) -> str:
    return "" if long_term or valid_to is None else valid_to.isoformat()
