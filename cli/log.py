"""`flask log`: the event log read and proven."""

from __future__ import annotations

import json
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import on_this_schema
from settings import Settings
from store import checkpoints, event_log
from store.checkpoints import Signer, Verifier
from store.engine import writing
from store.event_log import Row
from store.unit_of_work import UnitOfWork
from store.verify import BrokenLog, fits_its_leaf, verify
from wiring import log_key_file, log_signer

log = AppGroup("log", help="The event log: prove it, read it, sign it.")


@log.command("verify")
@on_this_schema
def verify_log() -> None:
    """Recompute the whole log and name the first wrong position."""
    engine = _unit().engine
    with engine.connect() as connection:
        size = event_log.head(connection).size
    try:
        with click.progressbar(length=size, label="log", file=sys.stderr) as bar:
            found = verify(engine, _verifier(), bar.update)
    except BrokenLog as broken:
        click.echo(str(broken))
        raise SystemExit(1) from None
    click.echo(
        f"{found.size} events, {found.checkpoints} checkpoints, root {found.root.hex()}: intact"
    )


@log.command("show")
@click.argument("stream")
@on_this_schema
def show(stream: str) -> None:
    """Print the events of STREAM, one line of JSON each, personal values as they are sealed."""
    with _unit().reading() as connection:
        rows = event_log.read_stream(connection, stream)
    if not rows:
        raise click.ClickException(f"There is no stream {stream}.")
    with click.progressbar(rows, label="events", file=sys.stderr) as bar:
        lines = [_line(row) for row in bar]
    for line in lines:
        click.echo(line)


@log.command("checkpoint")
@on_this_schema
def checkpoint() -> None:
    """Sign the log as it stands, if something came since, and print the newest checkpoint."""
    signer = _signer()
    now = current_app.extensions["desk"].clock.now()
    with writing(_unit().engine) as connection:
        checkpoints.make_checkpoint(connection, signer, signer.name, now)
        note = checkpoints.latest(connection)
    if note is None:
        raise click.ClickException("The log is empty.")
    click.echo(f"key: {signer.verifier}", err=True)
    click.echo(note, nl=False)


def _unit() -> UnitOfWork:
    unit: UnitOfWork = current_app.extensions["desk"].unit
    return unit


def _signer() -> Signer:
    settings: Settings = current_app.extensions["settings"]
    return log_signer(settings)


def _verifier() -> Verifier | None:
    """None without a signing key: making one now would prove nothing."""
    settings: Settings = current_app.extensions["settings"]
    return log_signer(settings).verifier if log_key_file(settings).exists() else None


def _line(row: Row) -> str:
    """One event in JSON. A row that was changed is not shown: what it says may be anybody's."""
    if not fits_its_leaf(row):
        raise click.ClickException(f"position {row.position}: the event was changed.")
    place = {
        "position": row.position,
        "stream": row.stream,
        "version": row.version,
        "name": row.name,
    }
    return json.dumps({**place, **json.loads(row.data)}, ensure_ascii=False)
