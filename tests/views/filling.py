"""A reader who fills in forms as a browser without scripts does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.views.html_lint import parsed, text_of

Answers = dict[str, Any]


def main_form(page: TestResponse, number: int = 0) -> Element:
    """The form in the page's main part."""
    tree = parsed(page.text)
    main = next(element for element in tree.iter("main"))
    return list(main.iter("form"))[number]


def values(form: Element) -> dict[str, list[str]]:
    """What a browser would send of the form as it stands, buttons left out."""
    found: dict[str, list[str]] = {}
    for name, value in _values(form):
        found.setdefault(name, []).append(value)
    return found


def _values(form: Element) -> Iterator[tuple[str, str]]:
    for field in form.iter():
        name = field.get("name")
        if name is None:
            continue
        match field.tag, field.get("type"):
            case "input", "checkbox" | "radio":
                if field.get("checked") is not None:
                    yield name, field.get("value") or "on"
            case "input", "file":
                continue
            case "input", _:
                yield name, field.get("value") or ""
            case "textarea", _:
                yield name, "".join(field.itertext()).removeprefix("\n")
            case "select", _:
                options = list(field.iter("option"))
                chosen = [each for each in options if each.get("selected") is not None]
                if options:
                    yield name, (chosen or options)[0].get("value") or ""


def send(client: FlaskClient, page: TestResponse, /, go: str = "", **answers: Any) -> TestResponse:
    """Fill in the page's form and press a button; ``go`` is the value of a named one."""
    form = main_form(page)
    data: dict[str, Any] = values(form) | answers
    if go:
        data["go"] = go
    return client.post(form.get("action") or "", data=data)


def fill(client: FlaskClient, path: str, /, *pages: Answers) -> TestResponse:
    """Open the page and answer it and the pages that follow, each without leaving the form."""
    answer = client.get(path)
    for page in pages:
        assert answer.status_code in {200, 422}, answer.status_code
        answer = send(client, answer, **page)
    return answer


def heading(page: TestResponse) -> str:
    """The page's one heading, with its caption."""
    return text_of(next(parsed(page.text).iter("h1")))


def messages(page: TestResponse) -> dict[str, str]:
    """The messages beside fields, by the field's id."""
    found: dict[str, str] = {}
    for element in parsed(page.text).iter("p"):
        name = element.get("id") or ""
        if name.endswith("-error"):
            found[name.removesuffix("-error")] = text_of(element).removeprefix("错误：")
    return found


def alert(page: TestResponse) -> str:
    """Everything that the page tells as an alert."""
    told = [e for e in parsed(page.text).iter() if e.get("role") in {"alert", "status"}]
    return " ".join(text_of(element) for element in told)
