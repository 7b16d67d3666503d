"""The running program and a real Chromium."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from wsgiref.types import WSGIApplication

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from app import create_app
from cli.worker import run as run_worker
from gateways.clock import FactorClock
from gateways.miit.sandbox.bureau import Bureau
from gateways.miit.sandbox.keys import sandbox_key, sandbox_token
from sandbox import create_sandbox_app
from settings import Settings
from store import migrate
from use_cases.housekeeping import Housekeeping
from wiring import log_signer

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}

# Debian's Chromium would look for updates, accounts and field trials; a test needs none of it.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Running:
    """The program, its simulated ministry and its worker, in threads of this process."""

    address: str
    sandbox_address: str
    app: Flask
    bureau: Bureau
    clock: FactorClock


@contextmanager
def _served(app: WSGIApplication, port: int = 0) -> Iterator[int]:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def _working(app: Flask) -> Iterator[None]:
    stop = threading.Event()
    desk = app.extensions["desk"]
    housekeeping = Housekeeping(desk, log_signer(app.extensions["settings"]))
    work = threading.Thread(target=run_worker, args=(desk, housekeeping, stop, 0.1))
    work.start()
    try:
        yield
    finally:
        stop.set()
        work.join()


@pytest.fixture
def running(tmp_path: Path, sqlite_url: str, migrated_keys: Path) -> Iterator[Running]:
    """The whole program with data of the test's own."""
    keys = tmp_path / "keys.db"
    shutil.copyfile(migrated_keys, keys)
    clock = FactorClock(tmp_path / "clock.json")
    bureau = Bureau.at(f"sqlite:///{tmp_path}/sandbox.db", clock, sandbox_key(tmp_path / "keys"))
    sandbox = create_sandbox_app(bureau, sandbox_token(tmp_path / "keys"))
    with ExitStack() as stack:
        sandbox_address = f"http://127.0.0.1:{stack.enter_context(_served(sandbox))}"
        app = create_app(
            Settings(
                _env_file=None,
                database_url=sqlite_url,
                keys_url=f"sqlite:///{keys}",
                files_dir=tmp_path / "files",
                keys_dir=tmp_path / "keys",
                clock_file=tmp_path / "clock.json",
                sandbox_url=sandbox_address,
                secret_key="a secret for tests that nobody else uses",
            )
        )
        address = f"http://127.0.0.1:{stack.enter_context(_served(app))}"
        stack.enter_context(_working(app))
        yield Running(address, sandbox_address, app, bureau, clock)
    app.extensions["desk"].unit.engine.dispose()
    bureau.close()


@pytest.fixture(scope="session")
def migrated_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database of keys; copy it, don't write to it."""
    path = tmp_path_factory.mktemp("keys") / "migrated.db"
    migrate.upgrade(f"sqlite:///{path}", "keys")
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.fail("the browser tests need Debian's chromium: make test installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


class Readers:
    """Opens browsers of separate people, and closes them at the end of the test."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def new(
        self, *, viewport: dict[str, int] = DESKTOP, locale: str = "zh-CN", scripts: bool = True
    ) -> Page:
        """A page of a person with cookies of their own. Paths are relative to the program."""
        context = self._browser.new_context(
            base_url=self._address,
            viewport=viewport,
            locale=locale,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def _listen(self, message: Any) -> None:
        # A page with status 4xx or 5xx is reported as a failed resource; tests look at statuses.
        # A request that was given up for a newer one is no failure either.
        harmless = ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        if message.type == "error" and not message.text.startswith(harmless):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


@pytest.fixture
def readers(chromium: Browser, running: Running) -> Iterator[Readers]:
    """People with browsers. A script error or a breach of the policy fails the test."""
    readers = Readers(chromium, running.address)
    yield readers
    readers.close()
    assert readers.complaints == []


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can find, and nothing wider than the screen."""
    found = Axe().run(page, options=RULES).response["violations"]
    assert not found, [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0, f"{page.url} is {width} px wider than the screen"


# The people need what stands above, and every journey needs the people.
from tests.browser.cast import cast, inspection, program  # noqa: E402

__all__ = ["cast", "inspection", "program"]
