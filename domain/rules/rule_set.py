"""A rule book: all rules in all their versions, and which of them are about a filing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from domain.filing.facts import TypeFacts
from domain.rules.rule import Rule, Source


@dataclass(frozen=True)
class RuleSet:
    """An unchanging set of rules that were checked; two with the same version are the same.

    It is handed to whatever needs rules. ``reviewed_on`` is the day on which the rules were last
    compared with their sources, ``sources`` are the names of these by key.
    """

    version: str
    rules: tuple[Rule, ...] = field(compare=False, repr=False)
    sources: Mapping[str, Source] = field(compare=False, repr=False)
    reviewed_on: date = field(compare=False)

    def about(self, facts: TypeFacts, on: date) -> tuple[Rule, ...]:
        """The rules in force on that day for such a filing, in their order; a rule that another
        one of them replaces is left out."""
        return self._about(facts.outcome, facts.nature, facts.region[:2], on)

    def about_such(self, outcome: str, nature: int, province: str, on: date) -> tuple[Rule, ...]:
        """The rules of ``about`` before there is a filing: for that type of filing and nature of
        subject, in the province with these first two digits."""
        return self._about(outcome, nature, province, on)

    def asking(self, facts: TypeFacts, on: date) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of ``about`` that ask for a scan, by the code of its material."""
        return self._asking(facts.outcome, facts.nature, facts.region[:2], on)

    def versions(self, rule_id: str) -> tuple[Rule, ...]:
        """The versions of a rule, the oldest first. Raises KeyError for an unknown id."""
        return self._by_id[rule_id]

    def rule(self, rule_id: str, on: date | None = None) -> Rule:
        """The version of a rule that holds on that day, or the newest. Raises KeyError."""
        versions = self.versions(rule_id)
        if on is None:
            return versions[-1]
        for version in versions:
            if version.in_force(on):
                return version
        raise KeyError(rule_id)

    @cached_property
    def stand_ins(self) -> Mapping[str, str]:
        """The ids of rules whose material stands in for another one, with that one's code."""
        return {rule.id: rule.instead_of for rule in self.rules if rule.instead_of}

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.id, []).append(rule)
        return {
            rule_id: tuple(sorted(each, key=lambda rule: rule.valid_from or date.min))
            for rule_id, each in found.items()
        }

    @cached_property
    def _about(self) -> Callable[[str, int, str, date], tuple[Rule, ...]]:
        def about(outcome: str, nature: int, province: str, on: date) -> tuple[Rule, ...]:
            there = [
                rule
                for rule in self.rules
                if rule.of_type(outcome)
                and rule.in_force(on)
                and rule.of_nature(nature)
                and rule.of_province(province)
            ]
            return _without_replaced(there)

        return lru_cache(maxsize=4096)(about)

    @cached_property
    def _asking(self) -> Callable[[str, int, str, date], Mapping[str, tuple[Rule, ...]]]:
        def asking(
            outcome: str, nature: int, province: str, on: date
        ) -> Mapping[str, tuple[Rule, ...]]:
            found: dict[str, tuple[Rule, ...]] = {}
            for rule in self._about(outcome, nature, province, on):
                if rule.severity == "material":
                    found[rule.material] = (*found.get(rule.material, ()), rule)
            return found

        return lru_cache(maxsize=4096)(asking)


def version_of(reviewed_on: date, rules: Iterable[Rule]) -> str:
    """The name of a set of rules: the day of its review, and eight hexadecimal digits that
    differ with its content."""
    content = "".join(f"{rule.id}@{rule.version};" for rule in rules)
    return f"{reviewed_on.isoformat()}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _without_replaced(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that no rule which itself holds replaces. There are no circles: loading
    refuses them."""
    rules = tuple(rules)
    replaced_by: dict[str, list[str]] = {}
    for rule in rules:
        for other in rule.replaces:
            replaced_by.setdefault(other, []).append(rule.id)

    def holds(rule_id: str) -> bool:
        return not any(holds(other) for other in replaced_by.get(rule_id, ()))

    return tuple(rule for rule in rules if holds(rule.id))
