"""`flask db`: the schema of the databases."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

import wiring
from cli.refusals import said_in_one_sentence
from settings import Settings
from store import migrate
from store.engine import make_engine
from store.safe_start import answering
from use_cases import records
from use_cases.desk import Desk

db = AppGroup("db", help="The schema of the databases.")


@db.command("upgrade")
def upgrade() -> None:
    """Bring both databases to the schema of this program."""
    for tree, url in _urls().items():
        engine = make_engine(url)
        with said_in_one_sentence(), answering(engine):
            present = migrate.present_revision(engine, tree)
        engine.dispose()
        if present is not None and not migrate.is_known(present, tree):
            raise click.ClickException(
                f"The {tree} database has schema {present}, which is newer than this program's "
                f"{migrate.wanted_revision(tree)}: install the program that wrote it."
            )
        wiring.upgrade(url, tree)
        click.echo(f"{tree}: schema {migrate.wanted_revision(tree)}")
    _register_what_was_approved()


def _register_what_was_approved() -> None:
    """A program without a register may have written this log: its approvals are carried out."""
    desk: Desk = current_app.extensions["desk"]
    with said_in_one_sentence():
        done, failed = records.apply_all(desk, desk.clock.now())
    if done or failed:
        click.echo(f"register: {done} approved filings entered, {failed} could not be")
    if failed:
        raise SystemExit(1)


@db.command("revision")
@click.argument("message")
@click.option("--tree", type=click.Choice(["log", "keys"]), default="log", show_default=True)
def revision(message: str, tree: migrate.Tree) -> None:
    """Write the next migration: what the tables have and the migrated database lacks."""
    migrate.write_revision(_urls()[tree], tree, message)


def _urls() -> dict[migrate.Tree, str]:
    settings: Settings = current_app.extensions["settings"]
    return {"log": settings.database_url, "keys": settings.keys_url}
