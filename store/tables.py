"""The tables of the log, and the metadata that every projection adds its tables to."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite makes only a column declared INTEGER the row id itself; BIGINT would cost a second tree.
BigInt: Final = BigInteger().with_variant(Integer(), "sqlite")


class UtcTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides. Refuses a naive datetime with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must know its zone")
        moment = value if value.tzinfo is UTC else value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


events: Final = Table(
    "events",
    metadata,
    Column("position", BigInt, primary_key=True, autoincrement=False),
    Column("stream", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("leaf", LargeBinary(32), nullable=False),
    UniqueConstraint("stream", "version"),
    # Lists the names in use without reading the log, and reads the events of a few names.
    Index(None, "name", "position"),
)

log_head: Final = Table(
    "log_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("size", BigInt, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

commands: Final = Table(
    "commands",
    metadata,
    Column("command_id", Text, primary_key=True),
    Column("stream", Text, nullable=False),
    Column("first_position", BigInt, nullable=False),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

tracking: Final = Table(
    "tracking",
    metadata,
    Column("application_name", Text, primary_key=True),
    Column("notification_id", BigInt, nullable=False),
)

checkpoints: Final = Table(
    "checkpoints",
    metadata,
    Column("size", BigInt, primary_key=True, autoincrement=False),
    Column("at", UtcTime, nullable=False),
    Column("note", Text, nullable=False),
)
