"""A client that lints every page it fetches and fills in the token of every form it posts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, g, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app import create_app
from gateways.clock import SystemClock
from gateways.miit.local import LocalMinistry
from gateways.miit.sandbox.bureau import Bureau
from settings import Settings
from store import migrate
from tests.views.html_lint import problems
from views import rate_limits


class Reader(FlaskClient):
    """A browser of one person.

    ``post`` adds the session's CSRF token unless the data hold one. HTML answers, errors
    included, are linted; answers to htmx requests as parts of a page.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if kwargs.get("method") == "POST" and not isinstance(kwargs.get("data"), (str, bytes)):
            data = dict(kwargs.get("data") or {})
            data.setdefault("csrf_token", self.csrf_token())
            kwargs["data"] = data
        response = super().open(*args, **kwargs)
        for answered in (*response.history, response):
            # What is large was sent from a temporary file, which nobody else closes.
            answered.request.environ["wsgi.input"].close()
        if response.mimetype == "text/html" and response.text:
            fragment = "<!doctype" not in response.text[:200].lower()
            found = problems(response.text, fragment=fragment)
            assert not found, f"{response.request.path}: {found}"
        return response

    def csrf_token(self) -> str:
        """A token that the program accepts from this session."""
        with self.application.test_request_context(), self.session_transaction() as kept:
            session.update(kept)
            g.pop("csrf_token", None)
            token: str = generate_csrf()
            kept.update(session)
        return token


@pytest.fixture(scope="session")
def migrated_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database of keys; copy it, don't write to it."""
    path = tmp_path_factory.mktemp("keys") / "migrated.db"
    migrate.upgrade(f"sqlite:///{path}", "keys")
    return path


@pytest.fixture
def settings(tmp_path: Path, sqlite_url: str, migrated_keys: Path) -> Settings:
    """The embedded mode in a directory of the test's own, with migrated databases."""
    keys = tmp_path / "keys.db"
    shutil.copyfile(migrated_keys, keys)
    return Settings(
        _env_file=None,
        database_url=sqlite_url,
        keys_url=f"sqlite:///{keys}",
        files_dir=tmp_path / "files",
        keys_dir=tmp_path / "keys",
        clock_file=tmp_path / "clock.json",
        secret_key="a secret for tests that nobody else uses",
    )


@pytest.fixture(scope="session")
def empty_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a simulated ministry that knows nothing; copy it, don't write to it."""
    path = tmp_path_factory.mktemp("ministry") / "empty.db"
    Bureau.at(f"sqlite:///{path}", SystemClock(), b"k" * 32).close()
    return path


@pytest.fixture
def bureau(tmp_path: Path, empty_sandbox: Path) -> Iterator[Bureau]:
    """The simulated ministry that the program asks."""
    path = tmp_path / "ministry.db"
    shutil.copyfile(empty_sandbox, path)
    made = Bureau.at(f"sqlite:///{path}", SystemClock(), b"k" * 32)
    yield made
    made.close()


@pytest.fixture
def app(settings: Settings, bureau: Bureau) -> Flask:
    app = create_app(settings)
    app.extensions["desk"] = replace(app.extensions["desk"], ministry=LocalMinistry(bureau))
    app.testing = True
    # With TESTING set Flask would raise what its error pages are there for.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Reader
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor; sign in through the pages, or with ``signed_in`` of a test's own."""
    return app.test_client()


@pytest.fixture
def still_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits count in the first second of one minute, so that no test runs over its end."""
    monkeypatch.setattr(rate_limits, "time", SimpleNamespace(time=lambda: 1_800_000_001.0))
