"""What every page of ours must satisfy, checked on the HTML that a browser would get."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
from html5lib.constants import E as PARSE_ERRORS
from html5lib.html5parser import HTMLParser

FIELDS = ("input", "select", "textarea")
UNLABELLED = frozenset({"hidden", "submit", "button", "image", "reset"})


def problems(html: str, *, fragment: bool = False) -> list[str]:
    """What is wrong with a page, or with the part of a page; an empty list is what we want."""
    parser = HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html) if fragment else parser.parse(html)
    found = [
        f"line {position[0]}: {PARSE_ERRORS.get(code, code) % facts}"
        for position, code, facts in parser.errors
        if not (fragment and code == "expected-doctype-but-got-start-tag")
    ]
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    found += _ids(elements) + _labels(elements) + _forms(elements) + _inline(elements)
    if not fragment:
        found += _whole_page(tree, elements)
    return found


def _whole_page(tree: Element, elements: list[Element]) -> list[str]:
    found = []
    headings = [element for element in elements if element.tag == "h1"]
    if len(headings) != 1:
        found.append(f"a page has one h1, this one has {len(headings)}")
    if not tree.get("lang"):
        found.append("the page does not say its language")
    if not any(element.tag == "title" and text_of(element) for element in elements):
        found.append("the page has no title")
    return found


def _ids(elements: list[Element]) -> list[str]:
    found = []
    seen: set[str] = set()
    for element in elements:
        name = element.get("id")
        if name is not None and (not name or name in seen):
            found.append(f"the id {name!r} is empty or stands twice")
        seen.add(name or "")
    for element in elements:
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            for name in (element.get(attribute) or "").split():
                if name not in seen:
                    found.append(f"{element.tag} names {name!r} in {attribute}: there is none")
    return found


def _labels(elements: list[Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    inside = {
        id(field) for element in elements if element.tag == "label" for field in element.iter()
    }
    return [
        f"the field {field.get('name')!r} has no label"
        for field in elements
        if field.tag in FIELDS
        and (field.get("type") or "text") not in UNLABELLED
        and field.get("id") not in labelled
        and id(field) not in inside
        and not (field.get("aria-label") or field.get("aria-labelledby"))
    ]


def _forms(elements: list[Element]) -> list[str]:
    found = []
    for form in elements:
        if form.tag != "form":
            continue
        where = form.get("action")
        if not where:
            found.append("a form has no action")
        method = (form.get("method") or "").lower()
        if method not in ("post", "get"):
            found.append(f"the form to {where} names no method")
        names = [field.get("name") for field in form.iter() if field.tag in FIELDS]
        if method == "post" and "csrf_token" not in names:
            found.append(f"the form to {where} has no csrf_token")
        uploads = any(field.get("type") == "file" for field in form.iter("input"))
        if uploads and form.get("enctype") != "multipart/form-data":
            found.append(f"the form to {where} cannot send its file")
        if any(inner.tag == "form" for inner in list(form.iter())[1:]):
            found.append(f"the form to {where} has a form inside")
    return found


def _inline(elements: list[Element]) -> list[str]:
    found = []
    for element in elements:
        if element.tag == "script" and not element.get("src"):
            found.append("an inline script")
        if element.tag == "style":
            found.append("an inline style sheet")
        for name in element.attrib:
            if name == "style" or (name.startswith("on") and name[2:].isalpha()):
                found.append(f"{element.tag} has the inline attribute {name}")
        if element.tag == "img" and element.get("alt") is None:
            found.append(f"the image {element.get('src')} has no alt")
        if element.tag == "a" and (element.get("href") or "").startswith("javascript:"):
            found.append("a link runs a script")
    return found


def text_of(element: Element) -> str:
    """The text inside an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def parsed(html: str) -> Element:
    """The page as a tree, for tests that look for something in it."""
    tree: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return tree
