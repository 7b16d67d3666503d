"""Which uniqueness rule of the tables was broken."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.exc import IntegrityError

from store.tables import metadata


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
    def of(cls, error: IntegrityError) -> ConstraintBroken:
        """Reads the names from the answer of SQLite or PostgreSQL."""
        diagnosis: Any = getattr(error.orig, "diag", None)
        if diagnosis is not None:
            return cls(diagnosis.table_name or "", diagnosis.constraint_name or "")
        return _from_sqlite(str(error.orig))


def _from_sqlite(message: str) -> ConstraintBroken:
    """SQLite names the columns (``t.a, t.b``), a check, or an index over an expression."""
    if named := re.search(r"constraint failed: index '(\w+)'", message):
        return ConstraintBroken(_table_of_index(named[1]), named[1])
    if check := re.search(r"CHECK constraint failed: (\w+)", message):
        return ConstraintBroken("", check[1])
    columns = re.findall(r"(\w+)\.(\w+)", message)
    if not columns:
        return ConstraintBroken("", "")
    table = columns[0][0]
    return ConstraintBroken(table, _unique_over(table, [column for _table, column in columns]))


def _unique_over(table_name: str, columns: list[str]) -> str:
    table = metadata.tables.get(table_name)
    if table is None:
        return ""
    rules: list[UniqueConstraint | Index] = [
        one for one in table.constraints if isinstance(one, UniqueConstraint)
    ]
    rules += [one for one in table.indexes if one.unique]
    for rule in rules:
        if [column.name for column in rule.columns] == columns:
            return str(rule.name or "")
    return ""


def _table_of_index(name: str) -> str:
    for table in metadata.tables.values():
        if any(index.name == name for index in table.indexes):
            return table.name
    return ""
