"""What must hold before the program may serve: durability, the schema, and known events."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from store import event_log, migrate
from store.engine import UnsafeStart, reading
from store.event_names import EVENTS

_FULL: Final = 2

_POSTGRESQL_SETTINGS: Final = ("fsync", "synchronous_commit", "full_page_writes")


def check_safe(engine: Engine) -> None:
    """Raises UnsafeStart, whose message is one sentence that says what to do."""
    check_durable(engine)
    check_schema(engine)
    with reading(engine) as connection:
        _check_names(connection)


@contextmanager
def answering(engine: Engine) -> Iterator[None]:
    """Turns a database that cannot be reached, or that is none, into UnsafeStart."""
    try:
        yield
    except DBAPIError:
        place = engine.url.render_as_string(hide_password=True)
        raise UnsafeStart(
            f"The database {place} cannot be used: start it, or correct its address."
        ) from None


def check_durable(engine: Engine) -> None:
    """Raises UnsafeStart for a database that answers before what it took is on the disk."""
    with answering(engine), reading(engine) as connection:
        if connection.dialect.name == "sqlite":
            _check_sqlite(connection)
        else:
            _check_postgresql(connection)


def _check_sqlite(connection: Connection) -> None:
    synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
    if synchronous < _FULL:
        raise UnsafeStart(
            "SQLite's synchronous setting is below FULL, so a power cut could lose events: "
            "remove what lowers it."
        )
    journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    if journal != "wal":
        raise UnsafeStart(
            f"SQLite keeps a {journal} journal instead of WAL: put the database file on a local "
            "disk that this user may write."
        )


def _check_postgresql(connection: Connection) -> None:
    for setting in _POSTGRESQL_SETTINGS:
        if connection.exec_driver_sql(f"SHOW {setting}").scalar_one() == "off":
            raise UnsafeStart(
                f"PostgreSQL runs with {setting} = off, so a crash could lose events: "
                f"set {setting} = on."
            )


def check_schema(engine: Engine, tree: migrate.Tree = "log") -> None:
    """Raises UnsafeStart for a database with another schema than this program's."""
    with answering(engine):
        present = migrate.present_revision(engine, tree)
    wanted = migrate.wanted_revision(tree)
    if present == wanted:
        return
    if present is None:
        raise UnsafeStart(f"The {_NOUNS[tree]} is empty: run `flask db upgrade`.")
    if migrate.is_known(present, tree):
        raise UnsafeStart(
            f"The {_NOUNS[tree]} has schema {present} and this program needs {wanted}: "
            "run `flask db upgrade`."
        )
    raise UnsafeStart(
        f"The {_NOUNS[tree]} has schema {present}, which is newer than this program's {wanted}: "
        "install the version of the program that wrote it."
    )


_NOUNS: Final[dict[migrate.Tree, str]] = {"log": "database", "keys": "database of keys"}

# One step down the index per name, however long the log is.
_NAMES = text(
    """
    WITH RECURSIVE known(name) AS (
        SELECT min(name) FROM events
        UNION ALL
        SELECT (SELECT min(events.name) FROM events WHERE events.name > known.name)
        FROM known WHERE known.name IS NOT NULL
    )
    SELECT name FROM known WHERE name IS NOT NULL
    """
)


def _check_names(connection: Connection) -> None:
    unknown = sorted(set(connection.execute(_NAMES).scalars()) - EVENTS.keys())
    if unknown:
        size = event_log.head(connection).size
        raise UnsafeStart(
            f"The log of {size} events has events that this program does not know "
            f"({', '.join(unknown)}): install the version of the program that wrote them."
        )
