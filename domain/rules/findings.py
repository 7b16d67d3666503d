"""What the rule book finds in a filing: one list, the same for everybody who asks.

Applicants see it while they type, reviewers beside the data, auditors as it was when the filing
was handed in. The same case and the same rules always give the same list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

from domain.filing.targets import material_target
from domain.reference.loading import in_language
from domain.rules.answers import CANNOT_TELL, Hit
from domain.rules.case import Case
from domain.rules.materials import Slot, slots
from domain.rules.rule import Rule, Severity
from domain.rules.rule_set import RuleSet

_WHOLE: Final = ""
"""Where a rule was asked that is not about one website."""


class Finding(msgspec.Struct, frozen=True):
    """One thing that a rule found.

    ``target`` is a field, a scan (``material:<slot>``) or ``order``; ``code`` is of the catalogue
    of reasons, empty where the rule only informs or asks for a scan. ``rule_version`` is the
    version of the rule, ``evidence`` what was found: never a personal value.
    """

    target: str
    severity: Severity
    code: str
    rule: str
    rule_version: str
    message_zh: str
    message_en: str
    fix_zh: str = ""
    fix_en: str = ""
    evidence: dict[str, Any] = {}

    def message(self, language: str) -> str:
        """What is wrong or asked, in that language."""
        return in_language(language, self.message_zh, self.message_en)

    def fix(self, language: str) -> str:
        """How to mend it, in that language."""
        return in_language(language, self.fix_zh, self.fix_en)


class Untold(msgspec.Struct, frozen=True):
    """A rule that nobody could answer, because a fact is missing: a person will look."""

    rule: str
    code: str


class Findings(msgspec.Struct, frozen=True):
    """All findings about a filing, in the order of the rule book, and what they rest on.

    ``rule_set`` is the version of the rule book; ``asked`` are the rules that could be answered,
    with what they found or without.
    """

    rule_set: str
    items: tuple[Finding, ...]
    untold: tuple[Untold, ...]
    asked: tuple[str, ...]

    def of(self, *severities: Severity) -> tuple[Finding, ...]:
        """The findings of these severities."""
        return tuple(each for each in self.items if each.severity in severities)

    def at(self, target: str) -> tuple[Finding, ...]:
        """The findings at a field or scan, or at a part of it."""
        return tuple(
            each
            for each in self.items
            if each.target == target or each.target.startswith(f"{target}.")
        )


def find(case: Case, rule_set: RuleSet) -> Findings:
    """Asks every rule about such a filing. A rule that needs others is asked where none of them
    found anything."""
    about = rule_set.about(case.facts, case.on)
    found: dict[str, set[str]] = {}
    items: list[Finding] = []
    untold: list[Untold] = []
    asked: list[str] = []
    for rule in _needed_first(about):
        if rule.severity == "material":
            asked.append(rule.id)
            continue
        hits, dark = _ask(rule, case, found)
        items += (_finding(rule, rule.severity, hit.target, hit) for hit in hits)
        if dark:
            untold.append(Untold(rule.id, rule.code))
        else:
            asked.append(rule.id)
    items += _missing_scans(case, rule_set)
    place = {rule.id: number for number, rule in enumerate(about)}
    items.sort(key=lambda each: place[each.rule])
    return Findings(rule_set.version, tuple(items), tuple(untold), tuple(asked))


def _ask(rule: Rule, case: Case, found: dict[str, set[str]]) -> tuple[list[Hit], bool]:
    """What the rule hits, and whether a fact was missing; notes in ``found`` where it hit."""
    hits: list[Hit] = []
    dark = False
    for each, site in _askings(rule, case):
        if _spoiled(rule, site, found):
            continue
        answer = rule.ask(each)
        if answer is CANNOT_TELL:
            dark = True
        elif answer:
            found.setdefault(rule.id, set()).add(site)
            hits += answer
    return hits, dark


def _askings(rule: Rule, case: Case) -> Iterator[tuple[Case, str]]:
    """The case, once or for each website, with the id of the website."""
    if not rule.predicate.of_site:
        yield case, _WHOLE
        return
    for each in case.each_site:
        yield each, each.site.id if each.site is not None else _WHOLE


def _spoiled(rule: Rule, site: str, found: dict[str, set[str]]) -> bool:
    """Whether a rule that this one needs found something there, or anywhere where this one is
    asked about the whole."""
    for other in rule.needs:
        there = found.get(other, set())
        if there and (site == _WHOLE or _WHOLE in there or site in there):
            return True
    return False


def _needed_first(about: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules in an order in which each one stands after those that it needs."""
    rules = {rule.id: rule for rule in about}
    if not any(rule.needs for rule in rules.values()):
        return tuple(rules.values())
    ordered: dict[str, Rule] = {}

    def put(rule: Rule) -> None:
        for other in rule.needs:
            if other in rules and other not in ordered:
                put(rules[other])
        ordered[rule.id] = rule

    for rule in rules.values():
        if rule.id not in ordered:
            put(rule)
    return tuple(ordered.values())


def _missing_scans(case: Case, rule_set: RuleSet) -> Iterator[Finding]:
    """Scans that are asked and not there, nor one that may stand in for them."""
    for slot in slots(case, rule_set):
        if slot.required and not _is_there(slot, case):
            rule = rule_set.rule(slot.why[0], case.on)
            yield _finding(rule, "material", material_target(slot.key))


def _is_there(slot: Slot, case: Case) -> bool:
    return any(key in case.materials for key in (slot.key, *slot.instead))


def _finding(rule: Rule, severity: Severity, target: str, hit: Hit | None = None) -> Finding:
    return Finding(
        target=target,
        severity=severity,
        code=rule.code,
        rule=rule.id,
        rule_version=rule.version,
        message_zh=rule.words("zh", hit),
        message_en=rule.words("en", hit),
        fix_zh=rule.fix("zh", hit),
        fix_en=rule.fix("en", hit),
        evidence=dict(hit.evidence) if hit is not None else {},
    )
