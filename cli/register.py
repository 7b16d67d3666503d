"""``flask register``: records of a former system, entered so that their owners can claim them."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from domain.register.refusals import RecordsRefused
from domain.roles import Actor, Role
from use_cases import record_import
from use_cases.desk import Desk

register = AppGroup("register", help="Records of what is filed.")

ACTOR = Actor("command line", Role.SYSTEM)


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@safely_started
def import_file(file: Path) -> None:
    """Enter the records of the JSON FILE, all or none. They are in no account until somebody
    claims them. The same file may be sent again."""
    desk: Desk = current_app.extensions["desk"]
    try:
        new, known = record_import.import_records(
            desk, file.read_bytes(), actor=ACTOR, at=desk.clock.now()
        )
    except RecordsRefused as refused:
        for bad in refused.facts["records"]:
            told = ", ".join(f"{name} {value}" for name, value in bad.problem.facts.items())
            line = f"record {bad.place}: {bad.problem.field}: {bad.problem.code} {told}"
            click.echo(line.rstrip(), err=True)
        raise click.ClickException("nothing was imported") from None
    click.echo(f"{new} records imported, {known} were there before.")
