"""``flask files orphans``: lists, and removes only what is old enough."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import Result
from flask import Flask

from settings import Settings
from use_cases.desk import Desk

STRANGER = "e5" * 16


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["files", "orphans", *arguments])


def aged(settings: Settings, file_id: str, hours: float) -> None:
    path: Path = settings.files_dir / file_id[:2] / file_id[2:4] / file_id
    moment = path.stat().st_mtime - hours * 3600
    os.utime(path, (moment, moment))


def test_only_what_is_older_than_a_day_is_removed_and_only_on_request(
    app: Flask, settings: Settings
) -> None:
    desk: Desk = app.extensions["desk"]
    old, young = (desk.blobs.put(STRANGER, b"scan").id for _time in range(2))
    aged(settings, old, 25)
    listed = run(app)
    assert listed.exit_code == 0, listed.output
    assert [line.split()[0] for line in listed.output.splitlines()] == [old, young, "2"]
    assert "2 without an event, 0 removed" in listed.output
    removed = run(app, "--remove")
    assert "2 without an event, 1 removed" in removed.output
    assert {one.id for one in desk.blobs.placed()} == {young}
    assert "young" in removed.output


def test_with_no_orphans_it_says_so(app: Flask) -> None:
    assert run(app).output == "0 without an event, 0 removed\n"
