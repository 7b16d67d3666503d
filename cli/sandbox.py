"""``flask sandbox``: the simulated ministry and bureau, with their pages."""

from __future__ import annotations

import signal
import threading
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext
from werkzeug.serving import WSGIRequestHandler, make_server

from gateways.clock import FactorClock
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.keys import sandbox_key, sandbox_token
from sandbox import create_sandbox_app
from settings import Settings


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request: the worker asks every second."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Failures are logged where they happen."""


@click.command("sandbox")
@with_appcontext
def sandbox() -> None:
    """Simulate the ministry and the bureau at SANDBOX_URL, until told to stop."""
    settings: Settings = current_app.extensions["settings"]
    if settings.mode != "embedded":
        raise click.ClickException("The sandbox simulates an authority: it needs MODE=embedded.")
    place = urlsplit(settings.sandbox_url)
    host = place.hostname or "127.0.0.1"
    bureau = open_bureau(settings)
    app = create_sandbox_app(bureau, sandbox_token(settings.keys_dir), host)
    server = make_server(host, place.port or 80, app, threaded=True, request_handler=Quiet)
    serving = threading.Thread(target=server.serve_forever)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    serving.start()
    click.echo(f"sandbox: {settings.sandbox_url}")
    stop.wait()
    server.shutdown()
    serving.join()
    server.server_close()
    bureau.close()


def open_bureau(settings: Settings) -> Bureau:
    """The simulated bureau of these settings; its database lies beside the keys' directory."""
    room = settings.keys_dir.parent
    room.mkdir(parents=True, exist_ok=True)
    return Bureau.at(
        f"sqlite:///{room / 'sandbox.db'}",
        FactorClock(settings.clock_file),
        sandbox_key(settings.keys_dir),
    )
