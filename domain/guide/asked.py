"""What a province asks of such a subject for such a filing, told before there is a filing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Literal

import msgspec

from domain.reference.materials import materials
from domain.rules.rule import Rule, Severity
from domain.rules.rule_set import RuleSet

Need = Literal["required", "conditional", "optional"]
_NUMBERS: Final[dict[str, str]] = {
    "person_younger_than": "years",
    "certificate_ends_within": "months",
    "domain_ends_within": "months",
    "sites_more_than": "most",
    "total_sites_more_than": "most",
    "site_domains_more_than": "most",
    "domains_more_than": "most",
    "sites_on_one_address_more_than": "most",
    "site_name_few_chinese": "least",
    "bureau_days": "most",
    "bureau_working_days": "most",
}
"""The questions that set a limit, in the order of the page, with the parameter that is it."""


class AskedMaterial(msgspec.Struct, frozen=True):
    """A material of the list that may be asked, with the rules that ask for it."""

    code: str
    rules: tuple[Rule, ...]

    @property
    def need(self) -> Need:
        """Whether everybody hands it in, only who is in the case of a rule, or who likes to."""
        required = [rule for rule in self.rules if rule.requirement == "required"]
        if any(rule.check == "always" for rule in required):
            return "required"
        return "conditional" if required else "optional"

    @property
    def stands_in_for(self) -> tuple[str, ...]:
        """The codes of the materials in whose stead it may be handed in."""
        return tuple(dict.fromkeys(rule.instead_of for rule in self.rules if rule.instead_of))


class Limit(msgspec.Struct, frozen=True):
    """A number that a rule sets, such as an age; its unit follows from ``rule.check``."""

    rule: Rule
    number: int


class Asked(msgspec.Struct, frozen=True):
    """All that is asked on one day. ``rules`` are in force, ``coming`` begin later.

    ``own`` are those of ``rules`` that the province has for itself: without any, what holds in
    the whole country holds there.
    """

    materials: tuple[AskedMaterial, ...]
    limits: tuple[Limit, ...]
    rules: tuple[Rule, ...]
    coming: tuple[Rule, ...]

    def of(self, severity: Severity) -> tuple[Rule, ...]:
        """The rules in force of that severity."""
        return tuple(rule for rule in self.rules if rule.severity == severity)

    @property
    def own(self) -> tuple[Rule, ...]:
        """The rules in force that are not those of the whole country."""
        return tuple(rule for rule in self.rules if rule.provinces)


def asked(rule_set: RuleSet, kind: str, nature: int, province: str, on: date) -> Asked:
    """What is asked of a filing of that kind by a subject of that nature in the province with
    these first two digits; an empty province gives what holds in the whole country."""
    rules = rule_set.about_such(kind, nature, province, on)
    return Asked(
        materials=tuple(_materials(rules)),
        limits=tuple(limits(rules)),
        rules=rules,
        coming=tuple(
            rule
            for rule in rule_set.rules
            if rule.valid_from is not None
            and rule.valid_from > on
            and rule.of_type(kind)
            and rule.of_nature(nature)
            and rule.of_province(province)
        ),
    )


def topic(rule: Rule) -> str:
    """The part of a filing that the rule looks at: the name of the module of its question, such
    as ``persons`` or ``domains``."""
    return rule.predicate.ask.__module__.rpartition(".")[2]


def limits(rules: Iterable[Rule]) -> Iterator[Limit]:
    """The numbers that rules set, by kind of limit. A rule that asks for a scan sets none."""
    setting = [rule for rule in rules if rule.severity != "material" and rule.check in _NUMBERS]
    for check, name in _NUMBERS.items():
        yield from (Limit(rule, rule.params[name]) for rule in setting if rule.check == check)


def _materials(rules: Iterable[Rule]) -> Iterator[AskedMaterial]:
    asking: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.severity == "material":
            asking.setdefault(rule.material, []).append(rule)
    for kind in materials():
        if kind.code in asking:
            yield AskedMaterial(kind.code, tuple(asking[kind.code]))
