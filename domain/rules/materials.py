"""Which scans a filing needs, by its present data."""

from __future__ import annotations

import msgspec

from domain.filing.facts import INDIVIDUAL, Subject, TypeFacts, Website

TWO_SIDED = frozenset({2, 14, 11, 30, 41, 42})
"""Certificate types of persons that are cards with two sides; the others are booklets."""


class Slot(msgspec.Struct, frozen=True):
    """A place for one scan. ``key`` is ``<code>[:<side>][:<site id>]``.

    ``code`` is of the list of materials (M01 the subject's certificate, M02 the
    responsible person's, M03 the legal representative's, M04 the site person's, M05 the
    verification sheet, M25 anything else). ``owner`` is the id whose key protects it.
    """

    key: str
    code: str
    owner: str
    required: bool = True
    side: str = ""
    site: str = ""


def slots(
    facts: TypeFacts, subject: Subject | None, sites: tuple[Website, ...]
) -> tuple[Slot, ...]:
    """All slots, required first as the list of materials orders them."""
    if subject is None:
        return ()
    found: list[Slot] = []
    if facts.nature != INDIVIDUAL:
        found.append(Slot("M01", "M01", subject.id))
    responsible = subject.responsible
    found += _both_sides("M02", responsible.id, responsible.certificate_type)
    representative = subject.legal_representative
    if representative is not None:
        found += _both_sides("M03", representative.id, 2)
    for site in sites:
        if site.person is not None:
            found += _both_sides("M04", site.person.id, site.person.certificate_type, site.id)
    found += [Slot(f"M05:{site.id}", "M05", subject.id, site=site.id) for site in sites]
    found.append(Slot("M25", "M25", subject.id, required=False))
    return tuple(found)


def _both_sides(code: str, owner: str, certificate_type: int, site: str = "") -> list[Slot]:
    tail = f":{site}" if site else ""
    sides = ("front", "back") if certificate_type in TWO_SIDED else ("front",)
    return [Slot(f"{code}:{side}{tail}", code, owner, side=side, site=site) for side in sides]
