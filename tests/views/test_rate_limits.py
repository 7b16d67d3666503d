"""Trying too often is answered with 429, for that caller and that minute only."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask import Flask

from domain.roles import Permission
from views import rate_limits
from views.access import requires
from views.rate_limits import rate_limited


@pytest.fixture
def limited(app: Flask, still_minute: None) -> Flask:
    @rate_limited("look_up", per_minute=2)
    @requires(Permission.VISIT)
    def look_up() -> str:
        return "found"

    app.add_url_rule("/look-up", view_func=look_up, methods=["GET", "POST"])
    return app


def test_the_third_try_in_a_minute_is_refused_and_says_when_to_come_back(limited: Flask) -> None:
    client = limited.test_client()
    assert [client.post("/look-up").status_code for _ in range(3)] == [200, 200, 429]
    refused = client.post("/look-up")
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert refused.headers["Retry-After"] in refused.text


def test_reading_is_not_counted(limited: Flask) -> None:
    client = limited.test_client()
    assert {client.get("/look-up").status_code for _ in range(5)} == {200}


def test_another_address_is_another_caller(limited: Flask) -> None:
    client = limited.test_client()
    for _ in range(3):
        client.post("/look-up")
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post("/look-up", environ_overrides=elsewhere).status_code == 200


def test_the_next_minute_is_a_new_one(limited: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = limited.test_client()
    for _ in range(3):
        client.post("/look-up")
    monkeypatch.setattr(rate_limits, "time", SimpleNamespace(time=lambda: 1_800_000_061.0))
    assert client.post("/look-up").status_code == 200
