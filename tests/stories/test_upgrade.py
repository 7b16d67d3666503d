"""A migration that adds a read model to a log that is not empty fills it, and one since which
rows are written otherwise has them written anew."""

from __future__ import annotations

from alembic import command
from sqlalchemy import Engine, MetaData, delete, insert, select, text

import wiring
from projections import dashboard
from store import migrate
from store.engine import writing
from store.rebuilding import check
from tests.stories.test_every_state import walk_to
from use_cases.desk import Desk


def as_of(revision: str, url: str, engine: Engine) -> None:
    """Leave the database as it was at that migration, with what the rows held then."""
    now, then = MetaData(), MetaData()
    with writing(engine) as connection:
        now.reflect(connection)
        rows = {name: connection.execute(select(one)).all() for name, one in now.tables.items()}
        now.drop_all(connection)
    migrate._run(url, "log", lambda ours: command.upgrade(ours, revision))
    with writing(engine) as connection:
        then.reflect(connection)
        for table in then.sorted_tables:
            if table.name == "alembic_version" or not rows.get(table.name):
                continue
            known = [dict(row._mapping) for row in rows[table.name]]
            names = table.columns.keys()
            connection.execute(delete(table))
            connection.execute(
                insert(table), [{key: row[key] for key in row if key in names} for row in known]
            )


def test_a_new_table_is_filled_from_the_log(desk: Desk, database_url: str) -> None:
    walk = walk_to(desk, "submitted")
    as_of("0007", database_url, desk.unit.engine)
    wiring.upgrade(database_url, "log")
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    with desk.unit.reading() as connection:
        assert dashboard.one(connection, f"filing-{walk.filing_id}") is not None
        found = connection.scalar(text("SELECT count(*) FROM search_keys"))
    assert found


def test_rows_that_older_programs_wrote_otherwise_are_written_anew(
    desk: Desk, database_url: str
) -> None:
    walk = walk_to(desk, "identity_review")
    as_of("0012", database_url, desk.unit.engine)
    with writing(desk.unit.engine) as connection:
        # As before photos had a timer.
        connection.execute(text("DELETE FROM deadlines WHERE kind LIKE 'photo:%'"))
    wiring.upgrade(database_url, "log")
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    with desk.unit.reading() as connection:
        found = connection.scalar(text("SELECT count(*) FROM deadlines WHERE kind LIKE 'photo:%'"))
    assert found == len(walk.filing().evidence) == 1


def test_an_upgrade_without_news_changes_nothing(desk: Desk, database_url: str) -> None:
    before = migrate.present_revision(desk.unit.engine, "log")
    wiring.upgrade(database_url, "log")
    assert migrate.present_revision(desk.unit.engine, "log") == before
