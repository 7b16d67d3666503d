"""What the pages of the guide are made from: the rules that hold now, and the day."""

from __future__ import annotations

from datetime import date

from domain.rules.rule_set import RuleSet
from domain.working_days import shanghai_date
from use_cases import rule_book
from views.desk import desk


def rules() -> RuleSet:
    """The rules in all their versions, with what was published since."""
    return rule_book.current(desk())


def today() -> date:
    """The day in Beijing."""
    return shanghai_date(desk().clock.now())
