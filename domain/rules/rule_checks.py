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
from domain.rules.rule import PLACES, BadRule, Rule, Source
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


def _require(holds: bool, rule: Rule, file: str, why: str) -> None:
    if not holds:
        raise BadRule(f"{file}: rule {rule.id} {why}")


def _check_words(rule: Rule, file: str) -> None:
    """Words in both languages; what is wrong needs a code of the catalogue and a way to mend it,
    and what asks for a scan needs the scan."""
    _require(bool(rule.id.strip()), rule, file, "has no id")
    for text in (rule.message_zh, rule.message_en):
        _require(bool(text.strip()), rule, file, "has no words in one of the languages")
    if rule.severity in {"hard", "warn"}:
        mended = bool(rule.fix_zh.strip() and rule.fix_en.strip())
        _require(mended, rule, file, "does not say in both languages how to mend it")
        _require(
            reasons.known(rule.code), rule, file, f"has the unknown code {rule.code or '(none)'}"
        )
    elif rule.code:
        _require(reasons.known(rule.code), rule, file, f"has the unknown code {rule.code}")
    asks = rule.severity == "material"
    _require(asks or not (rule.material or rule.requirement), rule, file, "asks for no scan")
    _require(not asks or rule.requirement != "", rule, file, "does not say whether it is required")
    noted = bool(rule.note_zh.strip()) == bool(rule.note_en.strip())
    _require(noted, rule, file, "has a note in one language only")


def _check_names(rule: Rule, file: str, sources: Mapping[str, Source]) -> None:
    for province in rule.provinces:
        _require(province in _PROVINCES, rule, file, f"names the unknown province {province}")
    if rule.severity == "material":
        for code in (rule.material, *filter(None, [rule.instead_of])):
            _require(
                materials.known(code),
                rule,
                file,
                f"asks for the unknown material {code or '(none)'}",
            )
    for key in rule.source:
        _require(key in sources, rule, file, f"names the unknown source {key}")
    _require(bool(rule.source), rule, file, "names no source")
    _require(rule.check in PREDICATES, rule, file, f"names the unknown predicate {rule.check}")
    if rule.severity == "material":
        _require(
            rule.of_site or not rule.predicate.of_site,
            rule,
            file,
            f"asks {rule.check} of no website",
        )
    told = {*rule.params, *rule.predicate.evidence}
    for text in (rule.message_zh, rule.message_en, rule.fix_zh, rule.fix_en):
        unknown = set(PLACES.findall(text)) - told
        _require(not unknown, rule, file, f"tells what nobody knows: {sorted(unknown)}")


def _types(rule: Rule, file: str) -> tuple[str, ...]:
    """The types that it is about, where ``ADD_SITE_*`` stands for all that begin so."""
    found: list[str] = []
    for wanted in rule.applies.types:
        begun = wanted.removesuffix("*")
        fitting = [
            t for t in FILING_TYPES if t == wanted or (begun != wanted and t.startswith(begun))
        ]
        _require(bool(fitting), rule, file, f"names the unknown type of filing {wanted}")
        found += fitting
    _require(bool(found), rule, file, "is about no type of filing")
    _require(bool(rule.applies.nature), rule, file, "is about no nature of subject")
    return tuple(dict.fromkeys(found))


def _typed_params(rule: Rule, file: str) -> dict[str, Any]:
    wanted = rule.predicate.params
    _require(
        rule.params.keys() == wanted.keys(),
        rule,
        file,
        f"gives {rule.check} the parameters {sorted(rule.params)}, not {sorted(wanted)}",
    )
    params = {}
    for name, kind in wanted.items():
        try:
            params[name] = msgspec.convert(rule.params[name], kind)
        except msgspec.ValidationError as error:
            raise BadRule(f"{file}: rule {rule.id} has a wrong {name}: {error}") from error
        _check_param(rule, file, name, kind, params[name])
    return params


def _check_param(rule: Rule, file: str, name: str, kind: Any, value: Any) -> None:
    """What a parameter names is there, and words are words: no expression ever runs."""
    for meta in getattr(kind, "__metadata__", ()):
        names = (meta.extra or {}).get("names")
        known = names is None or not value or _IS_KNOWN[names](value)
        _require(known, rule, file, f"gives the unknown {names} {value}")
    for text in value if isinstance(value, tuple) else ():
        plain = not isinstance(text, str) or (_WILD.search(text) is None and folded(text) != "")
        _require(plain, rule, file, f"gives as {name} the expression {text!r}: list plain words")


def _check_periods(named: Iterable[Named]) -> None:
    """The versions of an id hold one after the other."""
    versions: dict[str, list[Named]] = {}
    for file, rule in named:
        versions.setdefault(rule.id, []).append((file, rule))
    for each in versions.values():
        each.sort(key=lambda one: one[1].valid_from or date.min)
        for file, rule in each:
            ends = rule.valid_to or date.max
            _require((rule.valid_from or date.min) <= ends, rule, file, "ends before it begins")
        for (_, before), (file, rule) in pairwise(each):
            over = before.valid_to is not None and before.valid_to < (rule.valid_from or date.min)
            _require(over, rule, file, "stands twice for the same days")


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
        _require(rule_id not in behind, rule, file, f"{relation} in a circle: {circle}")
        if rule_id in done:
            return
        for other in sorted(follow[rule_id]):
            _require(other in where, rule, file, f"{relation} the unknown rule {other}")
            walk(other, (*behind, rule_id))
        done.add(rule_id)

    for rule_id in where:
        walk(rule_id, ())
