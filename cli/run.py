"""`flask run-all`: the whole program on one machine, until Ctrl-C."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import deque
from pathlib import Path
from types import FrameType
from typing import NamedTuple
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import with_appcontext

from cli.refusals import said_in_one_sentence
from settings import Settings
from use_cases import demo_accounts
from use_cases.demo import hosting
from use_cases.demo_accounts import DemoAccount
from wiring import check_start, migrate_all

STARTING_SECONDS = 60
ENDING_SECONDS = 10
LAST_LINES = 20


class Part(NamedTuple):
    """One process of the program."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


class Stopped(Exception):
    """Someone asked the program to end."""


@click.command("run-all")
@with_appcontext
def run_all() -> None:
    """Migrate, start the web server, the worker and the sandbox, and print the address."""
    settings: Settings = current_app.extensions["settings"]
    _ensure_free(settings)
    with said_in_one_sentence():
        migrate_all(settings)
        check_start(settings, current_app.extensions["desk"])
    _set_clock(settings)
    accounts = _demo_accounts(settings)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    parts: list[Part] = []
    try:
        for name, command in _commands(settings).items():
            parts.append(_started(name, command, settings.data_dir / "log"))
        _wait_until_answering(f"{_local(settings)}/healthz", parts)
        _introduce(settings, accounts)
        while True:
            _ensure_alive(parts)
            time.sleep(0.5)
    except Stopped:
        click.echo("\n正在停止… Stopping.")
    finally:
        _end(parts)


def _set_clock(settings: Settings) -> None:
    """Let a demonstration run as fast as CLOCK_FACTOR says; production keeps real time."""
    clock = current_app.extensions["desk"].clock
    if settings.clock_factor > 1 and settings.mode == "embedded":
        clock.set_factor(settings.clock_factor)


def _commands(settings: Settings) -> dict[str, list[str]]:
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    web += ["--host", settings.host, "--port", str(settings.port)]
    web += ["--blocking-threads", "8", "--workers-kill-timeout", "5", "wsgi:serving"]
    return {"web": web, "worker": [*flask, "worker"], "sandbox": [*flask, "sandbox"]}


def _ensure_free(settings: Settings) -> None:
    """Refuse to start where something else already answers, and say how to go on."""
    sandbox = urlsplit(settings.sandbox_url)
    places = {
        "PORT": (settings.host, settings.port),
        "SANDBOX_URL": (sandbox.hostname or "127.0.0.1", sandbox.port or 80),
    }
    for variable, (host, port) in places.items():
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError as error:
                raise click.ClickException(
                    f"{host}:{port} cannot be used ({error.strerror}): "
                    f"end the program that uses it, or set {variable} to another one."
                ) from None


def _demo_accounts(settings: Settings) -> list[DemoAccount]:
    """The demo accounts with their passwords; none in production."""
    if settings.mode == "production":
        return []
    desk = current_app.extensions["desk"]
    accounts = demo_accounts.ensure(desk, settings.data_dir / "demo-accounts.txt")
    hosting.ensure(desk)
    return accounts


def _started(name: str, command: list[str], logs: Path) -> Part:
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{name}.log"
    with log.open("ab") as out:
        # A session of its own: Ctrl-C reaches this process only, which then ends the others.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_end_with_parent,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
    return Part(name, process, log)


def _end_with_parent() -> None:
    """Ask Linux to end this process when the one that started it is gone, however that came."""
    pr_set_pdeathsig = 1
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _wait_until_answering(url: str, parts: list[Part]) -> None:
    until = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < until:
        _ensure_alive(parts)
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return
        time.sleep(0.2)
    raise click.ClickException(f"the web server did not answer in {STARTING_SECONDS} seconds")


def _ensure_alive(parts: list[Part]) -> None:
    for part in parts:
        code = part.process.poll()
        if code is not None:
            with part.log.open(encoding="utf-8", errors="replace") as log:
                last = "".join(deque(log, LAST_LINES))
            raise click.ClickException(
                f"the {part.name} ended by itself ({code}), so everything is ended. "
                f"The end of {part.log}:\n{last}"
            )


def _end(parts: list[Part]) -> None:
    for part in parts:
        if part.process.poll() is None:
            part.process.terminate()
    until = time.monotonic() + ENDING_SECONDS
    for part in parts:
        with contextlib.suppress(subprocess.TimeoutExpired):
            part.process.wait(timeout=max(0.1, until - time.monotonic()))
        # Each part leads a session of its own, so this also ends what it had started itself.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.process.pid, signal.SIGKILL)
        part.process.wait()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _local(settings: Settings) -> str:
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104
    return f"http://{host}:{settings.port}"


def _introduce(settings: Settings, accounts: list[DemoAccount]) -> None:
    click.echo(f"\n网站备案服务台  {settings.address}")
    click.echo(f"部省沙箱 Bureau sandbox  {settings.sandbox_url}")
    if accounts:
        click.echo(f"\n演示账号 Demo accounts (also in {settings.data_dir}/demo-accounts.txt):")
        for account in accounts:
            click.echo(f"  {account.role:<16} {account.sign_in_name:<26} {account.password}")
    click.echo(f"\n日志 Logs: {settings.data_dir}/log/   停止 Stop: Ctrl-C\n")
    sys.stdout.flush()
