"""The register for those who work here: search, and each record with its history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from flask import Response, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import validators

from domain.filing.facts import INDIVIDUAL
from domain.reference import provinces, tables
from domain.register import policy
from domain.register.events import RegisterEvent
from domain.register.evolve import evolve
from domain.register.policy import Standing
from domain.register.state import Record
from domain.roles import Permission, may
from projections.record_lists import RecordRow
from use_cases import records
from use_cases.records import Opened
from views.access import current_actor, requires
from views.audit import people, words_register
from views.audit.people import Who
from views.audit.scene import Told
from views.desk import desk
from views.fields import DeskForm, TextField
from views.filing.answers import Row
from views.kind_words import TITLES
from views.language import language
from views.paging import row_number
from views.records import cards
from views.records.blueprint import pages
from views.records.cards import SiteCard, Tag

PAGE_SIZE: Final = 25


class SearchForm(DeskForm):
    """Which record is looked for."""

    text = TextField(
        _l("备案号、域名或单位名称"),
        [validators.InputRequired(_l("请填写备案号、域名或单位名称。"))],
        hint=_l("例如 京ICP备2026000001号、example.com，或单位名称的开头"),
        width=30,
        longest=120,
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A record in a list."""

    row: RecordRow
    name: str
    nature: str
    province: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a record in words; ``filing`` is the page of the filing that caused it, where
    the reader may open it."""

    told: Told
    who: Who
    at: datetime
    position: int
    filing: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A filing under way; ``href`` is empty where the reader may not open it."""

    title: Any
    href: str


@dataclass(frozen=True)
class Page:
    """One record with what is under way and with its history."""

    id: str
    name: Any
    number: str
    approved_on: date | None
    tag: Tag
    rows: tuple[Row, ...]
    sites: tuple[SiteCard, ...]
    underway: tuple[Filing, ...]
    entries: tuple[Entry, ...]


@pages.get("/filed")
@requires(Permission.READ_REGISTER)
def search() -> str:
    """All records, the last changed first."""
    after = request.args.get("after", 0, type=row_number)
    rows = records.newest(desk(), PAGE_SIZE + 1, after)
    return render_template(
        "records/search.html",
        form=SearchForm(formdata=None),
        lines=_lines(rows[:PAGE_SIZE]),
        previous=_page(max(0, after - PAGE_SIZE)) if after else None,
        next=_page(after + PAGE_SIZE) if len(rows) > PAGE_SIZE else None,
        found=False,
    )


@pages.post("/filed")
@requires(Permission.READ_REGISTER)
def find() -> Response:
    """The records that fit. What is typed stands in no address: it may be personal."""
    form = SearchForm()
    if not form.validate():
        page = render_template("records/search.html", form=form, lines=(), found=False)
        return make_response(page, 422)
    lines = _lines(records.found(desk(), form.text.data or ""))
    return make_response(render_template("records/search.html", form=form, lines=lines, found=True))


@pages.get("/filed/<record_id>")
@requires(Permission.READ_REGISTER)
def record(record_id: str) -> str:
    """One record with its history."""
    opened = records.open_record(desk(), record_id)
    return render_template("records/record.html", view=_view(opened))


def _page(after: int) -> str:
    return url_for("records.search", after=after or None)


def _lines(rows: list[RecordRow]) -> list[Line]:
    sealed = iter(desk().vault.open_many([row.label for row in rows if row.label_is_token]))
    return [
        Line(
            row=row,
            name=next(sealed).masked if row.label_is_token else row.label,
            nature=tables.subject_type(row.nature).label(language()),
            province=provinces.province(row.province).label(language()),
            tag=cards.tag_of(_standing(row)),
        )
        for row in rows
    ]


def _standing(row: RecordRow) -> Standing:
    """As far as a list knows it: what is under way stands on the record's page."""
    if row.status == Standing.CANCELLED:
        return Standing.CANCELLED
    if row.blacklisted:
        return Standing.BLACKLISTED
    return Standing.ACTIVE if row.live_sites else Standing.EMPTY


def _view(opened: Opened) -> Page:
    record = opened.record
    underway = records.underway(desk(), opened.id, record)
    return Page(
        id=opened.id,
        name=cards.name_of(record, cards.masked),
        number=record.number,
        approved_on=record.approved_on,
        tag=cards.tag_of(policy.standing(record, underway)),
        rows=(*_facts(record), *cards.subject_rows(record, cards.masked)),
        sites=tuple(cards.site_card(record, site, cards.masked) for site in record.sites),
        underway=tuple(Filing(TITLES[each.kind], _of_filing(each.filing)) for each in underway),
        entries=tuple(_entries(opened)),
    )


def _facts(record: Record) -> Iterator[Row]:
    if record.identity is None:
        return
    kind = tables.subject_type(record.identity.nature)
    yield Row(_l("主办单位性质"), kind.label(language()))
    if record.identity.nature == INDIVIDUAL and record.identity.holder is not None:
        yield Row(_l("主体证件号码"), record.identity.holder.masked)


def _of_filing(filing: str) -> str:
    """The page of a filing that this reader may open, or nothing."""
    role = current_actor().role
    if filing and may(role, Permission.AUDIT):
        return url_for("audit.timeline", filing_id=filing)
    if filing and may(role, Permission.REVIEW):
        return url_for("review.open", filing_id=filing)
    return ""


def _entries(opened: Opened) -> Iterator[Entry]:
    names = people.names_of(desk(), _accounts(opened))
    record = Record()
    for recorded in opened.history:
        event = cast("RegisterEvent", recorded.event)
        before, record = record, evolve(record, event)
        yield Entry(
            told=words_register.told(event, before, record, names),
            who=people.who(recorded.actor, names),
            at=recorded.time,
            position=recorded.position,
            filing=_of_filing(getattr(event, "filing", "")),
        )


def _accounts(opened: Opened) -> Iterator[str]:
    """Everybody whom the words may name."""
    for recorded in opened.history:
        yield recorded.actor.id
        for field in ("account", "from_account", "to_account"):
            named = getattr(recorded.event, field, "")
            if named:
                yield named
