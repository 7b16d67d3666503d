"""Whether rules can be used: each one, and all of them together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

import msgspec

from domain.filing.kinds import Kind
from domain.reference import materials, provinces, reasons
from domain.rules.predicates import PREDICATES
from domain.rules.rule import PLACES, Rule, Source, bad_rule
from domain.rules.words import folded

FILING_TYPES: Final = tuple(kind.value for kind in Kind)
"""The types of filing that a rule may be about."""

_PROVINCES: Final = frozenset(code[:2] for code in provinces.by_code)

_IS_KNOWN: Final[Mapping[str, Callable[[str], bool]]] = {
    "target": reasons.TARGETS.__contains__,
    "material": materials.known,
}
"""What a parameter may name, by its kind."""

_WILD: Final = re.compile(r"[\\^$*+?{}\[\]|()]")
"""Signs of regular expressions. These are refused: words are compared as they are, in a time that
grows with the length of the text and no faster."""

Named = tuple[str, Rule]
"""A rule and the name of its file."""


def checked(named: Iterable[Named], sources: Mapping[str, Source]) -> tuple[Rule, ...]:
    """The rules with typed parameters and written-out types of filing. Raises BadRule for the
    first that cannot be used."""
    named = tuple(named)
    rules = []
    for file, rule in named:
        _check_words(rule, file)
        _check_names(rule, file, sources)
        types = _types(rule, file)
        applies = msgspec.structs.replace(rule.applies, types=types)
        params = _typed_params(rule, file)
        rules.append(msgspec.structs.replace(rule, applies=applies, params=params))
    _check_periods(named)
    _check_circles(named, "needs")
    _check_circles(named, "replaces")
    return tuple(rules)


def _require(holds: bool, rule: Rule, file: str, fault: str, **facts: object) -> None:
    if not holds:
        raise bad_rule(rule.id, file, fault, **facts)


def _check_words(rule: Rule, file: str) -> None:
    """Words in both languages; what is wrong needs a code of the catalogue and a way to mend it,
    and what asks for a scan needs the scan."""
    _require(bool(rule.id.strip()), rule, file, "no_id")
    for name in ("message_zh", "message_en"):
        _require(bool(getattr(rule, name).strip()), rule, file, "no_words", field=name)
    coded = reasons.known(rule.code)
    if rule.severity in {"hard", "warn"}:
        for name in ("fix_zh", "fix_en"):
            _require(bool(getattr(rule, name).strip()), rule, file, "no_fix", field=name)
        _require(coded, rule, file, "unknown_code", code=rule.code or "(none)")
    elif rule.code:
        _require(coded, rule, file, "unknown_code", code=rule.code)
    asks = rule.severity == "material"
    _require(asks or not (rule.material or rule.requirement), rule, file, "no_scan")
    _require(not asks or rule.requirement != "", rule, file, "no_requirement")
    noted = bool(rule.note_zh.strip()) == bool(rule.note_en.strip())
    _require(noted, rule, file, "half_a_note")


def _check_names(rule: Rule, file: str, sources: Mapping[str, Source]) -> None:
    for province in rule.provinces:
        _require(province in _PROVINCES, rule, file, "unknown_province", province=province)
    if rule.severity == "material":
        for code in (rule.material, *filter(None, [rule.instead_of])):
            known = materials.known(code)
            _require(known, rule, file, "unknown_material", material=code or "(none)")
    for key in rule.source:
        _require(key in sources, rule, file, "unknown_source", source=key)
    _require(bool(rule.source), rule, file, "no_source")
    _require(rule.check in PREDICATES, rule, file, "unknown_predicate", check=rule.check)
    if rule.severity == "material":
        asked = rule.of_site or not rule.predicate.of_site
        _require(asked, rule, file, "of_no_website", check=rule.check)
    told = {*rule.params, *rule.predicate.evidence}
    for name in ("message_zh", "message_en", "fix_zh", "fix_en"):
        unknown = sorted(set(PLACES.findall(getattr(rule, name))) - told)
        _require(not unknown, rule, file, "unknown_place", places=unknown, field=name)


def _types(rule: Rule, file: str) -> tuple[str, ...]:
    """The types that it is about, where ``ADD_SITE_*`` stands for all that begin so."""
    found: list[str] = []
    for wanted in rule.applies.types:
        begun = wanted.removesuffix("*")
        fitting = [
            t for t in FILING_TYPES if t == wanted or (begun != wanted and t.startswith(begun))
        ]
        _require(bool(fitting), rule, file, "unknown_type", type=wanted)
        found += fitting
    _require(bool(found), rule, file, "no_type")
    _require(bool(rule.applies.nature), rule, file, "no_nature")
    return tuple(dict.fromkeys(found))


def _typed_params(rule: Rule, file: str) -> dict[str, Any]:
    wanted = rule.predicate.params
    _require(
        rule.params.keys() == wanted.keys(),
        rule,
        file,
        "other_params",
        check=rule.check,
        given=sorted(rule.params),
        wanted=sorted(wanted),
    )
    params = {}
    for name, kind in wanted.items():
        try:
            params[name] = msgspec.convert(rule.params[name], kind)
        except msgspec.ValidationError as error:
            raise bad_rule(rule.id, file, "wrong_param", name=name, why=error) from error
        _check_param(rule, file, name, kind, params[name])
    return params


def _check_param(rule: Rule, file: str, name: str, kind: Any, value: Any) -> None:
    """What a parameter names is there, and words are words: no expression ever runs."""
    for meta in getattr(kind, "__metadata__", ()):
        names = (meta.extra or {}).get("names")
        known = names is None or not value or _IS_KNOWN[names](value)
        _require(known, rule, file, "unknown_name", kind=names, value=value)
    for text in value if isinstance(value, tuple) else ():
        plain = not isinstance(text, str) or (_WILD.search(text) is None and folded(text) != "")
        _require(plain, rule, file, "expression", name=name, value=repr(text))


def _check_periods(named: Iterable[Named]) -> None:
    """The versions of an id hold one after the other."""
    versions: dict[str, list[Named]] = {}
    for file, rule in named:
        versions.setdefault(rule.id, []).append((file, rule))
    for each in versions.values():
        each.sort(key=lambda one: one[1].valid_from or date.min)
        for file, rule in each:
            ends = rule.valid_to or date.max
            _require((rule.valid_from or date.min) <= ends, rule, file, "ends_first")
        for (_, before), (file, rule) in pairwise(each):
            over = before.valid_to is not None and before.valid_to < (rule.valid_from or date.min)
            _require(over, rule, file, "twice")


def _check_circles(named: Iterable[Named], relation: str) -> None:
    """Following ``needs`` (or ``replaces``) leads to known rules, and never back."""
    follow: dict[str, set[str]] = {}
    where: dict[str, Named] = {}
    for file, rule in named:
        follow.setdefault(rule.id, set()).update(getattr(rule, relation))
        where[rule.id] = (file, rule)
    done: set[str] = set()

    def walk(rule_id: str, behind: tuple[str, ...]) -> None:
        file, rule = where[rule_id]
        circle = " -> ".join((*behind, rule_id))
        told = {"relation": relation, "field": relation}
        _require(rule_id not in behind, rule, file, "circle", circle=circle, **told)
        if rule_id in done:
            return
        for other in sorted(follow[rule_id]):
            _require(other in where, rule, file, "unknown_rule", other=other, **told)
            walk(other, (*behind, rule_id))
        done.add(rule_id)

    for rule_id in where:
        walk(rule_id, ())
