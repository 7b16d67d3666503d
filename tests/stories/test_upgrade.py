"""A migration that adds a read model to a log that is not empty fills it."""

from __future__ import annotations

from sqlalchemy import text

import wiring
from projections import dashboard
from store import migrate
from store.engine import writing
from store.rebuilding import check
from tests.stories.test_every_state import walk_to
from use_cases.desk import Desk


def test_a_new_table_is_filled_from_the_log(desk: Desk, database_url: str) -> None:
    walk = walk_to(desk, "submitted")
    with writing(desk.unit.engine) as connection:
        connection.execute(text("DROP TABLE search_keys"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    wiring.upgrade(database_url, "log")
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    with desk.unit.reading() as connection:
        assert dashboard.one(connection, f"filing-{walk.filing_id}") is not None
        found = connection.scalar(text("SELECT count(*) FROM search_keys"))
    assert found


def test_an_upgrade_without_news_changes_nothing(desk: Desk, database_url: str) -> None:
    before = migrate.present_revision(desk.unit.engine, "log")
    wiring.upgrade(database_url, "log")
    assert migrate.present_revision(desk.unit.engine, "log") == before
