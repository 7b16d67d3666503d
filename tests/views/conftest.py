"""A client that lints every page it fetches and fills in the token of every form it posts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from app import create_app
from settings import Settings
from tests.views.html_lint import problems


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


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/desk.db",
        keys_url=f"sqlite:///{tmp_path}/keys.db",
        files_dir=tmp_path / "files",
        keys_dir=tmp_path / "keys",
        secret_key="a secret for tests that nobody else uses",
    )


@pytest.fixture
def app(settings: Settings) -> Flask:
    app = create_app(settings)
    app.testing = True
    # With TESTING set Flask would raise what its error pages are there for.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = Reader
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor; sign in through the pages, or with ``signed_in`` of a test's own."""
    return app.test_client()
