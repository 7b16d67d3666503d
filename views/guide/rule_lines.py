"""Rules as the guide shows them: what they say, to whom, where it was read and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from domain.filing.kinds import Kind
from domain.filing.targets import ORDER
from domain.guide.asked import topic
from domain.reference import provinces
from domain.rules.answers import Hit
from domain.rules.rule import Rule
from views.filing.slot_words import DOUBT
from views.finding_words import source_names
from views.guide.reader import Guidebook
from views.guide.words import FOUND, NATURES, SEVERITIES, TOPICS
from views.kind_words import TITLES
from views.language import language, listed


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in words. ``place`` is empty for a rule of the whole country; ``since`` and
    ``until`` are its first and last day, ``checked`` the day on which its sources were read."""

    id: str
    severity: Any
    colour: str
    place: str
    words: str
    fix: str
    note: str
    kinds: str
    natures: str
    sources: str
    doubt: Any
    since: date | None
    until: date | None
    checked: date


@dataclass(frozen=True, slots=True)
class Topic:
    """Rules about one part of a filing."""

    title: Any
    lines: tuple[RuleLine, ...]


def rule_line(
    rule: Rule, book: Guidebook, known: Mapping[str, object] = MappingProxyType({})
) -> RuleLine:
    """A rule in the reader's language, without a filing: what would be found in one is named,
    unless it is ``known`` already."""
    severity, colour = SEVERITIES[rule.severity]
    told = {
        name: known.get(name) or FOUND.get(name, "…")
        for name in rule.predicate.evidence
        if name not in rule.params
    }
    hit = Hit(ORDER, told)
    return RuleLine(
        id=rule.id,
        severity=severity,
        colour=colour,
        place=places(rule),
        words=rule.words(language(), hit),
        fix=rule.fix(language(), hit),
        note=rule.note(language()),
        kinds=listed(dict.fromkeys(map(_family, rule.applies.types))),
        natures=listed(NATURES[each] for each in rule.applies.nature),
        sources=source_names(rule, book.rules),
        doubt=DOUBT[rule.confidence],
        since=rule.valid_from,
        until=rule.valid_to,
        checked=book.reviewed[rule.id],
    )


def places(rule: Rule) -> str:
    """The provinces that have the rule; empty for the whole country."""
    found = (provinces.province(f"{code}0000") for code in rule.provinces)
    return listed(province.short_label(language()) for province in found)


def _family(kind: str) -> str:
    """The kind; for a subject that is filed elsewhere, the same kind for one that is filed here."""
    return str(TITLES[Kind(kind.replace("_EXT", "_LOCAL"))])


def by_topic(found: Iterable[Rule], book: Guidebook) -> tuple[Topic, ...]:
    """Rules under the part of a filing that they look at."""
    found = tuple(found)
    sorted_out = {name: [rule for rule in found if topic(rule) == name] for name in TOPICS}
    return tuple(
        Topic(TOPICS[name], tuple(rule_line(rule, book) for rule in of_topic))
        for name, of_topic in sorted_out.items()
        if of_topic
    )
