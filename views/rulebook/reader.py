"""What every page of rule editors starts from: the rules of now, the day, and who people are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.rulebook import reviewing
from domain.rules.rule_set import RuleSet
from domain.working_days import shanghai_date
from use_cases import rule_book
from use_cases.rule_book import Edition
from views.audit import people
from views.audit.people import Names
from views.desk import desk


def edition() -> Edition:
    """The rules that hold now, and their files."""
    return rule_book.edition(desk())


def rules() -> RuleSet:
    """The rules that hold now."""
    return rule_book.current(desk())


def today() -> date:
    """The day in Beijing."""
    return shanghai_date(desk().clock.now())


def reviewed(known: Edition) -> dict[str, date]:
    """The day of each rule's last review, by its id."""
    noted = {row.rule: row.reviewed_on for row in rule_book.reviews(desk()).values()}
    return reviewing.reviewed_on(known.book, noted)


def names(accounts: Iterable[str]) -> Names:
    """How these people are called."""
    return people.names_of(desk(), accounts)
