"""The commands that prove, show and rebuild: what they print and how they end."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from flask import Flask
from sqlalchemy import delete, update

from cli.db import db
from cli.log import log
from cli.projections import projections
from domain.personal import Personal
from settings import Settings
from store.engine import writing
from store.tables import events
from tests.store.notebook import NOW, Opened, Written, decide, pages, replay, write


@pytest.fixture
def run(unit, tmp_path, database_url):
    """Runs a command and gives its result: exit_code, stdout, stderr."""
    unit.handle(
        write(Opened("a", Personal("a1" * 16, "name", "李雷")), Written("一")),
        "note-1",
        replay,
        decide,
    )
    unit.handle(write(Opened("b")), "note-2", replay, decide)
    app = Flask(__name__)
    app.extensions["desk"] = SimpleNamespace(unit=unit, clock=SimpleNamespace(now=lambda: NOW))
    app.extensions["settings"] = Settings(
        _env_file=None,
        database_url=database_url,
        keys_url=f"sqlite:///{tmp_path}/other-keys.db",
        keys_dir=tmp_path / "keys",
    )
    for group in (log, projections, db):
        app.cli.add_command(group)
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=arguments)


def change(unit, statement):
    with writing(unit.engine) as connection:
        connection.execute(statement)


def test_an_intact_log_is_counted(run):
    result = run("log", "verify")
    assert result.exit_code == 0
    assert result.stdout.startswith("3 events, 0 checkpoints, root ")


def test_a_changed_event_ends_with_its_position(run, unit):
    change(unit, update(events).where(events.c.position == 2).values(data=b"{}"))
    result = run("log", "verify")
    assert result.exit_code == 1
    assert result.stdout == "position 2: the event was changed: it does not fit its leaf\n"


def test_a_checkpoint_is_printed_and_then_verified(run):
    note = run("log", "checkpoint")
    assert note.exit_code == 0
    assert "\n3\n" in note.stdout
    assert "key: 127.0.0.1:8000/log+" in note.stderr
    assert run("log", "checkpoint").stdout == note.stdout
    assert "3 events, 1 checkpoints" in run("log", "verify").stdout


def test_a_log_whose_signing_key_is_gone_is_not_called_proven(run, tmp_path):
    run("log", "checkpoint")
    (tmp_path / "keys" / "log-signing.key").unlink()
    result = run("log", "verify")
    assert (result.exit_code, result.stdout) == (
        1,
        "position 3: there is no key to check the checkpoint with\n",
    )


def test_a_stream_is_shown_line_by_line_without_plaintext(run):
    result = run("log", "show", "note-1")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 0
    assert (first["position"], first["name"], first["version"]) == (1, "note.opened", 1)
    assert first["event"]["owner"]["kind"] == "name"
    assert second["event"] == {"line": "一"}
    assert "李雷" not in result.stdout


def test_an_unknown_stream_fails(run):
    result = run("log", "show", "note-9")
    assert result.exit_code == 1
    assert "There is no stream note-9." in result.stderr


def test_a_changed_event_is_not_shown(run, unit):
    change(unit, update(events).where(events.c.position == 2).values(data=b'{"forged":1}'))
    result = run("log", "show", "note-1")
    assert result.exit_code == 1
    assert "position 2: the event was changed." in result.stderr
    assert "forged" not in result.stdout


@pytest.mark.parametrize("command", ["rebuild", "check"])
def test_events_of_a_newer_program_are_not_left_out(run, unit, command):
    change(unit, update(events).where(events.c.position == 3).values(name="note.teleported"))
    result = run("projections", command)
    assert result.exit_code == 1
    assert "note.teleported" in result.stderr
    assert "install the version of the program" in result.stderr


def test_projections_are_checked_and_rebuilt(run, unit):
    assert run("projections", "check").exit_code == 0
    change(unit, update(pages).where(pages.c.id == "note-1").values(title="secret"))
    change(unit, delete(pages).where(pages.c.id == "note-2"))
    wrong = run("projections", "check")
    assert wrong.exit_code == 1
    assert wrong.stdout.splitlines() == [
        'pages ["note-1"]: differs in title',
        'pages ["note-2"]: missing',
    ]
    assert run("projections", "rebuild", "pages").exit_code == 0
    assert run("projections", "check").exit_code == 0
    assert run("projections", "rebuild").stdout == "1 projections rebuilt: pages\n"


def test_an_unknown_projection_is_a_usage_error(run):
    result = run("projections", "rebuild", "nothing")
    assert result.exit_code == 2
    assert "There is no projection 'nothing'" in result.stderr


def test_the_schema_is_upgraded_and_a_newer_one_refused(run, unit):
    result = run("db", "upgrade")
    assert result.exit_code == 0
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == ["log", "keys"]
    with writing(unit.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    newer = run("db", "upgrade")
    assert newer.exit_code == 1
    assert "has schema 9999, which is newer" in newer.stderr
