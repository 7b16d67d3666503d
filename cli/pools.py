"""``flask pools``: the provider's address pools."""

from __future__ import annotations

import uuid
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from domain.pools.ranges import NotARange
from domain.pools.refusals import LinesRefused, NoRanges, ReasonNeeded, TooManyRanges
from domain.roles import Actor, Role
from use_cases import pools as jobs
from use_cases.desk import Desk

pools = AppGroup("pools", help="The provider's IP address ranges.")

ACTOR = Actor("command line", Role.SYSTEM)


@pools.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--reason", required=True, help="Why; it stands in the log.")
@safely_started
def import_file(file: Path, reason: str) -> None:
    """Add the ranges of FILE (a, a-b or a/prefix; then a comma and a note), all or none."""
    desk: Desk = current_app.extensions["desk"]
    try:
        number = jobs.add(
            desk,
            file.read_text(encoding="utf-8-sig"),
            reason=reason,
            source="file",
            actor=ACTOR,
            at=desk.clock.now(),
            command_id=uuid.uuid4().hex,
        )
    except LinesRefused as refused:
        for bad in refused.facts["lines"]:
            other = f" {bad.other}" if bad.other else ""
            click.echo(f"line {bad.line}: {bad.text}: {bad.reason}{other}", err=True)
        raise click.ClickException("nothing was imported") from None
    except NoRanges:
        raise click.ClickException("there is no range in the file") from None
    except (TooManyRanges, ReasonNeeded) as refused:
        told = ", ".join(f"{name} {value}" for name, value in refused.facts.items())
        raise click.ClickException(f"{type(refused).__name__} ({told})") from None
    except UnicodeDecodeError:
        raise click.ClickException("the file is not UTF-8") from None
    click.echo(f"{number} ranges imported.")


@pools.command("list")
@safely_started
def list_ranges() -> None:
    """Print all ranges by address, with their ids and notes."""
    desk: Desk = current_app.extensions["desk"]
    after = ""
    while rows := jobs.listed(desk, 1000, after):
        for row in rows:
            click.echo(f"{row.id} {row.text} {row.note}".rstrip())
        after = rows[-1].place


@pools.command("check")
@click.argument("address")
@safely_started
def check(address: str) -> None:
    """Say whether the pools hold ADDRESS (a, a-b or a/prefix). Ends with 0 if so, 1 if not."""
    desk: Desk = current_app.extensions["desk"]
    try:
        held = jobs.holds(desk, address)
    except NotARange as error:
        raise click.UsageError(f"{address}: {error.reason}") from None
    click.echo("inside" if held else "outside")
    if not held:
        raise SystemExit(1)
