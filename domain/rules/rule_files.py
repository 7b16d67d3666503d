"""The rule book of the repository: reads the files of rules and checks them.

A file is ``{"reviewed_on": …, "items": [rule, …]}``, see ``docs/contributors/a-rule.md``;
``sources.json`` names the texts that rules were read in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from domain.reference.loading import read, tables_in
from domain.rules.rule import BadRule, Rule, Source, bad_rule
from domain.rules.rule_checks import checked
from domain.rules.rule_set import RuleSet, version_of

T = TypeVar("T")

_FOLDER: Final = "rules"
_ORDER: Final = ("national", "materials", "names", "pre_approval")
"""The files of the whole country stand before those of the provinces."""


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of rules: the day on which it was last compared with its sources, and its rules
    (raw, so that a wrong one can be told by its id). ``about`` is for people who read it."""

    reviewed_on: date
    items: tuple[dict[str, Any], ...]
    about: str = ""


class _Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: dict[str, Source]
    about: str = ""


class Book(msgspec.Struct, frozen=True):
    """Files of rules by name, in their order, and the names of what they were read in."""

    files: tuple[tuple[str, RuleFile], ...]
    sources: dict[str, Source]


@lru_cache(maxsize=1)
def built_in() -> RuleSet:
    """The rules of the repository. Raises BadRule for the first that cannot be used."""
    book = repository()
    return rule_set(book.files, book.sources)


@lru_cache(maxsize=1)
def repository() -> Book:
    """The files of the repository. Raises BadRule for one that cannot be read."""
    names = sorted(tables_in(_FOLDER), key=_place)
    sources = _read(f"{_FOLDER}/sources", _Sources).sources
    files = tuple((name, _read(name, RuleFile)) for name in names if name != f"{_FOLDER}/sources")
    return Book(files, sources)


def rule_set(files: Iterable[tuple[str, RuleFile]], sources: dict[str, Source]) -> RuleSet:
    """A set of the rules of named files. Raises BadRule for the first that cannot be used."""
    files = tuple(files)
    named = [(name, parsed(row, name)) for name, file in files for row in file.items]
    rules = checked(named, sources)
    reviewed_on = min((file.reviewed_on for _, file in files), default=date.min)
    return RuleSet(version_of(reviewed_on, rules), rules, sources, reviewed_on)


def parsed(row: dict[str, Any], file: str) -> Rule:
    """A rule from what its file says; raises BadRule where a field is of the wrong kind."""
    try:
        return msgspec.convert(row, Rule)
    except msgspec.ValidationError as error:
        named = str(row.get("id", "(without an id)"))
        raise bad_rule(named, file, "wrong_kind", why=error, field=_field_of(error)) from error


def _field_of(error: msgspec.ValidationError) -> str:
    """The part of the rule that the message names, such as ``valid_from`` in ``$.valid_from``."""
    found = re.search(r"`\$\.(?:applies\.)?([a-z_]+)|field `([a-z_]+)`", str(error))
    return (found[1] or found[2]) if found is not None else ""


def _read(name: str, shape: type[T]) -> T:
    try:
        return read(name, shape)
    except msgspec.MsgspecError as error:
        raise BadRule(f"{name}.json cannot be read: {error}") from error


def _place(name: str) -> tuple[int, str]:
    last = name.removeprefix(f"{_FOLDER}/")
    return (_ORDER.index(last) if last in _ORDER else len(_ORDER), name)
