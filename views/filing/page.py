"""What the pages with forms show: composed here, so that templates only lay out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from domain.filing.facts import Issue
from views import issue_words
from views.filing import held as holding
from views.filing.beside import Beside
from views.filing.flow import LATER, Held, Page, PagedForm, Turn
from views.finding_words import Said as Found


@dataclass(frozen=True)
class Row:
    """A line that is read and not changed."""

    key: Any
    value: Any


@dataclass(frozen=True)
class Said:
    """What was said about a field after a review."""

    reason: str
    advice: str


@dataclass(frozen=True)
class FormPage:
    """One page of a form: where it posts, where its back link goes, what stands above."""

    form: PagedForm
    page: Page
    action: str
    back: str
    caption: Any = ""
    held: Held = field(default_factory=Held)
    facts: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    of_facts: tuple[Found, ...] = ()
    """What the rules say of the facts, which no field of the form can mend."""
    abandon: str = ""
    """Where a filing is given up whose facts the rules refuse."""
    stored: bool = True
    records: bool = True
    """Whether the pages end in a record; without one there is nothing to save for later."""
    reads: str = ""
    """Where a picture of the certificate is read into empty fields; empty where none can be."""
    found: Beside = field(default_factory=dict)
    """What the rules say of the fields."""
    looks: str = ""
    """Where the rules are asked about a field as it is changed; empty where they are not."""

    @property
    def number(self) -> int:
        """Which of the pages this is, from 1."""
        return self.form.pages().index(self.page) + 1

    @property
    def count(self) -> int:
        """How many pages there are with the present answers."""
        return len(self.form.pages())

    @property
    def count_is_sure(self) -> bool:
        """Whether no answer from here on can add pages."""
        return not any(page.forks for page in self.form.pages()[self.number - 1 :])

    @property
    def last(self) -> bool:
        """Whether this page's answer is saved and no other page comes before."""
        return self.number == self.count

    @property
    def saves(self) -> bool:
        """Whether the button of this page stores what is filled in."""
        return self.records and (self.stored or (self.last and not self.page.forks))

    @property
    def is_locked(self) -> bool:
        """Whether nothing on this page may be changed now."""
        return all(name in self.held.locked for name in self.page.fields)

    def said(self, name: str) -> list[Said]:
        """The issues about a field."""
        return [said(issue) for issue in self.held.issues.get(name, [])]


def said(issue: Issue) -> Said:
    """An issue in words."""
    return Said(issue_words.reason(issue), issue_words.advice(issue))


def show(page: FormPage, turn: Turn, template: str = "filing/form_page.html") -> Response:
    """The page, with the name of the page shown in its hidden field."""
    page.form.page.data = turn.page.name
    page.form.page.raw_data = None
    page.form.put_in_order()
    body = render_template(template, view=page, form=page.form)
    return make_response(body, turn.status)


def asked_page(form: PagedForm) -> Page:
    """The page that an address asks for with ``?page=``, else the first."""
    wanted = request.args.get("page", "")
    pages = form.pages()
    return next((page for page in pages if page.name == wanted), pages[0])


def after_saving(filing_id: str, form: PagedForm, onward: str) -> str:
    """Where to go once the record is stored: on, to the task list, or back where the reader
    came from to change one thing."""
    if request.form.get("go") == LATER:
        return url_for("filing.task_list", filing_id=filing_id)
    if form.origin.data in ("check", "fix", "materials"):
        return url_for(f"filing.{form.origin.data}", filing_id=filing_id)
    return onward


@dataclass(frozen=True)
class Difference:
    """A field with what the reader typed and what is stored by now."""

    label: Any
    mine: str
    stored: str
    differs: bool


def stale_page(mine: PagedForm, stored: PagedForm, seen: int, action: str, keep: str) -> Response:
    """The 409 page: both values of each field, and the choice between them."""
    both = (*mine.pages(), *stored.pages())
    names = dict.fromkeys(name for page in both for name in page.fields)
    rows = [
        Difference(
            mine[name].label.text,
            holding.shown(mine, name),
            holding.shown(stored, name),
            holding.shown(mine, name) != holding.shown(stored, name),
        )
        for name in names
        if holding.shown(mine, name) or holding.shown(stored, name)
    ]
    body = render_template(
        "filing/stale.html",
        rows=rows,
        values=mine.everything(),
        seen=seen,
        action=action,
        keep=keep,
    )
    return make_response(body, 409)
