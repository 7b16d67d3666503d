"""What a proposal would change of the rules, or changed when it was published."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from domain.rules.rule import Rule
from domain.rules.rule_set import RuleSet
from projections import rule_changes
from projections.rule_changes import ProposalRow
from use_cases import rule_book
from use_cases.desk import Desk


class Change(msgspec.Struct, frozen=True):
    """A version of a rule that a proposal brings. ``before`` is the version that it takes the
    place of, or for a new one (``is_version``) the last before it; None for a rule that is new."""

    before: Rule | None
    after: Rule
    is_version: bool


class Compared(msgspec.Struct, frozen=True):
    """A proposal with the rules before and after it."""

    row: ProposalRow
    before: RuleSet
    after: RuleSet
    changes: tuple[Change, ...]


def only_row(desk: Desk, key: str) -> ProposalRow:
    """The proposal alone. Raises NotFound."""
    with desk.unit.reading() as connection:
        return rule_book.proposal(connection, key)


def compared(desk: Desk, key: str) -> Compared:
    """The proposal beside the rules of now, or beside those at the time of its publishing.

    Raises NotFound, and BadRule where it no longer fits the rules of now.
    """
    with desk.unit.reading() as connection:
        row = rule_book.proposal(connection, key)
        if row.status == rule_changes.PUBLISHED:
            before, after = rule_book.around(connection, row)
        else:
            before = rule_book.edition_in(connection)
            after = rule_book.with_proposal(connection, row)
    changes = tuple(_change(each, before.rules, after.rules) for each in row.rows)
    return Compared(row, before.rules, after.rules, changes)


def takes_effect(row: ProposalRow, today: date) -> date:
    """The first day on which all of the proposal has taken effect, today at the earliest: each
    version has begun, and each that only gets an end has ended."""
    days = [today]
    for each in row.rows:
        begins = _day(each.get("valid_from"))
        ends = _day(each.get("valid_to"))
        if begins is not None and begins > today:
            days.append(begins)
        elif ends is not None:
            days.append(ends + timedelta(days=1))
    return max(days)


def _change(row: dict[str, object], before: RuleSet, after: RuleSet) -> Change:
    begins = _day(row.get("valid_from"))
    rule_id = str(row["id"])
    new = next(each for each in after.versions(rule_id) if each.valid_from == begins)
    try:
        known = before.versions(rule_id)
    except KeyError:
        return Change(None, new, True)
    same = [each for each in known if each.valid_from == begins]
    if same:
        return Change(same[0], new, False)
    earlier = [each for each in known if (each.valid_from or date.min) < (begins or date.min)]
    return Change(earlier[-1] if earlier else None, new, True)


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
