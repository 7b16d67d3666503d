"""`flask db`: the schema of the databases."""

from __future__ import annotations

import click
from alembic import command
from flask import current_app
from flask.cli import AppGroup

from store import migrate
from store.engine import make_engine, writing

db = AppGroup("db", help="The schema of the databases.")


@db.command("upgrade")
def upgrade() -> None:
    """Bring both databases to the schema of this program."""
    urls = {"log": current_app.config["DATABASE_URL"], "keys": current_app.config["KEYS_URL"]}
    for tree, url in urls.items():
        migrate.upgrade(url, tree)
        click.echo(f"{tree}: {migrate.wanted_revision(tree)}")
