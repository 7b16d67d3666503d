"""Writes of rows as text, compiled once: past SQLAlchemy's work for each single parameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from store.tables import UtcTime

Row = dict[str, Any]


class RowWrite:
    """A statement for one row of a table, as text; its parameters go to the driver at once."""

    def __init__(self, statement: UpdateBase, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._positional = compiled.positiontup is not None
        self._names: list[str] = compiled.positiontup or list(compiled.binds)
        self._convert = {
            name: convert
            for name, parameter in compiled.binds.items()
            if (convert := _converter(parameter.type, dialect))
        }

    def run(self, connection: Connection, rows: list[Row]) -> None:
        """Executes the statement for each row, in their order."""
        if not rows:
            return
        values = self.values(rows, self._names)
        if self._positional:
            connection.exec_driver_sql(self._sql, values)
            return
        named = [dict(zip(self._names, row, strict=True)) for row in values]
        connection.exec_driver_sql(self._sql, named)

    def values(self, rows: list[Row], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """The values of the rows under these names, as the driver takes them.

        They are converted column by column, which costs a third of doing it row by row.
        """
        columns = []
        for name in names:
            column = map(itemgetter(name), rows)
            convert = self._convert.get(name)
            columns.append(map(convert, column) if convert else column)
        return list(zip(*columns, strict=True))


def _converter(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """What turns values of that type into those of the driver; None where nothing need be."""
    if isinstance(kind, UtcTime):
        return _moments(dialect)
    convert: Callable[[Any], Any] | None = kind.dialect_impl(dialect).bind_processor(dialect)
    return convert


@lru_cache(maxsize=8)
def _moments(dialect: Dialect) -> Callable[[Any], Any]:
    """The conversion of moments, which remembers: one event's time goes into many rows."""
    convert: Any = UtcTime().dialect_impl(dialect).bind_processor(dialect)
    return lru_cache(maxsize=65_536)(convert)


@lru_cache(maxsize=1024)
def insertion(table: Table, dialect: Dialect) -> RowWrite:
    """Inserts a row, all its columns given except a key that the database counts."""
    given = [one.name for one in table.columns if one.autoincrement is not True]
    return RowWrite(insert(table).values({name: bindparam(name) for name in given}), dialect)


def load(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Inserts many new rows, each with all columns: on PostgreSQL as one stream of data."""
    write = insertion(table, connection.dialect)
    if connection.dialect.name != "postgresql":
        write.run(connection, rows)
        return
    names = [column.name for column in table.columns]
    quote = connection.dialect.identifier_preparer.quote
    copy_in = f"COPY {quote(table.name)} ({', '.join(map(quote, names))}) FROM STDIN"
    driver: Any = connection.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(copy_in) as stream:
        for row in write.values(rows, names):
            stream.write_row(row)


@lru_cache(maxsize=1024)
def replacement(table: Table, dialect: Dialect) -> RowWrite:
    """Inserts a row, or replaces the one with its primary key."""
    statement = postgresql.insert(table) if dialect.name == "postgresql" else sqlite.insert(table)
    key = list(table.primary_key.columns)
    rest = {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
    if rest:
        return RowWrite(statement.on_conflict_do_update(index_elements=key, set_=rest), dialect)
    return RowWrite(statement.on_conflict_do_nothing(index_elements=key), dialect)


@lru_cache(maxsize=1024)
def partial_update(table: Table, columns: tuple[str, ...], dialect: Dialect) -> RowWrite:
    """Sets these columns of the row with its primary key; the other columns stay untouched."""
    statement = update(table).where(*(one == bindparam(one.name) for one in table.primary_key))
    values = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return RowWrite(statement.values(values), dialect)


@lru_cache(maxsize=1024)
def removal(table: Table, dialect: Dialect) -> RowWrite:
    """Deletes the row with the primary key ``key_<column>``."""
    key = (one == bindparam(f"key_{one.name}") for one in table.primary_key)
    return RowWrite(delete(table).where(*key), dialect)
