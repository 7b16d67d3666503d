"""Why it is this row: what each row asks, and what the facts say to it."""

from __future__ import annotations

import msgspec

from domain.rules.decision.facts import Facts
from domain.rules.decision.table import Case, DecisionTable, Row


class ConditionSeen(msgspec.Struct, frozen=True):
    """A condition by its name in the table, and whether it holds; None: cannot be told."""

    name: str
    holds: bool | None


class RowSeen(msgspec.Struct, frozen=True):
    """A row with the conditions of the case that came nearest to holding."""

    row: Row
    case: Case
    conditions: tuple[ConditionSeen, ...]

    @property
    def holds(self) -> bool | None:
        """Whether the row matches; None where that cannot be told."""
        found = {seen.holds for seen in self.conditions}
        return False if False in found else None if None in found else True

    @property
    def wanting(self) -> tuple[str, ...]:
        """What would have to be otherwise for the row to match."""
        return tuple(seen.name for seen in self.conditions if seen.holds is not True)


def explain(facts: Facts, domain: str, table: DecisionTable) -> tuple[RowSeen, ...]:
    """Every row of the table as the facts about that domain meet it."""
    return tuple(_seen(row, facts, domain, table) for row in table.rows)


def _seen(row: Row, facts: Facts, domain: str, table: DecisionTable) -> RowSeen:
    tried = [
        RowSeen(
            row,
            case,
            tuple(ConditionSeen(name, table.holds(name, facts, domain)) for name in case.when),
        )
        for case in row.cases
    ]
    return min(tried, key=lambda seen: len(seen.wanting))
