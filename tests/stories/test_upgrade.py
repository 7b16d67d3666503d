"""A migration that adds a read model to a log that is not empty fills it, and one since which
rows are written otherwise has them written anew."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import inspect, text

import wiring
from projections import dashboard
from store import migrate
from store.engine import make_engine, writing
from store.rebuilding import check
from tests.stories.test_every_state import walk_to
from use_cases.desk import Desk


def made_since(revision: str, directory: Path) -> set[str]:
    """The tables that later migrations make."""
    engine = make_engine(f"sqlite:///{directory}/older.db")
    migrate._run(str(engine.url), "log", lambda ours: command.upgrade(ours, revision))
    older = set(inspect(engine).get_table_names())
    migrate.upgrade(str(engine.url), "log")
    found = set(inspect(engine).get_table_names()) - older
    engine.dispose()
    return found


def test_a_new_table_is_filled_from_the_log(desk: Desk, database_url: str, tmp_path: Path) -> None:
    walk = walk_to(desk, "submitted")
    with writing(desk.unit.engine) as connection:
        for table in made_since("0007", tmp_path):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    wiring.upgrade(database_url, "log")
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    with desk.unit.reading() as connection:
        assert dashboard.one(connection, f"filing-{walk.filing_id}") is not None
        found = connection.scalar(text("SELECT count(*) FROM search_keys"))
    assert found


def test_rows_that_older_programs_wrote_otherwise_are_written_anew(
    desk: Desk, database_url: str, tmp_path: Path
) -> None:
    walk = walk_to(desk, "identity_review")
    with writing(desk.unit.engine) as connection:
        for table in made_since("0012", tmp_path):
            connection.execute(text(f"DROP TABLE {table}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0012'"))
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
