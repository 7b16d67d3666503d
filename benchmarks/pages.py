"""Latency of three pages at two sizes of the database, under an open load.

The real server answers 20 requests a second that start on time whether or not earlier ones
have ended; latency counts from the planned start, so a stall is not hidden. The number of
SQL statements is counted in the same program without a server.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from flask import Flask
from sqlalchemy import event

from app import create_app
from benchmarks.bench import NoWorkshop, SilentMinistry, directory, report, rounded
from benchmarks.filled import Story, fill, model_stories
from domain.roles import Role
from gateways.clock import SystemClock
from projections import accounts, dashboard
from settings import Settings
from store.credentials import sessions
from store.engine import writing
from use_cases import demo_accounts
from use_cases.desk import Desk
from wiring import make_desk, migrate_all

SIZES = (1_000, int(os.environ.get("LARGE", "100000")))
PER_SECOND = 20
SECONDS = 30
PORT = 8310


def settings_in(home: Path, database_url: str) -> Settings:
    """The embedded program with all its data in ``home``."""
    return Settings(
        _env_file=None,
        database_url=database_url,
        keys_url=f"sqlite:///{home}/keys.db",
        files_dir=home / "files",
        keys_dir=home / "keys",
        clock_file=home / "clock.json",
        port=PORT,
    )


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for the server's process."""
    names = ("database_url", "keys_url", "files_dir", "keys_dir", "clock_file", "port")
    return {**os.environ, **{name.upper(): str(getattr(settings, name)) for name in names}}


@contextmanager
def server(settings: Settings) -> Iterator[str]:
    """The web server as ``make run`` starts it; gives its address."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"]
    command += ["--host", "127.0.0.1", "--port", str(PORT), "--blocking-threads", "8"]
    address = f"http://127.0.0.1:{PORT}"
    with Path(settings.files_dir / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "wsgi:serving"], env=environment(settings), stdout=log, stderr=log
        )
        try:
            for _ in range(100):
                time.sleep(0.2)
                try:
                    httpx.get(f"{address}/healthz")
                    break
                except httpx.TransportError:
                    continue
            yield address
        finally:
            process.terminate()
            process.wait()


def cookie_of(app: Flask, desk: Desk, account: str) -> dict[str, str]:
    """A signed-in session's cookie."""
    with writing(desk.unit.engine) as connection:
        token = sessions.start(connection, account, "benchmark", SystemClock().now())
    signer: Any = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    name = app.config["SESSION_COOKIE_NAME"]
    return {name: signer.dumps({"_user_id": token, "_fresh": True})}


def under_load(address: str, path: str, cookies: dict[str, str]) -> list[float]:
    """Latencies in milliseconds, sorted."""
    number = PER_SECOND * SECONDS
    latencies: list[float] = [0.0] * number
    client = httpx.Client(base_url=address, cookies=cookies, timeout=60)
    start = time.perf_counter() + 0.5

    def ask(index: int) -> None:
        planned = start + index / PER_SECOND
        time.sleep(max(0.0, planned - time.perf_counter()))
        answer = client.get(path)
        latencies[index] = (time.perf_counter() - planned) * 1000
        if answer.status_code != 200:
            sys.exit(f"{path} answered {answer.status_code}")

    for _ in range(5):
        client.get(path)
    threads = [threading.Thread(target=ask, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    return sorted(latencies)


def statements(app: Flask, desk: Desk, path: str, cookies: dict[str, str]) -> int:
    """How many SQL statements the page takes, transaction control left out."""
    count = 0

    def counted(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        nonlocal count
        if not statement.lstrip().upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            count += 1

    client = app.test_client()
    for name, value in cookies.items():
        client.set_cookie(name, value)
    client.get(path)
    event.listen(desk.unit.engine, "before_cursor_execute", counted)
    client.get(path)
    event.remove(desk.unit.engine, "before_cursor_execute", counted)
    return count


def measure(settings: Settings, app: Flask, desk: Desk, size: int) -> dict[str, Any]:
    """The figures of each page at the present size."""
    with desk.unit.reading() as connection:
        owner = accounts.with_roles(connection, [Role.APPLICANT])[0].id
        reviewer = accounts.with_roles(connection, [Role.REVIEWER])[0].id
        rows = dashboard.of_account(connection, owner)
        draft = next(row.filing_id for row in rows if row.status == "draft")
    cookies = {who: cookie_of(app, desk, who) for who in (owner, reviewer)}
    pages = {
        "dashboard": ("/filings", owner),
        "task_list": (f"/filings/{draft}", owner),
        "queue": ("/review?tab=waiting", reviewer),
    }
    figures: dict[str, Any] = {}
    with server(settings) as address:
        for name, (path, who) in pages.items():
            cuts = quantiles(under_load(address, path, cookies[who]), n=100)
            figures[name] = {
                "p50_ms": rounded(cuts[49]),
                "p95_ms": rounded(cuts[94]),
                "p99_ms": rounded(cuts[98]),
                "statements": statements(app, desk, path, cookies[who]),
                "filings": size,
            }
    return figures


def main() -> None:
    """Print the figures at both sizes and their ratios."""
    with directory() as home:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{home}/desk.db"
        settings = settings_in(home, url)
        settings.make_directories()
        migrate_all(settings)
        app = create_app(settings)
        desk: Desk = app.extensions["desk"]
        demo_accounts.ensure(desk, home / "accounts.txt")
        stories = stories_of(settings)
        with desk.unit.reading() as connection:
            owner = accounts.with_roles(connection, [Role.APPLICANT])[0].id
        made = 0
        results: list[dict[str, Any]] = []
        for size in SIZES:
            for _ in fill(desk, size - made, stories, "" if made else owner):
                made += 1
            results.append(measure(settings, app, desk, size))
        small, large = results
        for page, figures in small.items():
            report(
                "pages",
                page=page,
                engine=desk.unit.engine.dialect.name,
                small=figures,
                large=large[page],
                ratio_p50=rounded(large[page]["p50_ms"] / figures["p50_ms"]),
                ratio_p95=rounded(large[page]["p95_ms"] / figures["p95_ms"]),
                aim="ratio at most 1.3, at most 12 statements",
            )


def stories_of(settings: Settings) -> list[Story]:
    """The model stories, made without the outside world."""
    desk = make_desk(settings)
    quiet = Desk(
        unit=desk.unit,
        vault=desk.vault,
        blobs=desk.blobs,
        clock=desk.clock,
        images=NoWorkshop(),
        ministry=SilentMinistry(),
        mail=desk.mail,
        sms=desk.sms,
        press=desk.press,
    )
    return model_stories(quiet)


if __name__ == "__main__":
    main()
