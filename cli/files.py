"""``flask files``: what lies in the place of sealed files."""

from __future__ import annotations

from datetime import timedelta

import click
from flask import current_app
from flask.cli import AppGroup

from cli.refusals import safely_started
from gateways.clock import SystemClock
from store.blobs import FilesUnavailable
from use_cases import orphans
from use_cases.desk import Desk

files = AppGroup("files", help="The encrypted files of scans.")

YOUNG = timedelta(days=1)
"""A file of an upload that is being recorded at this moment has no event yet."""


@files.command("orphans")
@click.option("--remove", is_flag=True, help="Delete those that are older than a day.")
@safely_started
def list_orphans(remove: bool) -> None:
    """List the files that no event refers to, with their size in bytes and their time (UTC)."""
    desk: Desk = current_app.extensions["desk"]
    # Files have the time of the machine or of the bucket, not that of a demonstration.
    now = SystemClock().now()
    found = removed = 0
    try:
        for orphan in orphans.find(desk):
            found += 1
            old = now - orphan.since > YOUNG
            if remove and old:
                desk.blobs.remove(orphan.id)
                removed += 1
            mark = "removed" if remove and old else "" if old else "young"
            click.echo(f"{orphan.id}  {orphan.size:>10}  {orphan.since:%Y-%m-%dT%H:%MZ}  {mark}")
    except FilesUnavailable as error:
        raise click.ClickException(f"The files cannot be read now: {error}") from None
    click.echo(f"{found} without an event, {removed} removed")
