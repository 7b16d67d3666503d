"""Finding a filing by a value, and events by who, what and when. Every search is recorded."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.roles import Actor, Permission, Role
from projections.dashboard import DashboardRow
from projections.history import HistoryRow
from use_cases import auditing
from use_cases.auditing import By, NotSearchable
from views.access import current_actor, requires
from views.audit import people
from views.audit.blueprint import pages
from views.audit.forms import EventsForm, FindForm
from views.audit.people import Names, Who
from views.audit.words import kind_words
from views.desk import desk
from views.paging import row_number

PAGE_SIZE: Final = 50
_OF_FILINGS: Final = frozenset({"filing", "access"})
"""Streams whose events lead to the pages of a filing."""
_NOT_READABLE: Final[dict[str, LazyString]] = {
    "filing": _l("备案编号是 32 位数字和小写字母 a 至 f，请核对。"),
    "number": _l("这不是备案号，例如 京ICP备2026000001号 或 京ICP备2026000001号-1。"),
    "domain": _l("这不是域名，请只填写域名，例如 example.com。"),
    "mobile": _l("手机号码是 11 位数字，请核对。"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A filing that was found."""

    row: DashboardRow
    label: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event that was found; ``filing`` and ``record`` are empty where it belongs to none."""

    row: HistoryRow
    title: str
    who: Who
    filing: str
    is_fact: bool
    record: str = ""


@pages.get("")
@requires(Permission.AUDIT)
def search() -> str:
    """Where to begin."""
    return _search_page(FindForm(formdata=None), events_form())


@pages.post("/find")
@requires(Permission.AUDIT)
def find() -> ResponseReturnValue:
    """The filing, or those that the value fits."""
    form = FindForm()
    if not form.validate():
        return _search_page(form, events_form()), 422
    by: By = form.by.data
    try:
        rows = auditing.find_filings(desk(), by, form.text.data, **_envelope())
    except NotSearchable:
        form.refuse("text", _NOT_READABLE[by])
        return _search_page(form, events_form()), 422
    if len(rows) == 1:
        return redirect(url_for(".timeline", filing_id=rows[0].filing_id), 303)
    form.command_id.data = uuid.uuid4().hex
    return render_template(
        "audit/found.html", form=form, lines=_lines(rows), most=auditing.MOST_FOUND
    )


@pages.get("/events")
@requires(Permission.AUDIT)
def events() -> Response:
    """The newest events that fit, page by page."""
    form = events_form()
    if not form.validate():
        return make_response(render_template("audit/events.html", form=form, lines=()), 422)
    before = request.args.get("before", type=row_number)
    rows = auditing.find_events(desk(), form.search(), before, PAGE_SIZE + 1, **_envelope())
    more = len(rows) > PAGE_SIZE
    rows = rows[:PAGE_SIZE]
    page = render_template(
        "audit/events.html",
        form=form,
        lines=_event_lines(rows),
        newest=_address(before=None) if before is not None else None,
        older=_address(before=rows[-1].position) if more else None,
    )
    return make_response(page)


def events_form() -> EventsForm:
    """The form for events, filled from the address."""
    form = EventsForm(request.args)
    chosen = request.args.get("actor", "")
    staff = people.staff_names(desk())
    form.offer(staff, chosen, "" if not chosen or chosen in staff else _name(chosen))
    return form


def _name(account: str) -> str:
    """The name of one who is no member of staff; the id where there is no such account."""
    return people.names_of(desk(), [account]).get(account, account[:64])


def _search_page(form: FindForm, events: EventsForm) -> str:
    return render_template("audit/search.html", form=form, events=events)


def _envelope() -> dict[str, Any]:
    """Each sending of a search is a search of its own."""
    return {
        "actor": current_actor(),
        "at": desk().clock.now(),
        "command_id": uuid.uuid4().hex,
    }


def _lines(rows: Sequence[DashboardRow]) -> list[Line]:
    tokens = [row.label for row in rows if row.label_is_token]
    names = iter(desk().vault.open_many(tokens))
    return [Line(row, next(names).masked if row.label_is_token else row.label) for row in rows]


def _event_lines(rows: Sequence[HistoryRow]) -> list[EventLine]:
    names = people.names_of(desk(), {row.actor for row in rows})
    return [_event_line(row, names) for row in rows]


def _event_line(row: HistoryRow, names: Names) -> EventLine:
    aggregate, _dash, rest = row.stream.partition("-")
    return EventLine(
        row=row,
        title=kind_words(row.name),
        who=people.who(Actor(row.actor, Role(row.role)), names),
        filing=rest if aggregate in _OF_FILINGS and not rest.startswith("search-") else "",
        is_fact=aggregate == "filing",
        record=rest if aggregate == "register" else "",
    )


def _address(**changed: object) -> str:
    query: dict[str, Any] = {**request.args.to_dict(), **changed}
    return url_for(".events", **{name: value for name, value in query.items() if value})
