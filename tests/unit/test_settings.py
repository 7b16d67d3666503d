"""Starting with something missing or unsafe is refused in one sentence."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from domain.hosting.facts import Terms
from settings import Settings, UnsafeSettings
from use_cases.desk import Hosting
from wiring import make_desk


def settings(tmp_path: Path, **changes: object) -> Settings:
    return Settings(_env_file=None, keys_dir=tmp_path / "keys", **changes)


def test_the_embedded_mode_makes_a_secret_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first = settings(tmp_path).session_secret()
    assert settings(tmp_path).session_secret() == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "keys" / "secret.key").stat().st_mode) == 0o600


@pytest.mark.parametrize("secret", [None, "short"])
def test_production_needs_a_secret_of_its_own(tmp_path: Path, secret: str | None) -> None:
    with pytest.raises(UnsafeSettings, match="SECRET_KEY"):
        settings(tmp_path, mode="production", secret_key=secret).session_secret()


def test_the_environment_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("TLS", "on")
    assert settings(tmp_path).address == "https://127.0.0.1:9000"


def test_servers_carry_what_the_settings_say(tmp_path: Path) -> None:
    given = settings(
        tmp_path,
        database_url=f"sqlite:///{tmp_path}/desk.db",
        keys_url=f"sqlite:///{tmp_path}/keys.db",
        files_dir=tmp_path / "files",
        server_least_months=1,
        server_least_days_left=7,
        sites_per_server=2,
        codes_per_server=0,
        cancelling_frees_quota=False,
        access_by_hand=False,
    )
    assert make_desk(given).hosting == Hosting(
        terms=Terms(1, 7), sites=2, codes=0, frees_quota=False, by_hand=False
    )


@pytest.mark.parametrize("variable", ["SERVER_LEAST_MONTHS", "SITES_PER_SERVER"])
def test_a_number_of_servers_that_means_nothing_is_refused(monkeypatch, variable: str) -> None:
    monkeypatch.setenv(variable, "-1")
    with pytest.raises(UnsafeSettings, match=variable):
        Settings.from_environment()


def test_an_address_for_people_may_differ_from_the_one_served(tmp_path: Path) -> None:
    given = settings(tmp_path, public_url="https://beian.example.cn/")
    assert given.address == "https://beian.example.cn"
