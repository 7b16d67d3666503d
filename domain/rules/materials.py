"""Which scans a filing needs, by its present data and the table of rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from domain.filing.facts import Website
from domain.reference.materials import Material, materials
from domain.rules.material_predicates import Case
from domain.rules.material_rules import Rule, rules

TWO_SIDED: Final = frozenset({2, 14, 11, 30, 41, 42})
"""Certificate types of persons that are cards with two sides; the others are booklets."""


class Slot(msgspec.Struct, frozen=True):
    """A place for one scan. ``key`` is ``<code>[:<side>][:<site id>][:<number>]``.

    ``code`` is of the list of materials. ``owner`` is the id whose key protects the scan.
    Where a place takes several pictures the first has no number and the others have 2 to
    ``most``. ``per`` says what it is asked for: subject, person, order, site or domain.
    ``why`` holds the ids of the rules that ask for it, and ``instead`` the keys of the
    places that may be filled in its stead. Sizes are in bytes.
    """

    key: str
    code: str
    owner: str
    required: bool = True
    side: str = ""
    site: str = ""
    per: str = "order"
    accept_bytes: int = 31_457_280
    may_be_pdf: bool = False
    why: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    number: int = 1


class NotNeeded(msgspec.Struct, frozen=True):
    """A material that is not asked. ``reason``: ``identity`` (another page collects it),
    ``nature``, ``type`` and ``province`` (no rule is about such a filing), ``data`` (the
    filing's data do not call for it), ``none`` (no rule asks for it at present).

    ``provinces`` are the first two digits of where it is asked.
    """

    code: str
    reason: Literal["identity", "nature", "type", "province", "data", "none"]
    provinces: tuple[str, ...] = ()


def slots(case: Case) -> tuple[Slot, ...]:
    """Every place that may be filled, in the order of the list of materials."""
    found: list[Slot] = []
    for kind in materials():
        for site, asking in _asked(kind, case):
            found += _places(kind, case, site, asking)
    return _with_stand_ins(found)


def not_needed(case: Case) -> tuple[NotNeeded, ...]:
    """The materials of the list that the filing does not need, each with the reason."""
    asked = {slot.code for slot in slots(case)}
    return tuple(_reason(kind, case) for kind in materials() if kind.code not in asked)


def _asked(kind: Material, case: Case) -> list[tuple[Website | None, list[Rule]]]:
    """The websites (or None) that a material is asked for, with the rules that ask."""
    own = [rule for rule in rules() if rule.material == kind.code]
    found = []
    for site in (None, *case.sites):
        asked = msgspec.structs.replace(case, site=site)
        asking = [rule for rule in own if _of_site(rule) == bool(site) and rule.asks(asked)]
        if asking:
            found.append((site, asking))
    return found


def _of_site(rule: Rule) -> bool:
    return rule.asked_per in {"site", "domain"}


def _places(kind: Material, case: Case, site: Website | None, asking: list[Rule]) -> list[Slot]:
    owner = _owner(kind, case, site)
    if owner is None:
        return []
    holder, certificate_type = owner
    site_id = site.id if site is not None else ""
    tail = f":{site_id}" if site_id else ""
    required = any(rule.requirement == "required" for rule in asking)
    least = _least(kind, site) if required else 0

    def place(side: str, number: int) -> Slot:
        parts = [kind.code, *filter(None, [side])]
        return Slot(
            key=":".join(parts) + tail + (f":{number}" if number > 1 else ""),
            code=kind.code,
            owner=holder,
            required=number <= least,
            side=side,
            site=site_id,
            per=asking[0].asked_per,
            accept_bytes=kind.accept_bytes,
            may_be_pdf=kind.may_be_pdf,
            why=tuple(rule.id for rule in asking),
            number=number,
        )

    if kind.sides == "card":
        sides = ("front", "back") if certificate_type in TWO_SIDED else ("front",)
        return [place(side, 1) for side in sides]
    return [place("", number) for number in range(1, max(kind.most, least) + 1)]


def _least(kind: Material, site: Website | None) -> int:
    """How many pictures are needed: one for each domain, or one."""
    if kind.per == "domain" and site is not None:
        return len(site.domains)
    return 1


def _owner(kind: Material, case: Case, site: Website | None) -> tuple[str, int] | None:
    """Whose key protects the scan, and the type of a person's certificate (0 for a subject's);
    None where there is nobody."""
    subject = case.subject
    match kind.owner:
        case "subject":
            return subject.id, 0
        case "responsible":
            return subject.responsible.id, subject.responsible.certificate_type
        case "representative":
            representative = subject.legal_representative
            return (representative.id, RESIDENT_CARD) if representative is not None else None
        case "site_person":
            person = site.person if site is not None else None
            return (person.id, person.certificate_type) if person is not None else None


RESIDENT_CARD: Final = 2
"""A legal representative's certificate is taken for a card with two sides."""


def _with_stand_ins(found: Iterable[Slot]) -> tuple[Slot, ...]:
    """The places with what may be filled in their stead."""
    every = tuple(found)
    stand_ins: dict[str, list[str]] = {}
    for rule in rules():
        for slot in every:
            if rule.instead_of and rule.id in slot.why:
                stand_ins.setdefault(rule.instead_of, []).append(slot.key)
    return tuple(
        msgspec.structs.replace(slot, instead=tuple(stand_ins.get(slot.code, ())))
        if slot.code in stand_ins
        else slot
        for slot in every
    )


def _reason(kind: Material, case: Case) -> NotNeeded:
    if kind.step == "identity":
        return NotNeeded(kind.code, "identity")
    own = [rule for rule in rules() if rule.material == kind.code]
    if not own:
        return NotNeeded(kind.code, "none")
    of_type = [rule for rule in own if rule.of_type(case.facts, case.on)]
    if not of_type:
        return NotNeeded(kind.code, "type")
    of_nature = [rule for rule in of_type if rule.of_nature(case.facts)]
    if not of_nature:
        return NotNeeded(kind.code, "nature")
    if not any(rule.of_province(case.facts) for rule in of_nature):
        places = dict.fromkeys(code for rule in of_nature for code in rule.provinces)
        return NotNeeded(kind.code, "province", tuple(sorted(places)))
    return NotNeeded(kind.code, "data")
