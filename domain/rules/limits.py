"""Limits that a form tells beside a field, read from the rules about such a filing.

The rules themselves are asked when a filing is looked at as a whole (``findings``). A form needs
to know some of their numbers before there is a filing; so the numbers stand in the rules alone.
A rule that only warns limits nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from domain.rules.rule import Rule

Role = Literal["responsible", "site_person"]


def least_age(rules: Iterable[Rule], role: Role) -> int:
    """How many years old a person in that role has to be; 0 where no rule says so."""
    asked = _params(rules, "person_younger_than")
    return max((each["years"] for each in asked if each["role"] in {role, "any"}), default=0)


def least_chinese(rules: Iterable[Rule]) -> int:
    """How many Chinese characters a website's name has at least."""
    return max((each["least"] for each in _params(rules, "site_name_few_chinese")), default=0)


def allowed_contents(rules: Iterable[Rule]) -> frozenset[int] | None:
    """The service contents that a website may offer; None where every one may be."""
    allowed = [frozenset(each["allowed"]) for each in _params(rules, "contents_beyond")]
    return frozenset.intersection(*allowed) if allowed else None


def _params(rules: Iterable[Rule], check: str) -> Iterator[dict[str, Any]]:
    return (rule.params for rule in rules if rule.check == check and rule.severity == "hard")
