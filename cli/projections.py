"""`flask projections`: the read models, rebuilt from the log or compared with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import on_this_schema
from store import event_log, rebuilding
from store.rebuilding import Difference, Progress, UnknownProjection
from store.unit_of_work import UnitOfWork

projections = AppGroup("projections", help="The read models: rebuild or check them.")


@projections.command("rebuild")
@click.argument("name", required=False)
@on_this_schema
def rebuild(name: str | None) -> None:
    """Build the projection NAME, or all, from the log and put it in place of the live one."""
    unit = _unit()
    names = None if name is None else [name]
    try:
        chosen = rebuilding.choose(unit.projections, names)
    except UnknownProjection as unknown:
        raise click.UsageError(str(unknown)) from None
    with _progress(unit) as progress:
        rebuilding.rebuild(unit.engine, chosen, progress=progress, codec=unit.codec)
    click.echo(f"{len(chosen)} projections rebuilt: {', '.join(one.name for one in chosen)}")


@projections.command("check")
@on_this_schema
def check() -> None:
    """Build all projections beside the live ones and print each row that differs."""
    unit = _unit()
    with _progress(unit) as progress:
        found = list(rebuilding.check(unit.engine, unit.projections, progress, unit.codec))
    for difference in found:
        click.echo(_line(difference))
    if found:
        raise SystemExit(1)
    click.echo(f"{len(unit.projections)} projections are what the log makes of them")


def _unit() -> UnitOfWork:
    unit: UnitOfWork = current_app.extensions["desk"].unit
    return unit


@contextmanager
def _progress(unit: UnitOfWork) -> Iterator[Progress]:
    with unit.reading() as connection:
        size = event_log.head(connection).size
    with click.progressbar(length=size, label="events", file=sys.stderr) as bar:
        yield bar.update


def _line(difference: Difference) -> str:
    """The names of the columns that differ; their values may be for few eyes."""
    live, rebuilt = difference.live, difference.rebuilt
    where = f"{difference.table} {json.dumps(difference.key, ensure_ascii=False, default=str)}"
    if live is None:
        return f"{where}: missing"
    if rebuilt is None:
        return f"{where}: must not be there"
    columns = [name for name in live if live[name] != rebuilt[name]]
    return f"{where}: differs in {', '.join(columns)}"
