"""Nonsense sent to every address by everybody: it is refused with a page, and never a failure.

The seed makes each run the same. For a longer look set FUZZ_REQUESTS to some thousands.
"""

from __future__ import annotations

import io
import os
import random
from collections.abc import Iterator
from typing import Any, Final

import pytest
from werkzeug.routing import IntegerConverter, Rule

from domain.roles import Role, may
from tests.images_corpus import jpeg
from tests.views.conftest import Reader
from tests.views.town import Form, Town, every_form, town
from views.access import permission_of

__all__ = ["town"]

REQUESTS: Final = int(os.environ.get("FUZZ_REQUESTS", "300"))
TEXTS: Final = (
    "",
    " ",
    "\x00",
    "\ufeff\u202e\u200b",
    "0",
    "-1",
    "1e309",
    "NaN",
    "９９",
    "99999999999999999999999999",
    "2030-02-30",
    "9999-12-31",
    "0001-01-01",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "2" * 4000,
    "长" * 10_000,
    "\U0001f600",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%s %(x)s {0} {{ 7*7 }}",
    "a\r\nSet-Cookie: x=1",
    "//evil.example",
    "0" * 32,
    "Ａ" * 18,
    "xn--",
    "a..b",
    "::1",
    "1.2.3.4/99",
    "{}",
    "true",
    "y",
)
NAMES: Final = (
    *("page", "from", "to", "seen", "go", "tab", "parent", "type", "age", "filing"),
    *("show", "as", "moment", "before", "since", "until"),
)


class Nonsense:
    """Makes requests out of what forms look like and what nobody would type."""

    def __init__(self, seed: int, forms: list[Form], ids: list[str]) -> None:
        self.random = random.Random(seed)
        self.forms = forms
        self.ids = ids
        self.names = sorted({name for form in forms for name in form.sent}) + list(NAMES)

    def text(self) -> str:
        return self.random.choice((*TEXTS, *self.ids))

    def address(self, rule: Rule, town: Town) -> str:
        """The rule's address, its ids mostly those of filings that exist."""
        values: dict[str, Any] = {name: self.random.choice(self.ids) for name in rule.arguments}
        values |= {"slot": self.random.choice(("M01", "M02:front", "M99", "x")), "which": "view"}
        values |= {"kind": self.random.choice(("applicant", "completed"))}
        if self.random.random() < 0.1:
            values |= {"filing_id": "Ａ%00", "person": "../x", "site": "长" * 300}
        for name, converter in rule._converters.items():
            if isinstance(converter, IntegerConverter):
                values[name] = self.random.choice((0, 1, 5, 10**12, 10**25))
        known = {name: values[name] for name in rule.arguments}
        return town.app.url_map.bind("localhost").build(rule.endpoint, known)

    def fields(self) -> dict[str, Any]:
        """A form with some of its fields left out, doubled, swapped or made up."""
        sent: dict[str, Any] = dict(self.random.choice(self.forms).sent)
        for _change in range(self.random.randint(0, 4)):
            name = self.random.choice([*sent, *self.names])
            match self.random.randint(0, 4):
                case 0:
                    sent.pop(name, None)
                case 1:
                    sent[name] = [self.text() for _ in range(self.random.randint(2, 40))]
                case 2:
                    sent[name] = self._file()
                case _:
                    sent[name] = self.text()
        return sent

    def _file(self) -> tuple[io.BytesIO, str]:
        data = self.random.choice((b"", b"text", jpeg()[:9000], b"\x89PNG\r\n\x1a\n", b"\xff\xd8"))
        return io.BytesIO(data), self.random.choice(("scan.jpg", "", "../../x.py", "长" * 300))

    def query(self) -> dict[str, str]:
        names = self.random.sample(self.names, self.random.randint(0, 3))
        return {name: self.text() for name in names}

    def headers(self) -> dict[str, str]:
        told = {"HX-Request": "true", "Accept-Language": "en", "Cookie": "language=zz"}
        return {name: value for name, value in told.items() if self.random.random() < 0.3}


@pytest.fixture(scope="module")
def seen(town: Town) -> list[Form]:
    """What forms look like."""
    return [form for _reader, form in every_form(town).values()]


def nonsense(town: Town, seed: int, forms: list[Form]) -> Nonsense:
    ids = [walk.filing_id for walk in town.walks.values()]
    for walk in town.walks.values():
        filing = walk.filing()
        ids += [*filing.sites, *filing.site_persons(), *(issue.id for issue in filing.issues)]
        ids.append(walk.account)
    return Nonsense(seed, forms, ids)


def rules(town: Town, method: str) -> list[Rule]:
    found = [rule for rule in town.app.url_map.iter_rules() if method in (rule.methods or ())]
    return sorted(
        (rule for rule in found if rule.endpoint not in {"static", "account.sign_out"}),
        key=lambda rule: (rule.endpoint, rule.rule),
    )


def turns(town: Town, made: Nonsense, method: str) -> Iterator[tuple[str, Reader, str]]:
    """Who sends to which address: each rule in its turn, mostly by somebody who may."""
    people = [*town.readers(), (Role.SUB_ACCOUNT, town.sub_account("draft"))]
    every = rules(town, method)
    for number in range(REQUESTS):
        rule = every[number % len(every)]
        wanted = permission_of(town.app, rule.endpoint)
        able = [each for each in people if wanted and may(role_of(each[0]), wanted)]
        chosen = able if able and made.random.random() < 0.8 else people
        name, browser = made.random.choice(chosen)
        yield name, browser, made.address(rule, town)


def role_of(name: str) -> Role:
    """The role of a reader of the town: homes have the names of their filings' states."""
    return Role(name) if name in set(Role) else Role.APPLICANT


def test_nothing_that_is_posted_is_answered_with_a_failure(town: Town, seen: list[Form]) -> None:
    made = nonsense(town, 1, seen)
    failed = []
    for name, browser, path in turns(town, made, "POST"):
        fields, headers = made.fields(), made.headers()
        answer = browser.post(path, data=fields, headers=headers, query_string=made.query())
        if answer.status_code >= 500:
            failed.append((name, path, fields, answer.headers["X-Request-Id"]))
    assert failed == []


def test_nothing_that_is_asked_for_is_answered_with_a_failure(town: Town, seen: list[Form]) -> None:
    made = nonsense(town, 2, seen)
    failed = []
    for name, browser, path in turns(town, made, "GET"):
        query = made.query()
        answer = browser.get(path, query_string=query, headers=made.headers())
        if answer.status_code >= 500:
            failed.append((name, path, query, answer.headers["X-Request-Id"]))
    assert failed == []


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"--x\r\n\r\n", b"a=%ED%A0%80&=&%zz=%"])
def test_a_body_of_another_kind_is_refused(town: Town, kind: str, body: bytes) -> None:
    for rule in rules(town, "POST"):
        if not rule.arguments:
            answer = town.homes["draft"].post(rule.rule, data=body, content_type=kind)
            assert 400 <= answer.status_code < 500, rule.rule


@pytest.mark.parametrize("body", ['{"command_id": 5, "contact": {"a": 1}}', "[1]", "null", "{"])
def test_json_in_the_place_of_a_form_harms_nothing(town: Town, body: str) -> None:
    browser = town.homes["draft"]
    token = {"X-CSRFToken": browser.csrf_token()}
    for rule in rules(town, "POST"):
        if not rule.arguments:
            answer = browser.post(
                rule.rule, data=body, content_type="application/json", headers=token
            )
            assert answer.status_code < 500, rule.rule
