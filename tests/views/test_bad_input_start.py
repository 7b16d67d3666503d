"""Every way to start says in one sentence why it does not, and what to do."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

import wsgi
from app import create_app
from domain.rules.rule_files import RuleFile, rule_set
from domain.rules.rule_set import RuleSet
from settings import Settings
from store.engine import UnsafeStart
from tests.views.applicants import INDIVIDUAL, applicant
from wiring import check_start, migrate_all

COMMANDS = (
    "run-all",
    "worker --once",
    "demo 1",
    "files orphans",
    "log verify",
    "log show filing-1",
    "log checkpoint",
    "projections check",
    "projections rebuild",
    "staff add --role reviewer --email someone@example.com",
    "staff list",
)
MIGRATES = frozenset({"run-all"})
LOOKS_ONLY = frozenset(command for command in COMMANDS if command.startswith(("log", "proj")))


def change(url: str, statement: str) -> None:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute(statement)


def refusal(app: Flask, command: str) -> str:
    """The one line with which a command ends; fails for anything else."""
    runner: FlaskCliRunner = app.test_cli_runner()
    result = runner.invoke(args=command.split())
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exc_info
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.output
    return lines[0]


@pytest.fixture
def free_ports(app: Flask) -> Flask:
    """The program with ports that nobody uses, for the commands that listen."""
    app.extensions["settings"] = app.extensions["settings"].model_copy(
        update={"port": 18651, "sandbox_url": "http://127.0.0.1:18652"}
    )
    return app


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - MIGRATES))
def test_on_an_empty_database_a_command_says_what_to_run(tmp_path: Path, command: str) -> None:
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/new.db",
        keys_url=f"sqlite:///{tmp_path}/keys.db",
        keys_dir=tmp_path / "keys",
        files_dir=tmp_path / "files",
        secret_key="a secret for tests that nobody else uses",
    )
    assert "run `flask db upgrade`" in refusal(create_app(settings), command)


@pytest.mark.parametrize("command", [*COMMANDS, "db upgrade"])
def test_on_a_newer_database_a_command_says_what_to_install(
    free_ports: Flask, sqlite_url: str, command: str
) -> None:
    change(sqlite_url, "UPDATE alembic_version SET version_num = '9999'")
    told = refusal(free_ports, command)
    assert "9999, which is newer" in told
    assert "install" in told


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - LOOKS_ONLY))
def test_a_log_with_an_unknown_event_is_left_alone(
    free_ports: Flask, sqlite_url: str, command: str
) -> None:
    change(
        sqlite_url,
        "INSERT INTO events VALUES (1, 'filing-1', 1, 'filing.teleported', x'7b7d', x'00')",
    )
    assert "does not know (filing.teleported): install" in refusal(free_ports, command)


def test_newer_keys_are_refused(app: Flask, settings: Settings) -> None:
    change(settings.keys_url, "UPDATE alembic_version_keys SET version_num = '9999'")
    assert "database of keys has schema 9999" in refusal(app, "worker --once")


def test_missing_keys_are_refused(app: Flask, settings: Settings) -> None:
    change(settings.keys_url, "DROP TABLE alembic_version_keys")
    assert refusal(app, "staff list").endswith("keys is empty: run `flask db upgrade`.")


def test_a_rule_that_cannot_be_used_stops_the_start(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong() -> RuleSet:
        file = RuleFile(date(2026, 11, 26), ({"id": "CN-44.commitment", "severity": "loud"},))
        return rule_set([("rules/provinces/44", file)], {})

    monkeypatch.setattr("app.built_in", wrong)
    with pytest.raises(SystemExit) as stopped:
        create_app(settings)
    told = str(stopped.value)
    assert told.startswith("rules/provinces/44: rule CN-44.commitment ")
    assert "\n" not in told


def test_another_kek_is_refused(app: Flask, settings: Settings) -> None:
    app.extensions["desk"].vault.digest("name", "张示例")
    other = create_app(settings.model_copy(update={"kek": "ab" * 32}))
    assert "wrapped by another KEK" in refusal(other, "worker --once")


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://127.0.0.1:1/desk", "cannot be used: start it, or correct its address"),
        ("postgresql://desk:secret@127.0.0.1:1/desk", "desk:***@"),
        ("sqlite:////etc/hostname", "cannot be used"),
    ],
)
@pytest.mark.parametrize("command", ["run-all", "worker --once", "log verify", "db upgrade"])
def test_a_database_that_does_not_answer_is_said(
    settings: Settings, url: str, told: str, command: str
) -> None:
    app = create_app(
        settings.model_copy(
            update={
                "database_url": url,
                "port": 18653,
                "sandbox_url": "http://127.0.0.1:18654",
            }
        )
    )
    assert told in refusal(app, command)


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("PORT", "many", "PORT"),
        ("MODE", "fast", "MODE"),
        ("DATABASE_URL", "nonsense", "write sqlite:///path or postgresql://host/name"),
        ("DATABASE_URL", "mysql://localhost/desk", "names mysql"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/desk.db", "choose a place"),
        ("KEK", "short", "exactly 32 bytes"),
    ],
)
def test_a_setting_that_means_nothing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, value)
    with pytest.raises(SystemExit) as ended:
        create_app()
    assert told in str(ended.value)
    assert "\n" not in str(ended.value)


def test_production_starts_with_no_key_of_its_own_making(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODE", "production")
    with pytest.raises(SystemExit, match="Set SECRET_KEY"):
        create_app()
    monkeypatch.setenv("SECRET_KEY", "0123456789" * 4)
    with pytest.raises(SystemExit, match="Set KEK"):
        create_app()


def test_the_web_server_ends_with_the_same_sentence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(settings.database_url, "UPDATE alembic_version SET version_num = '9999'")
    monkeypatch.setattr(wsgi, "create_app", lambda: create_app(settings))
    with pytest.raises(SystemExit, match="9999, which is newer"):
        wsgi.serving()


def test_keys_that_could_be_lost_are_refused(
    app: Flask, settings: Settings, postgresql_url: str
) -> None:
    """A key that was answered for and then lost takes all its person's values with it."""
    lost = settings.model_copy(
        update={"keys_url": f"{postgresql_url}&options=-csynchronous_commit%3Doff"}
    )
    migrate_all(lost)
    with pytest.raises(UnsafeStart, match="synchronous_commit = off"):
        check_start(lost, app.extensions["desk"])


@pytest.mark.parametrize("page", ["", "/subject", "/sites", "/materials", "/check"])
def test_a_running_program_meets_an_unknown_event_with_a_page(app: Flask, page: str) -> None:
    someone = applicant(app).begin(INDIVIDUAL)
    url = str(someone.desk.unit.engine.url)
    change(url, "UPDATE events SET name = 'filing.teleported' WHERE name = 'filing.started'")
    response = someone.browser.get(someone.path + page)
    assert response.status_code == 500
    assert response.headers["X-Request-Id"] in response.text
    assert "teleported" not in response.text
    assert "Traceback" not in response.text


def test_a_bucket_that_is_away_is_refused(settings: Settings) -> None:
    away = {
        "files_url": "s3://away/desk",
        "aws_endpoint_url": "http://127.0.0.1:9",
        "aws_access_key_id": "somebody",
        "aws_secret_access_key": "nothing that anybody uses",
    }
    told = refusal(create_app(settings.model_copy(update=away)), "worker --once")
    assert "The bucket s3://away/desk cannot be written: check FILES_URL" in told
    assert "nothing that anybody uses" not in told


def test_a_bucket_without_a_key_is_refused(settings: Settings) -> None:
    with pytest.raises(SystemExit, match="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        create_app(settings.model_copy(update={"files_url": "s3://away/desk"}))
