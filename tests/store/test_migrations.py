"""The migrations make the tables that the program describes."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select

from migrations.tables import log_tables
from store import migrate
from store.engine import make_engine
from store.keys import keys_metadata
from store.tables import log_head


def differences(engine, tree, wanted):
    with engine.connect() as connection:
        options = {"version_table": migrate.VERSION_TABLES[tree], "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        return compare_metadata(context, wanted)


def test_the_log_is_migrated_to_what_the_tables_say(engine):
    assert differences(engine, "log", log_tables()) == []


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    cluster = request.getfixturevalue("cluster")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


def test_the_keys_are_migrated_to_what_the_tables_say(empty_url):
    migrate.upgrade(empty_url, "keys")
    engine = make_engine(empty_url)
    assert differences(engine, "keys", keys_metadata) == []
    engine.dispose()


def test_an_upgrade_of_a_migrated_database_changes_nothing(database_url, engine):
    migrate.upgrade(database_url, "log")
    assert migrate.present_revision(engine, "log") == migrate.wanted_revision("log")
    with engine.connect() as connection:
        assert connection.execute(select(log_head)).one() == (1, 0, b"")


def test_migrations_are_numbered_in_their_order():
    for tree in migrate.VERSION_TABLES:
        numbers = migrate.revisions(tree)
        assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
