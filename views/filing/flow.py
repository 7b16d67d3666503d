"""Forms on several short pages that are saved together.

The answers of the other pages travel as hidden fields of the posted form: nothing stands in
an address, nothing is stored before it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import wtforms
from wtforms.widgets import HiddenInput

from domain.filing.facts import Issue
from domain.rules.problems import Problem
from views.fields import SeenForm
from views.problem_words import words_for

BACK = "back"
LATER = "later"
OPTIONS = "options"
CHANGE = "change"
"""Values of the buttons named ``go``; any other means: go on."""


@dataclass(frozen=True)
class Page:
    """One short page: its name in the form, its heading, its fields, a word above them.

    ``forks`` says that its answer may lead to further pages.
    """

    name: str
    title: Any
    fields: tuple[str, ...]
    intro: Any = ""
    forks: bool = False


@dataclass
class Held:
    """What may not be changed now, as text, and what is said about fields, by field name."""

    locked: dict[str, Any] = field(default_factory=dict)
    issues: dict[str, list[Issue]] = field(default_factory=dict)


class PagedForm(SeenForm):
    """A form whose ``pages`` are shown one at a time.

    Fields are named as the rules name them, with ``_`` for the dot, so that a problem of
    ``responsible.mobile`` stands beside the field ``responsible_mobile``.
    """

    page = wtforms.StringField(widget=HiddenInput(), default="")
    origin = wtforms.StringField(widget=HiddenInput(), default="")

    UNCARRIED: ClassVar[frozenset[str]] = frozenset({"csrf_token", "command_id", "seen", "page"})

    def pages(self) -> tuple[Page, ...]:
        """The pages that the present answers lead through."""
        raise NotImplementedError

    def shown(self) -> Page:
        """The page that was sent, or the first one."""
        pages = self.pages()
        return next((page for page in pages if page.name == self.page.data), pages[0])

    def tell(self, problems: Iterable[Problem]) -> None:
        """Put each problem beside its field; a field that has a message already keeps it."""
        for problem in problems:
            name = problem.field.replace(".", "_")
            if name not in self:
                self.form_errors.append(words_for(problem))
            elif not self[name].errors:
                self.refuse(name, words_for(problem))

    def forget_errors(self, pages: Sequence[Page]) -> None:
        """Drop the messages of pages that were not asked yet."""
        for page in pages:
            for name in page.fields:
                self[name].errors = []

    def forget_unasked(self) -> None:
        """Drop the messages of fields that no page shows, for instance of another person
        after "the same person" was chosen."""
        asked = {name for page in self.pages() for name in page.fields}
        for name, each in self._fields.items():
            if name not in asked and name not in self.UNCARRIED:
                each.errors = []

    def wrong(self, pages: Sequence[Page]) -> Page | None:
        """The first of the pages with a message on it."""
        for page in pages:
            if any(self[name].errors for name in page.fields):
                return page
        return None

    def put_in_order(self) -> None:
        """Let the fields follow each other as the pages show them, in lists of errors too."""
        shown = [name for page in self.pages() for name in page.fields]
        self._fields = {name: self._fields[name] for name in shown} | {
            name: each for name, each in self._fields.items() if name not in shown
        }

    def carried(self, page: Page) -> list[tuple[str, str]]:
        """The answers that are not on ``page``, as hidden fields."""
        own = {*page.fields, *self.UNCARRIED}
        return [
            (name, value)
            for name, each in self._fields.items()
            if name not in own
            for value in told(each)
        ]

    def everything(self) -> list[tuple[str, str]]:
        """All answers as hidden fields, for the page that asks which version is to stay."""
        skipped = {"csrf_token", "seen"}
        return [
            (name, value)
            for name, each in self._fields.items()
            if name not in skipped
            for value in told(each)
        ]


def told(each: wtforms.Field) -> list[str]:
    """The value of a field as a browser would send it: what was typed, or what is stored."""
    if each.raw_data:
        return [str(value) for value in each.raw_data]
    match each.data:
        case None | False | "":
            return []
        case True:
            return ["y"]
        case date():
            return [each.data.isoformat()]
        case list() | tuple():
            return [str(value) for value in each.data]
        case _:
            return [str(each.data)]


@dataclass(frozen=True)
class Turn:
    """The page to show next, with its HTTP status."""

    page: Page
    status: int = 200


def next_turn(form: PagedForm, go: str, *, stored: bool) -> Turn | None:
    """The page to show after this answer, or None where all is well and may be saved.

    The form was validated. A record that is ``stored`` already is saved from any page.
    """
    form.forget_unasked()
    pages = form.pages()
    shown = form.shown()
    place = pages.index(shown)
    if go == BACK and place > 0:
        form.forget_errors(pages)
        return Turn(pages[place - 1])
    wrong = form.wrong(pages[: place + 1])
    if wrong is not None:
        form.forget_errors([page for page in pages if page is not wrong])
        return Turn(wrong, 422)
    ahead = form.wrong(pages) if stored else None
    if not stored and place + 1 < len(pages):
        ahead = pages[place + 1]
    if ahead is not None:
        form.forget_errors(pages)
        return Turn(ahead)
    return Turn(shown, 422) if form.errors else None


def following(form: PagedForm) -> Page | None:
    """The page after the one that was saved."""
    pages = form.pages()
    place = pages.index(form.shown())
    return pages[place + 1] if place + 1 < len(pages) else None
