"""Which scans a filing needs, by its present data and the table of rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from domain.filing.facts import Website
from domain.reference.materials import Material, materials
from domain.rules.answers import found
from domain.rules.case import Case
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet

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


def slots(case: Case, rule_set: RuleSet) -> tuple[Slot, ...]:
    """Every place that may be filled, in the order of the list of materials."""
    every: list[Slot] = []
    about = rule_set.asking(case.facts, case.on)
    for kind in materials():
        for each in (case, *case.each_site) if kind.code in about else ():
            every += _places(kind, each, _asking(about[kind.code], each))
    return _with_stand_ins(every, rule_set)


def not_needed(case: Case, rule_set: RuleSet) -> tuple[NotNeeded, ...]:
    """The materials of the list that the filing does not need, each with the reason."""
    asked = {slot.code for slot in slots(case, rule_set)}
    return tuple(_reason(kind, case, rule_set) for kind in materials() if kind.code not in asked)


def _asking(about: Iterable[Rule], case: Case) -> list[Rule]:
    """The rules that ask for the website of the case, or once where the case has none."""
    of_site = case.site is not None
    return [rule for rule in about if rule.of_site is of_site and found(rule.ask(case))]


def _places(kind: Material, case: Case, asking: list[Rule]) -> list[Slot]:
    owner = _owner(kind, case) if asking else None
    if owner is None:
        return []
    holder, certificate_type = owner
    site_id = case.site.id if case.site is not None else ""
    tail = f":{site_id}" if site_id else ""
    required = any(rule.requirement == "required" for rule in asking)
    least = _least(kind, case.site) if required else 0

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


def _owner(kind: Material, case: Case) -> tuple[str, int] | None:
    """Whose key protects the scan, and the type of a person's certificate (0 for a subject's);
    None where there is nobody."""
    subject, site = case.subject, case.site
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


def _with_stand_ins(every: Iterable[Slot], rule_set: RuleSet) -> tuple[Slot, ...]:
    """The places with what may be filled in their stead."""
    every = tuple(every)
    stand_ins: dict[str, list[str]] = {}
    for rule_id, code in rule_set.stand_ins.items():
        for slot in every:
            if rule_id in slot.why:
                stand_ins.setdefault(code, []).append(slot.key)
    return tuple(
        msgspec.structs.replace(slot, instead=tuple(stand_ins[slot.code]))
        if slot.code in stand_ins
        else slot
        for slot in every
    )


def _reason(kind: Material, case: Case, rule_set: RuleSet) -> NotNeeded:
    if kind.step == "identity":
        return NotNeeded(kind.code, "identity")
    own = [rule for rule in rule_set.rules if rule.material == kind.code]
    if not own:
        return NotNeeded(kind.code, "none")
    of_type = [r for r in own if r.of_type(case.facts.outcome) and r.in_force(case.on)]
    if not of_type:
        return NotNeeded(kind.code, "type")
    of_nature = [rule for rule in of_type if rule.of_nature(case.facts.nature)]
    if not of_nature:
        return NotNeeded(kind.code, "nature")
    if not any(rule.of_province(case.facts.region[:2]) for rule in of_nature):
        places = dict.fromkeys(code for rule in of_nature for code in rule.provinces)
        return NotNeeded(kind.code, "province", tuple(sorted(places)))
    return NotNeeded(kind.code, "data")
