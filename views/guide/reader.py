"""What the pages of the guide are made from: the rules that hold now, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from domain.rulebook import reviewing
from domain.rules.rule_set import RuleSet
from domain.working_days import shanghai_date
from use_cases import rule_book
from views.desk import desk


class Guidebook(NamedTuple):
    """The rules in all their versions, with what was published since, and the day on which each
    rule, by its id, was last compared with its sources."""

    rules: RuleSet
    reviewed: Mapping[str, date]


def guidebook() -> Guidebook:
    """The rules to tell about."""
    known = rule_book.edition(desk())
    noted = {row.rule: row.reviewed_on for row in rule_book.reviews(desk()).values()}
    return Guidebook(known.rules, reviewing.reviewed_on(known.book, noted))


def rules() -> RuleSet:
    """The rules alone, where no page tells when they were reviewed."""
    return rule_book.current(desk())


def today() -> date:
    """The day in Beijing."""
    return shanghai_date(desk().clock.now())
