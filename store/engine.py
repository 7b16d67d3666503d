"""Connections: one engine for SQLite and for PostgreSQL, set so that a commit is durable."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, OperationalError

BUSY_SECONDS: Final = 10
READING: Final = "desk_reading"

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    # The default copies the log into the database every 4 MB, in some commit's time; most of
    # its pages are written again and again, so longer pauses spare work. Nothing is at risk.
    "PRAGMA wal_autocheckpoint = 4000",
)


def _json_text(value: object) -> str:
    return msgspec.json.encode(value).decode()


_JSON: Final[dict[str, Any]] = {
    "json_serializer": _json_text,
    "json_deserializer": msgspec.json.decode,
}
"""How JSON columns are coded: several times as fast as Python's own, whose rows it reads too."""

_turns: weakref.WeakKeyDictionary[Engine, threading.RLock] = weakref.WeakKeyDictionary()


class UnsafeStart(Exception):
    """The process must not start; the message is one sentence that says what to do."""


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///path`` or ``postgresql://…`` (spoken by psycopg 3).

    Refuses any other database with UnsafeStart. Errors of statements never show their
    parameters, so that no log holds what a row would have held.
    """
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    match parsed.get_backend_name():
        case "sqlite":
            return _sqlite_engine(parsed)
        case "postgresql":
            return create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                hide_parameters=True,
                **_JSON,
            )
        case other:
            raise UnsafeStart(
                f"DATABASE_URL names {other}: use sqlite:///path or postgresql://host/name."
            )


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True, **_JSON
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    _turns[engine] = threading.RLock()
    return engine


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers.
    dbapi_connection.isolation_level = None
    for pragma in _PRAGMAS:
        dbapi_connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns into a writer fails at once when someone wrote in between, whatever
    # the timeout; so a writer takes the lock first, and waits for it.
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def turn(engine: Engine) -> Iterator[None]:
    """The turn to write among the threads of this process.

    SQLite's own wait polls with growing pauses and is not fair; PostgreSQL needs none.
    Raises OperationalError after ``BUSY_SECONDS``, as SQLite does for other processes.
    """
    lock = _turns.get(engine)
    if lock is None:
        yield
        return
    if not lock.acquire(timeout=BUSY_SECONDS):
        busy = TimeoutError("other threads wrote for too long")
        raise OperationalError("BEGIN IMMEDIATE", None, busy)
    try:
        yield
    finally:
        lock.release()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection in a write transaction, committed at the end or rolled back."""
    with turn(engine), engine.begin() as connection:
        yield connection


@contextmanager
def sent_together(connection: Connection) -> Iterator[None]:
    """Where the driver can, what is written within does not wait for the answer of each.

    Nothing may be read within. What the database refuses is raised at the end at the latest,
    as SQLAlchemy's error.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
    driver: Any = connection.connection.dbapi_connection
    try:
        with driver.pipeline():
            yield
    except psycopg.Error as error:
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, hide_parameters=True, dialect=connection.dialect
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for queries; it never waits for a writer.

    On SQLite all queries see the database as it was at the first; on PostgreSQL each sees what
    was committed before it, so they need no transaction and no round trips for one.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection.execution_options(**{READING: True})


@contextmanager
def reading_at_once(engine: Engine) -> Iterator[Connection]:
    """A connection whose queries all see the database as it was at the first of them.

    It is closed afterwards, not pooled; what it wrote into temporary tables goes with it.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        connection.execution_options(**{READING: True})
        connection.detach()
        yield connection
