"""What is to be expected of a review: for each reason of the catalogue whether it will come up.

Nothing new is asked here. Each reason is looked up in what is known already: the findings of the
rules, the checks of the forms, the coach's look at the scans, what was read from certificates
and sheets, the photos, and the look-ups that decided the type. A reason that nothing of this
can answer is left to a person, and is not called good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec

from domain.filing import duplicates, reading, sheets
from domain.filing.completeness import is_done
from domain.filing.drafting import slots
from domain.filing.facts import INDIVIDUAL, Level, Material
from domain.filing.judging import Judgement
from domain.filing.state import Filing
from domain.reference import reasons
from domain.rules import subject_rules, website_rules
from domain.rules.decision.facts import UNKNOWN, LookedUp

Outlook: TypeAlias = Literal["red", "amber", "person", "green"]

_WORST_FIRST: Final[tuple[Outlook, ...]] = ("red", "amber", "person", "green")
_FORM: Final = {
    "R-SUB-08": ("expired", "expires_soon"),
    "R-PER-03": ("too_young",),
    "R-PER-08": ("same_as_mobile",),
    "R-PER-11": ("not_an_email",),
    "R-DOM-04": ("tld_not_approved",),
    "R-SITE-06": ("url_with_scheme_or_path", "url_not_of_domains"),
    "R-SITE-07": ("not_for_individuals",),
    "R-SITE-08": ("remark_needed",),
}
"""Reasons that the forms' own checks answer, with the codes of their problems."""
_SCANS: Final = {
    "M08": "R-DOM-07",
    "M10": "R-PER-02",
    "M11": "R-PROV-01",
    "M12": "R-PROV-01",
    "M13": "R-PER-04",
    "M17": "R-SITE-09",
    "M18": "R-PROV-01",
    "M20": "R-PROV-01",
}
"""The reason that a missing scan is, by the code of its material."""
_COACH: Final = {
    "R-MAT-01": ("blur", "dark", "glare", "cut", "resolution", "background", "skew"),
    "R-MAT-02": ("no_colour", "screen"),
    "R-MAT-03": ("watermark",),
}
"""Reasons that the look at a scan answers, with the names of its checks."""
_READ: Final = {"name": "R-SUB-01", "certificate_number": "R-SUB-02", "address": "R-SUB-03"}
"""The reason that another text on the subject's certificate is, by the field that was read."""
_SHEET: Final = "M05"


class Sign(msgspec.Struct, frozen=True):
    """One thing that speaks for or against a reason. ``rests_on`` names it: ``rule:<id>``,
    ``form``, ``scan:<material>``, ``coach``, ``certificate``, ``sheet``, ``photo``, ``lookup``
    or ``pools``."""

    code: str
    outlook: Outlook
    rests_on: str


class Expected(msgspec.Struct, frozen=True):
    """What is to be expected of one reason: red will come up, amber may, green will not as far
    as can be told, and of ``person`` nobody can tell before a person looked."""

    code: str
    outlook: Outlook
    rests_on: tuple[str, ...] = ()


def forecast(
    filing: Filing, judgement: Judgement, today: date, *, pools: bool | None = None
) -> tuple[Expected, ...]:
    """Every reason of the catalogue, in its order. ``pools`` says whether all addresses are the
    provider's, None where nobody can tell."""
    signs: dict[str, list[Sign]] = {}
    for sign in _signs(filing, judgement, today, pools):
        signs.setdefault(sign.code, []).append(sign)
    return tuple(_expected(each.code, signs.get(each.code, [])) for each in reasons.reasons())


def _expected(code: str, signs: list[Sign]) -> Expected:
    """The worst of the signs counts, with all that say the same."""
    for outlook in _WORST_FIRST:
        rests_on = [sign.rests_on for sign in signs if sign.outlook == outlook]
        if rests_on:
            return Expected(code, outlook, tuple(dict.fromkeys(rests_on)))
    return Expected(code, "person")


def _signs(filing: Filing, judgement: Judgement, today: date, pools: bool | None) -> Iterator[Sign]:
    yield from _of_rules(filing, judgement, today)
    yield from _of_forms(filing, today)
    yield from _of_scans(filing)
    yield from _of_certificate(filing)
    yield from _of_sheets(filing)
    yield from _of_photos(filing)
    if filing.facts is not None and filing.facts.found is not None:
        yield from _of_look_ups(filing.facts.found, filing.facts.domains)
    told: Outlook = "person" if pools is None else "green" if pools else "red"
    yield Sign("R-ACC-01", told, "pools")


def _of_rules(filing: Filing, judgement: Judgement, today: date) -> Iterator[Sign]:
    for each in judgement.stops:
        yield Sign(each.code, "red", f"rule:{each.rule}")
    for each in judgement.warnings:
        yield Sign(each.code, "amber", f"rule:{each.rule}")
    for untold in judgement.findings.untold:
        if untold.code:
            yield Sign(untold.code, "person", f"rule:{untold.rule}")
    hit = {each.rule for each in judgement.findings.items}
    fine = set(judgement.findings.asked) - hit
    if filing.facts is None:
        return
    for rule in filing.rules.about(filing.facts, today):
        if rule.id in fine and rule.severity in {"hard", "warn"}:
            yield Sign(rule.code, "green", f"rule:{rule.id}")


def _of_forms(filing: Filing, today: date) -> Iterator[Sign]:
    """Nothing is said of sections that nobody has filled in."""
    if filing.subject is None or filing.facts is None or not filing.sites:
        return
    problems = subject_rules.check(filing.subject, filing.facts, today, filing.rules)
    for site in filing.sites.values():
        problems += website_rules.check(site, filing.facts, today, filing.rules)
    broken = {problem.code for problem in problems}
    for code, checks in _FORM.items():
        yield Sign(code, "red" if broken & set(checks) else "green", "form")


def _of_scans(filing: Filing) -> Iterator[Sign]:
    for slot in slots(filing):
        if slot.required and slot.code in _SCANS:
            there = is_done(filing, slot)
            yield Sign(_SCANS[slot.code], "green" if there else "red", f"scan:{slot.code}")
    for code, checks in _COACH.items():
        for material in filing.materials.values():
            yield Sign(code, _look(filing, material, checks), "coach")


def _look(filing: Filing, material: Material, checks: tuple[str, ...]) -> Outlook:
    found = [each for each in duplicates.standing(filing, material) if each.check in checks]
    if any(each.level is Level.REFUSE for each in found):
        return "red"
    return "amber" if found else "green"


def _of_certificate(filing: Filing) -> Iterator[Sign]:
    """What was read from the subject's certificate, where a machine was sure of it."""
    individual = filing.facts is not None and filing.facts.nature == INDIVIDUAL
    for slot in ("M02:front",) if individual else ("M01",):
        read = reading.reading_of(filing, slot)
        if read is None:
            continue
        differing = {each.facts["field"] for each in reading.verdicts(filing, slot)}
        for text in read.texts:
            if text.field in _READ and text.confidence >= reading.SURE:
                outlook: Outlook = "amber" if text.field in differing else "green"
                yield Sign(_READ[text.field], outlook, "certificate")


def _of_sheets(filing: Filing) -> Iterator[Sign]:
    for slot, material in filing.materials.items():
        if slot.partition(":")[0] != _SHEET:
            continue
        if sheets.is_overtaken(filing, slot):
            yield Sign("R-SHEET-03", "red", "sheet")
        # A sheet that was recognised is of the right form; whether it is signed, a person sees.
        yield Sign("R-SHEET-01", "green" if material.sheet else "person", "sheet")


def _of_photos(filing: Filing) -> Iterator[Sign]:
    for evidence in filing.evidence.values():
        if evidence.accepted:
            yield Sign("R-PHO-01", "green", "photo")
        if evidence.face is not None:
            yield Sign("R-PHO-02", "green" if evidence.face.passed else "red", "photo")


def _of_look_ups(found: LookedUp, domains: Iterable[str]) -> Iterator[Sign]:
    """What was asked when the type was decided: a look-up that failed is left to a person."""
    orders = found.open_orders
    told = (
        ("R-SYS-01", _all_known(orders.subject, orders.domains)),
        ("R-DOM-08", _all_known(found.blacklisted.domains)),
        ("R-SUB-06", _all_known(found.subject_here, found.subject_at_ministry)),
        ("R-DOM-06", _all_known(*(found.at_ministry(domain).number for domain in domains))),
    )
    for code, known in told:
        yield Sign(code, "green" if known else "person", "lookup")


def _all_known(*facts: object) -> bool:
    return UNKNOWN not in facts
