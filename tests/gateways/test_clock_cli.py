from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from cli.clock import clock_cli
from gateways.clock import FactorClock
from settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, clock_file=tmp_path / "clock.json")


@pytest.fixture
def app(settings: Settings) -> Flask:
    app = Flask("desk")
    app.extensions["settings"] = settings
    app.cli.add_command(clock_cli)
    return app


def test_the_clock_is_advanced_and_sped_up(app: Flask, settings: Settings) -> None:
    run = app.test_cli_runner()
    advanced = run.invoke(args=["clock", "advance", "24h"])
    assert advanced.exit_code == 0
    clock = FactorClock(settings.clock_file)
    assert clock.now() - datetime.now(UTC) > timedelta(hours=23, minutes=59)
    assert run.invoke(args=["clock", "factor", "60"]).exit_code == 0
    assert clock.factor == 60
    shown = run.invoke(args=["clock", "show"])
    assert "Asia/Shanghai, factor 60" in shown.output


@pytest.mark.parametrize(
    "arguments", [["advance", "24"], ["advance", "-1h"], ["factor", "0"], ["factor", "x"]]
)
def test_what_can_not_be_set_is_refused(
    app: Flask, settings: Settings, arguments: list[str]
) -> None:
    assert app.test_cli_runner().invoke(args=["clock", *arguments]).exit_code != 0
    assert not settings.clock_file.exists()


def test_production_has_no_clock_to_set(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings.model_copy(update={"mode": "production"})
    refused = app.test_cli_runner().invoke(args=["clock", "advance", "1h"])
    assert refused.exit_code == 1
    assert "production" in refused.output
    assert not settings.clock_file.exists()
