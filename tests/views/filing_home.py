"""An applicant at home: a signed-in browser and filings of its own with a history."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from domain.roles import Actor, Role
from tests.account_stories import opened, signed_in
from tests.unit.filing.samples import Sample, hex_id, individual
from tests.unit.filing.stories import Story
from tests.views.html_lint import parsed, text_of
from tests.views.review_office import Office, other, with_real_scans
from use_cases import filings


class Home(Office):
    """The desk with a clock that stands still, and one applicant's browser."""

    def __init__(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(app)
        with_real_scans(self, monkeypatch)
        self.account = opened(self.desk, Role.APPLICANT)
        self.browser: FlaskClient = signed_in(app, self.account)

    def sub_account(self) -> FlaskClient:
        """A browser of a sub-account of the applicant."""
        return signed_in(self.app, opened(self.desk, Role.SUB_ACCOUNT, parent=self.account))

    def story(self, name: str = "one", sample: Sample | None = None) -> Story:
        """A filing of this applicant that the desk records, too."""
        filing_id = hex_id(name)

        def tell(command: Any) -> None:
            filings.handle(self.desk, filing_id, command)

        return Story(
            sample or other(individual(), name),
            applicant=Actor(self.account, Role.APPLICANT),
            seed=name,
            at=self.clock.now(),
            tell=tell,
        )

    def at(
        self,
        tell: Callable[[Story], Story],
        sample: Sample | None = None,
        name: str = "one",
    ) -> str:
        """The address of a filing with a history, and the clock just after it."""
        story = tell(self.story(name, sample))
        self.clock.set(story.at + timedelta(minutes=1))
        return f"/filings/{hex_id(name)}"

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.browser.get(path, headers=headers)

    def post(self, path: str, **data: Any) -> TestResponse:
        return self.browser.post(path, data=data, content_type="multipart/form-data")

    def events(self, path: str) -> list[str]:
        """The names of what happened to the filing at that address."""
        filing_id = path.removeprefix("/filings/")
        return [each.name for each in self.desk.unit.load(f"filing-{filing_id}")]


def values(response: TestResponse, action: str) -> dict[str, str]:
    """The hidden values of the form that posts to an address."""
    for form in parsed(response.text).iter("form"):
        if form.get("action") == action:
            return {
                field.get("name", ""): field.get("value", "")
                for field in form.iter("input")
                if field.get("type") == "hidden" and field.get("name") != "csrf_token"
            }
    raise AssertionError(f"there is no form to {action}")


def text(response: TestResponse) -> str:
    """What is read on the main part of a page, without spaces."""
    page = parsed(response.text)
    main = next((each for each in page.iter("main")), page)
    return re.sub(r"\s+", "", text_of(main))


def links(response: TestResponse) -> list[str]:
    """Where the page leads."""
    return [each.get("href", "") for each in parsed(response.text).iter("a")]


def moved_to(response: TestResponse) -> str:
    """Where a 303 leads."""
    assert response.status_code == 303, (response.status_code, text(response))
    return response.headers["Location"]
