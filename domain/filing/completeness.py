"""What is still missing before a filing may be handed in."""

from __future__ import annotations

from datetime import date

import msgspec

from domain.filing import scope
from domain.filing.drafting import slots
from domain.filing.kinds import Effect
from domain.filing.scope import STATED
from domain.filing.sheets import is_overtaken
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, ORDER, material_target
from domain.filing.wallet import is_superseded
from domain.rules import subject_rules, website_rules
from domain.rules.materials import Slot


class Missing(msgspec.Struct, frozen=True):
    """A section that is not done: ``what`` is subject, site, domain, access, change (nothing
    differs from the record), explanation or material.

    ``section`` names it (``subject``, ``site:<id>``, ``access:<id>``, ``material:<slot>``);
    ``detail`` is the site's name, the domain, or the rule that is broken.
    """

    what: str
    section: str
    detail: str = ""


def missing(filing: Filing, today: date) -> tuple[Missing, ...]:
    """Everything that is missing or no longer valid today, in the order of the task list."""
    return (
        *_subject(filing, today),
        *_sites(filing, today),
        *_domains(filing),
        *_of_the_whole(filing),
        *(
            Missing("material", material_target(slot.key), slot.code)
            for slot in slots(filing)
            if slot.required and not is_done(filing, slot)
        ),
    )


def is_done(filing: Filing, slot: Slot) -> bool:
    """Whether the slot is filled, or another one that may be filled in its stead."""
    if is_filled(filing, slot) or not slot.instead:
        return is_filled(filing, slot)
    return any(is_filled(filing, other) for other in slots(filing) if other.key in slot.instead)


def is_filled(filing: Filing, slot: Slot) -> bool:
    """Whether the slot holds a scan of the person it asks for now, and not of a predecessor;
    a sheet must also show the present data, and a certificate from the wallet be the stated one."""
    material = filing.materials.get(slot.key)
    if material is None or material.owner != slot.owner:
        return False
    return not (is_overtaken(filing, slot.key) or is_superseded(filing, slot.key))


def _subject(filing: Filing, today: date) -> list[Missing]:
    if not scope.may_state(filing.needs, "subject.name"):
        return []
    if filing.subject is None or filing.facts is None:
        return [Missing("subject", "subject")]
    problems = subject_rules.check(filing.subject, filing.facts, today, filing.rules)
    return [Missing("subject", "subject", problem.code) for problem in problems]


def _sites(filing: Filing, today: date) -> list[Missing]:
    if not filing.sites:
        return [Missing("site", "site:new")] if filing.needs.adds_sites else []
    stated = filing.needs.site in STATED
    found: list[Missing] = []
    for site in filing.sites.values():
        if (
            stated
            and filing.facts is not None
            and website_rules.check(site, filing.facts, today, filing.rules)
        ):
            found.append(Missing("site", f"site:{site.id}", site.name))
        if filing.needs.access in STATED and site.id not in filing.accesses:
            found.append(Missing("access", f"access:{site.id}", site.name))
    return found


def _domains(filing: Filing) -> list[Missing]:
    """Every domain of the type verification must stand in a website."""
    if filing.facts is None or not filing.sites or not filing.needs.adds_sites:
        return []
    stated = {domain for site in filing.sites.values() for domain in site.domains}
    return [
        Missing("domain", "site:new", domain)
        for domain in filing.facts.domains
        if domain not in stated
    ]


def _of_the_whole(filing: Filing) -> list[Missing]:
    """A change changes something, and an end has a reason."""
    found: list[Missing] = []
    if filing.needs.effect is Effect.CHANGE and not scope.changes(filing):
        found.append(Missing("change", ORDER))
    if filing.needs.explained and filing.explanation is None:
        found.append(Missing("explanation", EXPLANATION))
    return found
