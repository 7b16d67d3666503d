"""Insert or replace, the same on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def put(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Write the row, over the one with the same primary key where there is one."""
    keys = [column.name for column in table.primary_key]
    others = {name: value for name, value in row.items() if name not in keys}
    statement = _insert(connection, table).values(**row)
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))


def add(connection: Connection, table: Table, row: dict[str, Any]) -> bool:
    """Write the row unless its primary key is taken; whether it was written."""
    keys = list(table.primary_key)
    statement = _insert(connection, table).values(**row)
    written = statement.on_conflict_do_nothing(index_elements=keys).returning(*keys)
    return connection.execute(written).first() is not None


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
