"""One rule of the rule book: whom it is about, what it asks, and what it says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal

import msgspec

from domain.filing.facts import INDIVIDUAL
from domain.reference import materials
from domain.reference.loading import in_language
from domain.rules.answers import Answer, Hit
from domain.rules.case import Case
from domain.rules.faults import FAULTS
from domain.rules.predicates import PREDICATES
from domain.rules.predicates.predicate import Predicate

Nature = Literal["individual", "unit", "enterprise", "government", "institution"]
Severity = Literal["hard", "warn", "material", "info"]
Confidence = Literal["A", "B", "U"]

PLACES: Final = re.compile(r"\{([a-z_]+)\}")
"""The places in the words of a rule for a parameter or for what was found, such as ``{count}``."""

_NATURES: Final = {"individual": INDIVIDUAL, "enterprise": 4, "government": 2, "institution": 3}
"""The subject types of the ministry's code table; a unit is every other than an individual."""


class BadRule(ValueError):
    """A rule cannot be used; the message names its file and id and says why.

    ``fault`` is a name of ``domain.rules.faults`` and ``facts`` fill its words, both empty where
    a whole file cannot be read; ``field`` is the part of the rule at which it stands.
    """

    def __init__(
        self,
        message: str,
        *,
        rule: str = "",
        fault: str = "",
        facts: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.fault = fault
        self.facts = dict(facts or {})

    @property
    def field(self) -> str:
        """The part of the rule, as its file calls it; empty for none."""
        return self.facts.get("field") or (FAULTS[self.fault].field if self.fault else "")


def bad_rule(rule: str, file: str, fault: str, **facts: object) -> BadRule:
    """That fault of a rule in a file."""
    told = {name: str(value) for name, value in facts.items()}
    says = FAULTS[fault].says.format(**told)
    return BadRule(f"{file}: rule {rule} {says}", rule=rule, fault=fault, facts=told)


class Applies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which filings a rule is about: types of filing and natures of subject."""

    types: tuple[str, ...]
    nature: tuple[Nature, ...]


class Source(msgspec.Struct, frozen=True):
    """The public name of where rules were read."""

    zh: str
    en: str

    def label(self, language: str) -> str:
        """The name in that language."""
        return in_language(language, self.zh, self.en)


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """One rule, in one of its versions.

    ``provinces`` are the first two digits of region codes; none means all. ``check`` names a
    question of ``domain.rules.predicates`` and ``params`` its parameters. ``severity``: hard
    stops the filing, warn is to be acknowledged, material asks for a scan, info is told.
    ``code`` is of the catalogue of reasons. ``replaces`` names rules that do not hold where this
    one does; ``needs`` rules that must have found nothing before this one is asked.

    ``requirement``, ``material``, ``per`` (how often it is asked, in place of the material's own)
    and ``instead_of`` (the material that it stands in for) are those of severity material.
    ``valid_from`` and ``valid_to`` are days in Beijing, both included: the same id may stand
    again with another period. ``confidence``: A read in a provider's or an authority's own
    text, B in one secondary source, U unconfirmed; ``note_*`` tell where sources contradict.
    """

    id: str
    applies: Applies
    check: str
    severity: Severity
    message_zh: str
    message_en: str
    source: tuple[str, ...]
    confidence: Confidence
    provinces: tuple[str, ...] = ()
    params: dict[str, Any] = {}
    code: str = ""
    requirement: Literal["required", "optional", ""] = ""
    material: str = ""
    per: materials.Per | None = None
    instead_of: str = ""
    replaces: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    fix_zh: str = ""
    fix_en: str = ""
    note_zh: str = ""
    note_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @cached_property
    def version(self) -> str:
        """Twelve hexadecimal digits that differ with the content of the rule (SHA-256)."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()[:12]

    def words(self, language: str, hit: Hit | None = None) -> str:
        """What is wrong or asked, in that language, with what was found filled in."""
        return self._told(in_language(language, self.message_zh, self.message_en), hit, language)

    def fix(self, language: str, hit: Hit | None = None) -> str:
        """How to mend it, in that language; empty where nothing is to be mended."""
        return self._told(in_language(language, self.fix_zh, self.fix_en), hit, language)

    def note(self, language: str) -> str:
        """What other sources say, in that language; empty where they agree."""
        return in_language(language, self.note_zh, self.note_en)

    def _told(self, text: str, hit: Hit | None, language: str) -> str:
        told: Mapping[str, Any] = {**self.params, **(hit.evidence if hit is not None else {})}
        between = in_language(language, "、", ", ")

        def filled(place: re.Match[str]) -> str:
            value = told.get(place[1], "")
            return between.join(map(str, value)) if isinstance(value, list | tuple) else str(value)

        return PLACES.sub(filled, text)

    @property
    def asked_per(self) -> materials.Per:
        """How often the material is asked by this rule."""
        return self.per or materials.material(self.material).per

    @property
    def of_site(self) -> bool:
        """Whether the material is asked for each website, and not once."""
        return self.asked_per in {"site", "domain"}

    @property
    def predicate(self) -> Predicate:
        """The question that it asks."""
        return PREDICATES[self.check]

    def in_force(self, on: date) -> bool:
        """Whether this version holds on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)

    def of_type(self, outcome: str) -> bool:
        """Whether the rule is about this type of filing."""
        return outcome in self.applies.types

    def of_nature(self, nature: int) -> bool:
        """Whether the rule is about this nature of subject."""
        return any(_is_a(nature, wanted) for wanted in self.applies.nature)

    def of_province(self, province: str) -> bool:
        """Whether the rule is about the province with these first two digits."""
        return not self.provinces or province in self.provinces

    def ask(self, case: Case) -> Answer:
        """What its question answers to this case, for the website of the case if it has one."""
        return PREDICATES[self.check].ask(case, **self.params)

    def answers(self, case: Case) -> Iterator[tuple[Case, Answer]]:
        """What its question answers to a filing: once, or for each website in turn."""
        for each in case.each_site if self.predicate.of_site else (case,):
            yield each, self.ask(each)


def _is_a(nature: int, wanted: Nature) -> bool:
    return nature != INDIVIDUAL if wanted == "unit" else nature == _NATURES[wanted]
