"""What a record says of its subject and its websites, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup, escape

from domain.filing import targets
from domain.personal import Personal
from domain.register import policy
from domain.register.policy import Standing
from domain.register.state import Record, RegisteredSite
from views import target_words
from views.filing.answers import Row, value_of
from views.filing.forms.site import both_forms
from views.language import listed
from views.records.words import COLOURS, STANDINGS

Show = Callable[[str, Any], Any]
"""How a value of a target is shown: in full to its owner, else masked."""
IN_FULL: Final[Show] = value_of


@dataclass(frozen=True)
class Tag:
    """How it stands with something, as a word on a colour."""

    text: Any
    colour: str


@dataclass(frozen=True)
class SiteCard:
    """A website of a record. ``mend`` is what an inspection found, ``mend_by`` until when to mend
    it (a day in Beijing)."""

    id: str
    name: str
    number: str
    domains: str
    tag: Tag
    is_live: bool
    is_empty: bool
    runs: Any
    rows: tuple[Row, ...]
    mend: tuple[str, ...] = ()
    mend_by: date | None = None


def masked(target: str, value: Any) -> Any:
    """The value in lines, personal values masked; None where nothing was stated."""
    if target.endswith(".domains"):
        return listed(both_forms(domain) for domain in value)
    found = target_words.lines(target, value)
    return Markup("<br>").join(escape(line) for line in found) if found else None


def tag_of(standing: Standing) -> Tag:
    """The tag for how it stands."""
    return Tag(STANDINGS[standing], COLOURS[standing])


def name_of(record: Record, show: Show) -> str:
    """The subject's name: the unit's, or that of the person who is the subject."""
    if record.subject is None:
        return ""
    return record.subject.name or _called(record.subject.responsible.name, show)


def _called(name: Personal, show: Show) -> str:
    return name.full if show is IN_FULL else name.masked


def subject_rows(record: Record, show: Show) -> tuple[Row, ...]:
    """The approved data of the subject and its responsible person."""
    if record.subject is None or record.identity is None:
        return ()
    return tuple(_rows(targets.subject_targets(record.subject, record.identity), show))


def site_card(record: Record, site: str, show: Show) -> SiteCard:
    """A website with where it runs and its approved data."""
    registered = record.sites[site]
    mend = registered.rectification
    return SiteCard(
        id=site,
        name=registered.site.name,
        number=registered.number,
        domains=listed(both_forms(domain) for domain in registered.site.domains),
        tag=tag_of(policy.site_standing(registered)),
        is_live=registered.is_live,
        is_empty=registered.is_empty,
        runs=_runs(registered),
        rows=tuple(_site_rows(record, site, show)),
        mend=mend.items if mend else (),
        mend_by=mend.due_on if mend else None,
    )


def _runs(registered: RegisteredSite) -> Any:
    """Who gives the website access."""
    if not registered.is_live:
        return None
    if registered.access is not None:
        return _l("在我们这里，也在其他接入商") if registered.elsewhere else _l("在我们这里")
    return _l("只在其他接入商") if registered.elsewhere else _l("没有接入商")


def _site_rows(record: Record, site: str, show: Show) -> Iterator[Row]:
    registered = record.sites[site]
    yield from _rows(targets.site_targets(registered.site), show)
    if registered.site.person is None and record.subject is not None:
        who = _called(record.subject.responsible.name, show)
        yield Row(_l("网站负责人"), _("同主体负责人（%(name)s）", name=who))
    if registered.access is not None:
        yield from _rows(targets.access_targets(site, registered.access), show)


def _rows(fields: targets.Targets, show: Show) -> Iterator[Row]:
    for target, value in fields.items():
        shown = show(target, value)
        if shown is not None:
            yield Row(target_words.label(target), shown)
