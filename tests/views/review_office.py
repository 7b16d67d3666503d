"""A running desk with staff and filings, for the tests of the review console."""

from __future__ import annotations

import dataclasses
import io
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace
from PIL import Image
from werkzeug.test import TestResponse

from domain.filing.facts import Material, StoredFile
from domain.filing.state import Filing
from domain.roles import Actor, Role
from gateways.clock import ManualClock
from tests.account_stories import hash_cheaply, opened, signed_in
from tests.unit.filing import stories
from tests.unit.filing.samples import Sample, hex_id, individual
from tests.unit.filing.stories import APPLICANT, MONDAY, Story
from tests.views.html_lint import parsed
from use_cases import filings
from use_cases.desk import Desk


def owner_of(name: str) -> Actor:
    """Whose filing it is."""
    return APPLICANT if name == "one" else Actor(hex_id(f"owner of {name}"), Role.APPLICANT)


class Office:
    """The desk with a clock that stands still, and whoever is signed in."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.clock = ManualClock(MONDAY)
        wired: Desk = app.extensions["desk"]
        self.desk = dataclasses.replace(wired, clock=self.clock)
        app.extensions["desk"] = self.desk
        self.accounts: dict[int, str] = {}

    def staff(self, role: Role, email: str = "") -> FlaskClient:
        """A browser of a new member of staff."""
        account = opened(self.desk, role, email)
        client = signed_in(self.app, account)
        self.accounts[id(client)] = account
        return client

    def account_of(self, client: FlaskClient) -> str:
        return self.accounts[id(client)]

    def story(
        self, name: str = "one", sample: Sample | None = None, *, applicant: Actor | None = None
    ) -> Story:
        """A filing that this desk records; its own time runs ahead of the desk's clock.

        Each has an account of its own, as an account files for one subject.
        """
        filing_id = hex_id(name)

        def tell(command: Any) -> None:
            filings.handle(self.desk, filing_id, command)

        return Story(
            sample or other(individual(), name),
            applicant=applicant or owner_of(name),
            at=self.clock.now(),
            tell=tell,
            seed=name,
        )

    def filing(
        self, name: str, tell: Callable[[Story], Story], sample: Sample | None = None
    ) -> str:
        """A filing with a history, and the clock just after it; its id."""
        story = tell(self.story(name, sample))
        self.clock.set(story.at + timedelta(minutes=1))
        return hex_id(name)

    def state(self, filing_id: str) -> Filing:
        return filings.open_filing(self.desk, filing_id).filing


def other(sample: Sample, name: str) -> Sample:
    """The sample with a certificate and domains of its own, so that several can be open."""
    facts = replace(
        sample.facts,
        certificate_digest=f"digest of {name}",
        domains=tuple(f"{name}-{domain}" for domain in sample.facts.domains),
    )
    sites = tuple(
        replace(
            site,
            domains=tuple(f"{name}-{domain}" for domain in site.domains),
            home_url=f"www.{name}-{site.domains[0]}",
        )
        for site in sample.sites
    )
    return dataclasses.replace(sample, facts=facts, sites=sites)


def with_real_scans(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stories upload pictures that the desk can show."""

    def scan(slot: str, owner: str, version: int = 1) -> Material:
        def stored(size: tuple[int, int]) -> StoredFile:
            picture = io.BytesIO()
            Image.new("RGB", size, (200, 220, 240)).save(picture, "JPEG")
            blob = office.desk.blobs.put(owner, picture.getvalue())
            return StoredFile(blob.id, blob.size, blob.digest)

        return Material(
            id=hex_id(f"{slot} {version}"),
            slot=slot,
            owner=owner,
            view=stored((160, 100)),
            thumbnail=stored((48, 30)),
            width=160,
            height=100,
            original_format="JPEG",
        )

    monkeypatch.setattr(stories, "scan", scan)


@pytest.fixture
def office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Office:
    hash_cheaply(monkeypatch)
    return Office(app)


def form_values(response: TestResponse, form_id: str) -> dict[str, str]:
    """What a browser would send of a form without pressing a button."""
    form = next(one for one in parsed(response.text).iter("form") if one.get("id") == form_id)
    values: dict[str, str] = {}
    for field in form.iter():
        name = field.get("name")
        if name in {None, "", "csrf_token"} or field.tag not in {"input", "select", "textarea"}:
            continue
        kind = field.get("type", "text")
        if field.tag == "textarea":
            values[name] = (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            chosen = [one for one in field.iter("option") if one.get("selected") is not None]
            values[name] = (chosen or list(field.iter("option")))[0].get("value", "")
        elif kind not in {"radio", "checkbox"} or field.get("checked") is not None:
            values[name] = field.get("value", "")
    return values


def all_good(filing: Filing) -> dict[str, str]:
    """A verdict for everything: good."""
    return {f"verdict:{target}": "good" for target in filing.targets()}


def new_id() -> str:
    return uuid.uuid4().hex


def words(response: TestResponse) -> str:
    """The text of a page without its tags and spaces."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.text))
