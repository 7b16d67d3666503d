"""Questions about the names of websites, and the words in names and remarks."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Final, Literal

from domain.reference import provinces, regions
from domain.rules.answers import CANNOT_TELL, NOTHING, Answer, Hit
from domain.rules.case import Case
from domain.rules.predicates.content import stated_permits
from domain.rules.predicates.params import Count, MaterialCode, Words
from domain.rules.predicates.predicate import of_filing, of_site
from domain.rules.problems import chinese_characters
from domain.rules.words import begun, folded, held

Place = Literal["site_name", "remark", "unit_name", "business_scope"]
"""A text that words are looked for in."""

_HOST: Final = re.compile(r"[a-z0-9-]{1,63}\.[a-z]{2,63}", re.ASCII)


@of_site("words")
def site_name_holds(
    case: Case, *, words: Words, place: Literal["anywhere", "start", "whole"], unless_in_unit: bool
) -> Answer:
    """The website's name holds one of the words (begins with it, or is it). With
    ``unless_in_unit`` a word does not count that is part of the unit's own name."""
    if case.site is None:
        return NOTHING
    name = case.site.name
    match place:
        case "start":
            found = begun(name, words)
        case "whole":
            found = [word for word in words if folded(word) == folded(name)]
        case "anywhere":
            found = held(name, words)
    if unless_in_unit:
        found = [word for word in found if not held(case.subject.name, [word])]
    return _named(case, {"words": found}) if found else NOTHING


@of_site("found")
def site_name_longer_than(case: Case, *, most: Count) -> Answer:
    """The website's name has more characters."""
    found = len(case.site.name) if case.site is not None else 0
    return _named(case, {"found": found}) if found > most else NOTHING


@of_site("found")
def site_name_few_chinese(case: Case, *, least: Count) -> Answer:
    """The website's name has fewer Chinese characters, as one of digits or Latin letters has."""
    if case.site is None:
        return NOTHING
    found = chinese_characters(case.site.name)
    return _named(case, {"found": found}) if found < least else NOTHING


@of_site("words")
def site_name_is_address(case: Case) -> Answer:
    """The website's name holds a domain, as one of its own or written like one."""
    if case.site is None:
        return NOTHING
    name = case.site.name.casefold()
    own = [domain for domain in case.site.domains if domain in name]
    written = own or _HOST.findall(name)[:3]
    return _named(case, {"words": written}) if written else NOTHING


@of_site("words")
def site_name_has_place(case: Case) -> Answer:
    """The website's name holds the name of a province or a city."""
    found = held(case.site.name, _places())[:3] if case.site is not None else []
    return _named(case, {"words": found}) if found else NOTHING


@of_filing("words")
def site_names_repeated(case: Case) -> Answer:
    """Two websites of the subject have the same name, those of its record counted."""
    filed = {folded(name) for name in case.known.names or ()}
    often = Counter(folded(site.name) for site in case.sites)
    hits = tuple(
        Hit(f"site:{site.id}.name", {"words": [site.name]})
        for site in case.asked_sites
        if often[folded(site.name)] > 1 or folded(site.name) in filed
    )
    may_be_more = case.known.names is None and case.facts.outcome != "FIRST"
    return CANNOT_TELL if not hits and may_be_more else hits


@of_site()
def site_name_not_of_unit(case: Case, *, unless: MaterialCode) -> Answer:
    """The website's name shares no two neighbouring characters with the unit's, and no such scan
    explains it."""
    if case.site is None or any(_is_scan(slot, unless, case.site.id) for slot in case.materials):
        return NOTHING
    name, unit = folded(case.site.name), folded(case.subject.name)
    if any(name[place : place + 2] in unit for place in range(len(name) - 1)):
        return NOTHING
    return _named(case, {})


@of_site("words", "where")
def words_of_pre_approval(
    case: Case,
    *,
    words: Words,
    places: tuple[Place, ...],
    permits: tuple[int, ...],
    unless: MaterialCode,
) -> Answer:
    """One of those places holds one of the words, no permit of one of those types (of any, where
    none is named) is stated, and no scan says that nothing of the kind is done."""
    site = case.site
    if site is None or any(_is_scan(slot, unless, site.id) for slot in case.materials):
        return NOTHING
    if any(not permits or permit.type in permits for permit in stated_permits(case)):
        return NOTHING
    texts: dict[Place, str] = {
        "site_name": site.name,
        "remark": site.remark,
        "unit_name": case.subject.name,
        "business_scope": case.known.business_scope or "",
    }
    found = {place: held(texts[place], words) for place in places}
    found = {place: there for place, there in found.items() if there}
    if not found:
        return NOTHING
    every = list(dict.fromkeys(word for each in found.values() for word in each))
    return (Hit(f"site:{site.id}.pre_approvals", {"words": every, "where": list(found)}),)


def _named(case: Case, evidence: dict[str, object]) -> Answer:
    return (Hit(f"site:{case.site.id}.name", evidence),) if case.site is not None else NOTHING


def _is_scan(slot: str, code: str, site: str) -> bool:
    """Whether the slot is that material's, for this website or for the whole filing."""
    head, *rest = slot.split(":")
    return bool(code) and head == code and (not rest or site in rest or rest[0].isdigit())


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """The short names of the provinces, and the cities' without what kind of division they are."""
    short = [each.short for each in provinces.provinces()]
    cities = (
        each.name.removesuffix("市")
        for province in provinces.provinces()
        for each in regions.children(province.code)
        if each.name.endswith("市")
    )
    return tuple(dict.fromkeys([*short, *(name for name in cities if len(name) > 1)]))
