"""``flask resources``: the servers that filings may name."""

from __future__ import annotations

import uuid
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from domain.hosting.reading import COLUMNS
from domain.hosting.refusals import RowsRefused
from domain.roles import Actor, Role
from use_cases import hosting
from use_cases.desk import Desk
from use_cases.hosting import Envelope

resources = AppGroup("resources", help="Servers and their owners.")

ACTOR = Actor("command line", Role.SYSTEM)


@resources.command("import", help=f"Enter the servers of a CSV FILE: {', '.join(COLUMNS)}.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@safely_started
def import_file(file: Path) -> None:
    """Enter all servers of the file, or none where a row is wrong."""
    desk: Desk = current_app.extensions["desk"]
    envelope = Envelope(actor=ACTOR, at=desk.clock.now(), command_id=uuid.uuid4().hex)
    try:
        number = hosting.import_servers(desk, envelope, file.read_text(encoding="utf-8-sig"))
    except RowsRefused as refused:
        for bad in refused.facts["rows"]:
            told = ", ".join(f"{name} {value}" for name, value in bad.problem.facts.items())
            line = f"line {bad.line}: {bad.problem.field}: {bad.problem.code} {told}"
            click.echo(line.rstrip(), err=True)
        raise click.ClickException("nothing was imported") from None
    except UnicodeDecodeError:
        raise click.ClickException("the file is not UTF-8") from None
    click.echo(f"{number} servers imported.")
