"""Finding rules by any of their words, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from domain.reference import provinces
from domain.reference.materials import material
from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from domain.rules.words import folded


def terms(text: str) -> tuple[str, ...]:
    """The words to look for, as they are compared; none where the text has no letter or digit."""
    return tuple(filter(None, dict.fromkeys(map(folded, text.split()))))


def search(rule_set: RuleSet, wanted: tuple[str, ...], on: date) -> tuple[Rule, ...]:
    """The rules in force or coming that hold all the terms, in the order of the rule book."""
    texts = _texts(rule_set)
    return tuple(
        rule
        for rule, text in zip(rule_set.rules, texts, strict=True)
        if (rule.valid_to is None or rule.valid_to >= on) and all(term in text for term in wanted)
    )


@lru_cache(maxsize=2)
def _texts(rule_set: RuleSet) -> tuple[str, ...]:
    """What each rule is found by, folded; a stroke keeps the parts from running together."""
    return tuple("|".join(map(folded, _parts(rule, rule_set))) for rule in rule_set.rules)


def _parts(rule: Rule, rule_set: RuleSet) -> Iterator[str]:
    yield rule.id
    for language in ("zh", "en"):
        yield from (rule.words(language), rule.fix(language), rule.note(language))
        yield from (rule_set.sources[key].label(language) for key in rule.source)
        if rule.material:
            yield material(rule.material).label(language)
        for digits in rule.provinces:
            yield provinces.province(f"{digits}0000").label(language)
    for value in rule.params.values():
        if isinstance(value, list | tuple):
            yield from map(str, value)
