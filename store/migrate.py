"""Brings a database to the schema of this program, one tree of migrations per database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, TypeAlias

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from store.engine import make_engine, writing

Tree: TypeAlias = Literal["log", "keys"]

VERSION_TABLES: Final[dict[Tree, str]] = {
    "log": "alembic_version",
    "keys": "alembic_version_keys",
}
_INI: Final = Path(__file__).parent.parent / "alembic.ini"
_LOCK_SECONDS: Final = 5


def config(tree: Tree, connection: Connection | None = None) -> Config:
    """Alembic's configuration of one tree, bound to ``connection`` where one is given."""
    found = Config(_INI, ini_section=tree)
    found.attributes["connection"] = connection
    return found


def upgrade(url: str, tree: Tree) -> None:
    """Runs the missing migrations in one transaction.

    On PostgreSQL a migration that waits longer than 5 seconds for a lock fails instead of
    holding up the requests that queue behind it.
    """
    _run(url, tree, lambda ours: command.upgrade(ours, "head"))


def write_revision(url: str, tree: Tree, message: str) -> None:
    """Writes the next numbered migration file: what the tables have and the database lacks."""
    number = f"{len(revisions(tree)) + 1:04}"
    _run(
        url,
        tree,
        lambda ours: command.revision(ours, message, autogenerate=True, rev_id=number),
    )


def _run(url: str, tree: Tree, job: Callable[[Config], object]) -> None:
    engine = make_engine(url)
    try:
        with writing(engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'")
            job(config(tree, connection))
    finally:
        engine.dispose()


def revisions(tree: Tree) -> list[str]:
    """The revisions of this program's tree, the first one first."""
    script = ScriptDirectory.from_config(config(tree))
    return [one.revision for one in script.walk_revisions()][::-1]


def wanted_revision(tree: Tree) -> str:
    """The newest revision that this program knows."""
    return str(ScriptDirectory.from_config(config(tree)).get_current_head())


def is_known(revision: str, tree: Tree) -> bool:
    """Whether this program's tree has the revision; a newer program's is unknown to it."""
    return revision in revisions(tree)


def present_revision(engine: Engine, tree: Tree) -> str | None:
    """The revision of the database, or None for one that was never migrated."""
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLES[tree]}
        )
        return context.get_current_revision()
