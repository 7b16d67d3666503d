"""The program does not start on a database that could lose events or that it cannot read."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, event, text, update

from store.engine import UnsafeStart, make_engine, writing
from store.safe_start import check_safe
from store.tables import events
from tests.store.notebook import Written, decide, replay, write


def run(engine, statement):
    with writing(engine) as connection:
        connection.execute(statement)


def test_a_migrated_database_is_safe(engine):
    check_safe(engine)


def test_an_unknown_event_name_is_refused(unit, engine):
    for number in range(3):
        unit.handle(write(Written("a")), f"note-{number}", replay, decide)
    run(engine, update(events).where(events.c.position == 2).values(name="account.registered"))
    with pytest.raises(UnsafeStart, match=r"does not know \(note\.written\): install"):
        check_safe(engine)


def test_a_newer_schema_is_refused(engine):
    run(engine, text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnsafeStart, match=r"9999, which is newer .* install"):
        check_safe(engine)


def test_an_older_schema_is_refused(engine):
    run(engine, text("UPDATE alembic_version SET version_num = '0001'"))
    with pytest.raises(UnsafeStart, match=r"0001 .*: run `flask db upgrade`"):
        check_safe(engine)


def test_an_empty_database_is_refused(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/new.db")
    with pytest.raises(UnsafeStart, match="run `flask db upgrade`"):
        check_safe(engine)
    engine.dispose()


def test_sqlite_that_does_not_wait_for_the_disk_is_refused(sqlite_url):
    engine = make_engine(sqlite_url)

    @event.listens_for(engine, "connect")
    def lower(connection, _record):
        connection.execute("PRAGMA synchronous = NORMAL")

    with pytest.raises(UnsafeStart, match="below FULL"):
        check_safe(engine)
    engine.dispose()


def test_sqlite_without_a_write_ahead_log_is_refused(sqlite_url):
    engine = make_engine(sqlite_url)

    @event.listens_for(engine, "connect")
    def change(connection, _record):
        connection.execute("PRAGMA journal_mode = DELETE")

    with pytest.raises(UnsafeStart, match="instead of WAL"):
        check_safe(engine)
    engine.dispose()


def test_postgresql_that_does_not_wait_for_the_disk_is_refused(postgresql_url):
    engine = create_engine(
        postgresql_url.replace("postgresql:", "postgresql+psycopg:"),
        connect_args={"options": "-c synchronous_commit=off"},
    )
    with pytest.raises(UnsafeStart, match=r"synchronous_commit = off.*set synchronous_commit = on"):
        check_safe(engine)
    engine.dispose()


def test_another_database_is_refused():
    with pytest.raises(UnsafeStart, match="names mysql: use sqlite"):
        make_engine("mysql://localhost/desk")
