"""Which uniqueness rule of the tables was broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Index, Table, UniqueConstraint
from sqlalchemy.exc import IntegrityError


class ConstraintBroken(Exception):
    """A projection's constraint refused what the events would have made of its rows.

    ``table`` and ``constraint`` are names of the schema; a use case maps the second to a
    refusal. ``constraint`` is empty where the database does not say it.
    """

    def __init__(self, table: str, constraint: str) -> None:
        super().__init__(f"{table}: {constraint or 'a constraint'} was broken")
        self.table = table
        self.constraint = constraint

    @classmethod
    def of(cls, error: IntegrityError, tables: Sequence[Table]) -> ConstraintBroken:
        """Reads the names from the answer of SQLite or PostgreSQL, and from ``tables``."""
        diagnosis: Any = getattr(error.orig, "diag", None)
        if diagnosis is not None:
            return cls(diagnosis.table_name or "", diagnosis.constraint_name or "")
        return _from_sqlite(str(error.orig), tables)


def _from_sqlite(message: str, tables: Sequence[Table]) -> ConstraintBroken:
    """SQLite names the columns (``t.a, t.b``), a check, or an index over an expression."""
    if named := re.search(r"constraint failed: index '(\w+)'", message):
        owners = [t.name for t in tables if any(i.name == named[1] for i in t.indexes)]
        return ConstraintBroken("".join(owners), named[1])
    if check := re.search(r"CHECK constraint failed: (\w+)", message):
        return ConstraintBroken("", check[1])
    columns = re.findall(r"(\w+)\.(\w+)", message)
    if not columns:
        return ConstraintBroken("", "")
    name = columns[0][0]
    rules = [rule for table in tables if table.name == name for rule in _unique_rules(table)]
    wanted = [column for _table, column in columns]
    for rule in rules:
        if [column.name for column in rule.columns] == wanted:
            return ConstraintBroken(name, str(rule.name or ""))
    return ConstraintBroken(name, "")


def _unique_rules(table: Table) -> list[UniqueConstraint | Index]:
    constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    return [*constraints, *(index for index in table.indexes if index.unique)]
