"""Two versions of a filing, field by field: what it was, what it is, who changed it and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask import abort, render_template, request
from flask_babel import gettext as _

from domain.filing.events import Submitted
from domain.filing.facts import Material, Status
from domain.roles import Permission
from domain.working_days import shanghai_date
from store.recorded import Recorded
from use_cases import filings
from use_cases.filings import Opened
from views.access import requires
from views.audit import people
from views.audit.blueprint import pages
from views.audit.people import Names, Who
from views.audit.scene import file_words
from views.audit.summary import scan_address
from views.desk import desk
from views.review.groups import is_masked
from views.review.page import filing_title
from views.target_words import html_key, is_erased, label, lines


@dataclass(frozen=True, slots=True)
class Picture:
    """A scan of one of the versions."""

    thumbnail: str
    view: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference: lines of text, or a picture, or nothing."""

    lines: Sequence[str] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A field or material that differs, and the last event that changed it."""

    key: str
    label: str
    before: Side
    after: Side
    masked_alike: bool
    who: Who
    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page."""

    id: str
    title: str
    first: int
    second: int
    last: int
    statuses: tuple[Status, Status]
    rounds: tuple[int, int]
    differences: Sequence[Difference]
    erased: bool
    suggestions: Sequence[tuple[int, int, str]]


@pages.get("/<filing_id>/diff")
@requires(Permission.AUDIT)
def differences(filing_id: str) -> str:
    """The first version against the last, or two others: ``?from=…&to=…``."""
    whole = filings.open_filing(desk(), filing_id)
    last = len(whole.history)
    first, second = _version("from", 1), _version("to", last)
    before, after = filings.as_of(whole, first), filings.as_of(whole, second)
    return render_template("audit/differences.html", view=compose(whole, before, after))


def _version(name: str, default: int) -> int:
    """The version in the address; 404 for what is no number."""
    text = request.args.get(name, "")
    if not text:
        return default
    if not text.isdecimal() or len(text) > 9:
        abort(404)
    return int(text)


def compose(whole: Opened, before: Opened, after: Opened) -> Comparison:
    """What differs between the two, in the order of the form."""
    names = people.names_of(desk(), {one.actor.id for one in whole.history})
    return Comparison(
        id=whole.id,
        title=filing_title(whole.filing),
        first=len(before.history),
        second=len(after.history),
        last=len(whole.history),
        statuses=(before.filing.status, after.filing.status),
        rounds=(before.filing.round, after.filing.round),
        differences=list(_differences(before, after, names)),
        erased=any(is_erased(value) for value in after.filing.targets().values()),
        suggestions=_suggestions(whole),
    )


def _differences(before: Opened, after: Opened, names: Names) -> Iterator[Difference]:
    old, new = before.filing.targets(), after.filing.targets()
    for target in dict.fromkeys((*new, *old)):
        if old.get(target) == new.get(target):
            continue
        then, now = _side(before, target, old), _side(after, target, new)
        change = _last_change(before, after, target)
        known = after.filing if target in new else before.filing
        personal = is_masked(old.get(target)) and is_masked(new.get(target))
        yield Difference(
            key=html_key(target),
            label=label(target, known),
            before=then,
            after=now,
            masked_alike=personal and then.lines == now.lines,
            who=people.who(change.actor, names),
            at=change.time,
            version=change.version,
        )


def _last_change(before: Opened, after: Opened, target: str) -> Recorded:
    """The last event up to the later of the two versions that changed the target."""
    later = max(before, after, key=lambda one: len(one.history))
    version = later.filing.changed.get(target, len(later.history))
    return later.history[version - 1]


def _side(opened: Opened, target: str, values: dict[str, Any]) -> Side:
    if target not in values:
        return Side((_("没有此项"),))
    slot = target.removeprefix("material:")
    if target.startswith("material:"):
        return Side(picture=_picture(opened, opened.filing.materials[slot]))
    return Side(lines(target, values[target]) or (_("未填写"),))


def _picture(opened: Opened, material: Material) -> Picture:
    size = _("%(width)s × %(height)s，", width=material.width, height=material.height)
    return Picture(
        thumbnail=scan_address(opened, material.slot, "thumbnail"),
        view=scan_address(opened, material.slot, "view"),
        words=size + file_words(material.view),
    )


def _suggestions(whole: Opened) -> list[tuple[int, int, str]]:
    """Pairs that are often compared: each submission with the one before."""
    handed_in = [one for one in whole.history if isinstance(one.event, Submitted)]
    return [
        (
            one.version,
            other.version,
            _("第 %(n)s 轮提交的改动（%(day)s）", n=number, day=shanghai_date(other.time)),
        )
        for number, (one, other) in enumerate(pairwise(handed_in), 2)
    ]
