"""The rules that ask for materials, read from a table and checked when it is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, get_type_hints

import msgspec

from domain.filing.facts import INDIVIDUAL, TypeFacts
from domain.reference import materials, provinces
from domain.reference.loading import in_language, read
from domain.rules.material_predicates import OF_A_SITE, PREDICATES, Case

Nature = Literal["individual", "unit", "enterprise", "government"]
Confidence = Literal["A", "B", "U"]

_NATURES: Final = {"individual": INDIVIDUAL, "enterprise": 4, "government": 2}
"""The subject types of the ministry's code table; a unit is every other than an individual."""


class BadRule(ValueError):
    """A rule of the table cannot be used; the message names it and says why."""


class Applies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which filings a rule is about: types of filing and natures of subject."""

    types: tuple[str, ...]
    nature: tuple[Nature, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. ``provinces`` are the first two digits of region codes; none means all.

    ``check`` names a question of ``material_predicates`` and ``params`` its parameters.
    ``per`` replaces how often the material is asked. With ``instead_of`` the material stands
    in for another one. ``valid_from`` and ``valid_to`` are days in Beijing, both included.
    ``confidence``: A read in an official text, B in one secondary source, U unconfirmed.
    """

    id: str
    provinces: tuple[str, ...]
    applies: Applies
    check: str
    params: dict[str, Any]
    severity: Literal["material"]
    requirement: Literal["required", "optional"]
    material: str
    message_zh: str
    message_en: str
    valid_from: date | None
    valid_to: date | None
    source: tuple[str, ...]
    confidence: Confidence
    per: materials.Per | None = None
    instead_of: str = ""

    def words(self, language: str) -> str:
        """Why the material is asked, in that language."""
        return in_language(language, self.message_zh, self.message_en)

    @property
    def asked_per(self) -> materials.Per:
        """How often the material is asked by this rule."""
        return self.per or materials.material(self.material).per

    @property
    def of_site(self) -> bool:
        """Whether the material is asked for each website, and not once."""
        return self.asked_per in {"site", "domain"}

    def of_type(self, outcome: str, on: date) -> bool:
        """Whether the rule is about this type of filing, and in force on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        over = self.valid_to is not None and self.valid_to < on
        return outcome in self.applies.types and begun and not over

    def of_nature(self, nature: int) -> bool:
        """Whether the rule is about this nature of subject."""
        return any(_is_a(nature, wanted) for wanted in self.applies.nature)

    def of_province(self, province: str) -> bool:
        """Whether the rule is about the province with these first two digits."""
        return not self.provinces or province in self.provinces

    def asks(self, case: Case) -> bool:
        """Whether a rule about such filings asks for its material by the data of this one, for
        the website of the case if it has one."""
        return PREDICATES[self.check](case, **self.params)


class Source(msgspec.Struct, frozen=True):
    """The public name of where rules were read."""

    zh: str
    en: str

    def label(self, language: str) -> str:
        """The name in that language."""
        return in_language(language, self.zh, self.en)


class RuleTable(msgspec.Struct, frozen=True):
    """The table: its rules, its sources by key, and the day it was last gone through."""

    reviewed_on: date
    sources: dict[str, Source]
    items: tuple[Rule, ...]


def checked(table: RuleTable) -> RuleTable:
    """The table with typed parameters. Raises BadRule for the first rule that cannot be used."""
    seen: set[str] = set()
    rules = []
    for rule in table.items:
        _require(rule.id not in seen, rule, "stands twice")
        seen.add(rule.id)
        _check_names(rule, table)
        rules.append(msgspec.structs.replace(rule, params=_typed_params(rule)))
    return msgspec.structs.replace(table, items=tuple(rules))


def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the table."""
    return _TABLE.items


def rules_about(facts: TypeFacts, on: date) -> Mapping[str, tuple[Rule, ...]]:
    """The rules about such a filing that are in force on that day, by the material that each
    asks for; in the order of the table."""
    return _rules_about(facts.outcome, facts.nature, facts.region[:2], on)


@lru_cache(maxsize=4096)
def _rules_about(
    outcome: str, nature: int, province: str, on: date
) -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for each in rules():
        if each.of_type(outcome, on) and each.of_nature(nature) and each.of_province(province):
            found[each.material] = (*found.get(each.material, ()), each)
    return found


def rule(rule_id: str) -> Rule:
    """The rule with that id, such as ``CN-44.commitment``."""
    return _BY_ID[rule_id]


def source(key: str) -> Source:
    """The source with that key."""
    return _TABLE.sources[key]


def _is_a(nature: int, wanted: Nature) -> bool:
    return nature != INDIVIDUAL if wanted == "unit" else nature == _NATURES[wanted]


def _require(holds: bool, rule: Rule, why: str) -> None:
    if not holds:
        raise BadRule(f"rule {rule.id} {why}")


def _check_names(rule: Rule, table: RuleTable) -> None:
    known_provinces = {code[:2] for code in provinces.by_code}
    for province in rule.provinces:
        _require(province in known_provinces, rule, f"names the unknown province {province}")
    for code in (rule.material, *filter(None, [rule.instead_of])):
        _require(materials.known(code), rule, f"asks for the unknown material {code}")
    for key in rule.source:
        _require(key in table.sources, rule, f"names the unknown source {key}")
    _require(bool(rule.source), rule, "names no source")
    _require(rule.check in PREDICATES, rule, f"names the unknown predicate {rule.check}")
    _require(rule.of_site or rule.check not in OF_A_SITE, rule, f"asks {rule.check} of no website")


def _typed_params(rule: Rule) -> dict[str, Any]:
    hints = get_type_hints(PREDICATES[rule.check])
    wanted = {name: hints[name] for name in hints.keys() - {"case", "_case", "return"}}
    _require(
        rule.params.keys() == wanted.keys(),
        rule,
        f"gives {rule.check} the parameters {sorted(rule.params)}, not {sorted(wanted)}",
    )
    try:
        return {name: msgspec.convert(rule.params[name], wanted[name]) for name in wanted}
    except msgspec.ValidationError as error:
        raise BadRule(f"rule {rule.id} has a wrong parameter: {error}") from error


_TABLE: Final = checked(read("material_rules", RuleTable))
_BY_ID: Final = {row.id: row for row in _TABLE.items}
REVIEWED_ON: Final = _TABLE.reviewed_on
"""The day on which the rules were last compared with their sources."""
