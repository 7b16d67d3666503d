"""The parts of a rule in words, and how two of its versions differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from domain.filing.kinds import Kind
from domain.filing.targets import ORDER
from domain.reference import materials, provinces, reasons
from domain.rules.answers import Hit
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from views.guide.words import FOUND, NATURES, SEVERITIES
from views.kind_words import TITLES
from views.language import language
from views.rulebook.words import CONFIDENCE, FIELDS, PER, PERIODS, REQUIREMENT


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a rule on both sides, as lines of text."""

    key: str
    label: Any
    before: tuple[str, ...]
    after: tuple[str, ...]


def parts(rule: Rule | None, rules: RuleSet) -> dict[str, tuple[str, ...]]:
    """The lines of each part of a rule, by its key; empty ones are left out."""
    if rule is None:
        return {}
    told = {
        "id": (rule.id,),
        "valid_from": _day(rule.valid_from),
        "valid_to": _day(rule.valid_to),
        "severity": (str(SEVERITIES[rule.severity][0]),),
        "provinces": tuple(province_name(code) for code in rule.provinces),
        "types": tuple(str(TITLES[Kind(each)]) for each in rule.applies.types),
        "nature": tuple(str(NATURES[each]) for each in rule.applies.nature),
        "check": (rule.check,),
        "params": tuple(f"{name} = {plain(value)}" for name, value in sorted(rule.params.items())),
        "code": (reason_name(rule.code),) if rule.code else (),
        "material": material_name(rule.material),
        "requirement": (str(REQUIREMENT[rule.requirement]),) if rule.requirement else (),
        "per": (str(PER[rule.per]),) if rule.per else (),
        "instead_of": material_name(rule.instead_of),
        "replaces": rule.replaces,
        "needs": rule.needs,
        "source": tuple(_source(key, rules) for key in rule.source),
        "confidence": (str(CONFIDENCE[rule.confidence]),),
    }
    texts = ("message_zh", "message_en", "fix_zh", "fix_en", "note_zh", "note_en")
    told |= {name: tuple(getattr(rule, name).splitlines()) for name in texts}
    return {key: told[key] for key in FIELDS if told[key]}


def differences(
    before: Rule | None, after: Rule | None, rules: RuleSet, *, everything: bool = False
) -> list[Difference]:
    """What differs between two versions of a rule; with ``everything`` also what does not."""
    old, new = parts(before, rules), parts(after, rules)
    return [
        Difference(key, label, old.get(key, ()), new.get(key, ()))
        for key, label in FIELDS.items()
        if (key in old or key in new) and (everything or old.get(key) != new.get(key))
    ]


def plain(value: Any) -> str:
    """A parameter as it stands in files."""
    return msgspec.json.encode(value).decode()


def words_of(rule: Rule) -> str:
    """What a rule says without a filing: what would be found in one is named."""
    names = rule.predicate.evidence
    told = {name: FOUND.get(name, "…") for name in names if name not in rule.params}
    return rule.words(language(), Hit(ORDER, told))


def province_name(code: str) -> str:
    """The province with these first two digits."""
    known = provinces.by_code.get(f"{code}0000")
    return known.short_label(language()) if known is not None else code


def reason_name(code: str) -> str:
    """A reason of the catalogue, with its code."""
    return f"{code} {reasons.reason(code).label(language())}"


def material_name(code: str) -> tuple[str, ...]:
    """A material with its code; nothing where none is named."""
    return (f"{code} {materials.material(code).label(language())}",) if code else ()


def period(rule: Rule, today: date) -> tuple[Any, str]:
    """Whether this version holds, in words and a colour."""
    if rule.in_force(today):
        return PERIODS["holds"]
    ahead = rule.valid_from is not None and rule.valid_from > today
    return PERIODS["ahead" if ahead else "over"]


def _day(day: date | None) -> tuple[str, ...]:
    return (day.isoformat(),) if day is not None else ()


def _source(key: str, rules: RuleSet) -> str:
    source = rules.sources.get(key)
    return f"{key} {source.label(language())}" if source is not None else key
