"""Everybody and everything at once: one browser for each role, filings in every state.

For tests that go through all pages and forms, whichever there are.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from app import create_app
from cli.demo import drawn_scan
from domain.roles import STAFF_ROLES, Role
from gateways.clock import ManualClock
from gateways.images.in_process import InProcessWorkshop
from gateways.mail.memory import MemoryMail
from gateways.miit.local import LocalMinistry
from gateways.miit.sandbox.bureau import Bureau
from gateways.sms.memory import MemorySms
from settings import Settings
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.unit.filing.samples import hex_id
from tests.views.conftest import Reader
from tests.views.filling import values
from tests.views.html_lint import parsed
from use_cases.demo.walk import ENDS, Walk
from use_cases.desk import Desk

NOW: Final = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
CLAIMED: Final = ("submitted", "identity_review", "bureau_rejected")
VISITS: Final = 3
"""How often one reader opens an endpoint with the same names in its query."""


@dataclass(frozen=True)
class Form:
    """A form as it stood on a page, with what its first button sends."""

    page: str
    action: str
    sent: dict[str, list[str]]
    texts: tuple[str, ...]
    files: tuple[str, ...]


@dataclass(frozen=True)
class Town:
    """The program with its people. ``homes`` are applicants, by the state of their filing."""

    app: Flask
    desk: Desk
    homes: dict[str, Reader]
    walks: dict[str, Walk]
    staff: dict[Role, Reader]

    def readers(self) -> Iterator[tuple[str, Reader]]:
        """Everybody by a name, visitors included."""
        yield "visitor", self.visitor()
        yield from self.homes.items()
        yield from ((role.value, browser) for role, browser in self.staff.items())

    def visitor(self) -> Reader:
        browser = self.app.test_client()
        assert isinstance(browser, Reader)
        return browser

    def sub_account(self, state: str) -> Reader:
        """A browser of a sub-account of that home."""
        account = opened(self.desk, Role.SUB_ACCOUNT, parent=self.walks[state].account)
        return _browser(self.app, account)


@pytest.fixture(scope="module")
def town(
    tmp_path_factory: pytest.TempPathFactory, migrated_file: Path, migrated_keys: Path
) -> Iterator[Town]:
    """A town for all tests of a module: they leave each other's filings in other states."""
    room = tmp_path_factory.mktemp("town")
    shutil.copyfile(migrated_file, room / "desk.db")
    shutil.copyfile(migrated_keys, room / "keys.db")
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{room}/desk.db",
        keys_url=f"sqlite:///{room}/keys.db",
        files_dir=room / "files",
        keys_dir=room / "keys",
        clock_file=room / "clock.json",
        secret_key="a secret for tests that nobody else uses",
    )
    with pytest.MonkeyPatch.context() as monkeypatch:
        hash_cheaply(monkeypatch)
        # These tests go through more forms in a minute than people may.
        monkeypatch.setattr("store.rate_limits.count", lambda *_: 1)
        app = create_app(settings)
        app.testing = True
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.test_client_class = Reader
        yield settled(app, room)


def settled(app: Flask, room: Path) -> Town:
    """A town in which each state has an applicant with a filing in it, and some are claimed."""
    clock = ManualClock(NOW)
    bureau = Bureau.at(f"sqlite:///{room}/bureau.db", clock, b"k" * 32)
    desk = dataclasses.replace(
        app.extensions["desk"],
        clock=clock,
        images=InProcessWorkshop(),
        ministry=LocalMinistry(bureau),
        mail=MemoryMail(),
        sms=MemorySms(),
    )
    app.extensions["desk"] = desk
    homes, walks = {}, {}
    for state, steps in ENDS.items():
        account = opened(desk, Role.APPLICANT)
        walk = Walk.begin(
            desk, state, account, NOW, drawn_scan(), two_persons=state == "sms_partial"
        )
        walks[state] = walk.take(steps)
        homes[state] = _browser(app, account)
    clock.set(max(walk.at for walk in walks.values()))
    staff = {role: _browser(app, opened(desk, role)) for role in STAFF_ROLES}
    for state in CLAIMED:
        staff[Role.REVIEWER].post(
            f"/review/{walks[state].filing_id}/claim", data={"command_id": hex_id(state)}
        )
    return Town(app, desk, homes, walks, staff)


def _browser(app: Flask, account: str) -> Reader:
    browser = signed_in(app, account)
    assert isinstance(browser, Reader)
    return browser


def pages(app: Flask, browser: Reader, start: str = "/") -> Iterator[tuple[str, TestResponse]]:
    """The pages that a reader reaches by links, each kind of address a few times."""
    seen: set[str] = set()
    visits: Counter[tuple[str, frozenset[str]]] = Counter()
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        kind = _kind(app, path)
        if path in seen or kind is None or visits[kind] >= VISITS:
            continue
        seen.add(path)
        visits[kind] += 1
        response = browser.get(path)
        yield path, response
        if "Location" in response.headers:
            waiting.append(urljoin(path, response.headers["Location"]))
        elif response.mimetype == "text/html":
            waiting.extend(urljoin(path, each) for each in links(response))


def links(response: TestResponse) -> list[str]:
    """Every address that a page offers or loads."""
    names = ("href", "src", "hx-get")
    found = [element.get(name) for element in parsed(response.text).iter() for name in names]
    return [each.partition("#")[0] for each in found if each and each.startswith(("/", "?"))]


def _kind(app: Flask, path: str) -> tuple[str, frozenset[str]] | None:
    parts = urlsplit(path)
    try:
        endpoint, _arguments = app.url_map.bind("").match(parts.path, method="GET")
    except HTTPException:
        return None
    if endpoint == "static":
        return None
    return str(endpoint), frozenset(name for name, _value in parse_qsl(parts.query))


def forms(path: str, response: TestResponse) -> Iterator[Form]:
    """The forms of a page that change something, with what a browser would send but the token."""
    tree = parsed(response.text)
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        sent = dict(_button(tree, form)) | values(form)
        sent.pop("csrf_token", None)
        yield Form(
            page=path,
            action=urljoin(path, form.get("action") or path),
            sent=sent,
            texts=tuple(_names(form, _is_text)),
            files=tuple(_names(form, lambda each: each.get("type") == "file")),
        )


def _button(tree: Element, form: Element) -> Iterator[tuple[str, list[str]]]:
    """What the first button with a name sends, inside the form or bound to it by its id."""
    bound = [each for each in tree.iter("button") if each.get("form") in {form.get("id"), None}]
    inside = set(form.iter("button"))
    for button in bound:
        if button.get("name") and (button.get("form") or button in inside):
            yield str(button.get("name")), [button.get("value") or ""]
            return


def _names(form: Element, wanted: Any) -> Iterator[str]:
    for field in form.iter():
        name = field.get("name")
        if name and isinstance(field.tag, str) and wanted(field):
            yield name


def _is_text(field: Element) -> bool:
    if field.tag == "textarea":
        return True
    kind = field.get("type") or "text"
    return field.tag == "input" and kind in {"text", "email", "tel", "password", "search", "date"}


def every_form(town: Town) -> dict[str, tuple[str, Form]]:
    """Each kind of form once: by its endpoint and texts, with the name of who saw it."""
    found: dict[str, tuple[str, Form]] = {}
    for name, browser in town.readers():
        for path, response in pages(town.app, browser):
            if response.mimetype != "text/html":
                continue
            for form in forms(path, response):
                texts = sorted({text.partition(":")[0] for text in form.texts})
                found.setdefault(f"{endpoint_of(town.app, form)} {texts}", (name, form))
    return found


def endpoint_of(app: Flask, form: Form) -> str:
    """What a form calls."""
    path = urlsplit(form.action).path
    endpoint, _arguments = app.url_map.bind("").match(path, method="POST")
    return str(endpoint)
