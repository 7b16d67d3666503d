"""Passed filings go on to the ministry: one, several, or again after a failure."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.command import derived_id
from domain.filing.facts import Status
from domain.reference import tables
from domain.reference.loading import UnknownCode
from domain.refusal import NotFound, Refusal
from domain.roles import Permission
from projections import review_queue
from projections.review_queue import QueueRow
from use_cases import report as reporting
from use_cases.filings import stream_of
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import page_or_partial
from views.language import language
from views.refusal_words import words_for
from views.review import queue_page
from views.review.people import staff_names
from views.review.queue_page import Line, length, page_number
from views.review.sending import posted_command_id

pages = Blueprint("report", __name__, url_prefix="/report")
PAGE_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A filing to report; after a failure with what the ministry's interface said."""

    line: Line
    failed: bool
    code: int | None
    meaning: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one filing of those that were sent."""

    subject: str
    domain: str
    problem: str


@pages.get("")
@requires(Permission.REPORT)
def waiting() -> Response:
    """Ready filings and failed reports, the oldest due first."""
    return _page()


@pages.post("")
@requires(Permission.REPORT)
def report() -> ResponseReturnValue:
    """Report the chosen filings, each on its own: one that cannot go does not hold the rest."""
    command_id = posted_command_id()
    chosen = list(dict.fromkeys(request.form.getlist("filing")))
    if len(chosen) > PAGE_SIZE:
        abort(400)
    if not chosen:
        return _page(problem=_("请至少选择一份备案。"), status=422)
    with desk().unit.reading() as connection:
        rows = review_queue.some(connection, [stream_of(filing) for filing in chosen])
    known = {line.id: line for line in _lines(rows)}
    outcomes = [_report(filing, command_id, known.get(filing)) for filing in chosen]
    return page_or_partial(
        "report/outcome.html", "report/_outcome.html", outcomes=outcomes, done=_done(outcomes)
    )


def _report(filing_id: str, command_id: str, line: Line | None) -> Outcome:
    subject = line.subject if line else filing_id
    domain = line.domain if line else ""
    try:
        reporting.report(
            desk(),
            filing_id,
            actor=current_actor(),
            at=desk().clock.now(),
            command_id=derived_id(command_id, filing_id),
        )
    except NotFound:
        return Outcome(subject, domain, _("找不到这份备案。"))
    except Refusal as refusal:
        return Outcome(subject, domain, str(words_for(refusal)))
    return Outcome(subject, domain, "")


def _done(outcomes: list[Outcome]) -> int:
    return sum(1 for outcome in outcomes if not outcome.problem)


def _page(problem: str = "", status: int = 200) -> Response:
    number = page_number(request.args.get("page", "1")[:6])
    now = desk().clock.now()
    with desk().unit.reading() as connection:
        found = review_queue.page(
            connection, "reportable", current_actor().id, now, number=number, size=PAGE_SIZE
        )
    lines = {line.id: line for line in _lines(list(found.rows))}
    rows = [_waiting(row, lines[row.filing_id]) for row in found.rows]
    return page_or_partial(
        "report/waiting.html",
        "report/_waiting.html",
        status=status,
        rows=rows,
        total=length(found.total),
        problem=problem,
        command_id=uuid.uuid4().hex,
        **_around(number, found.total),
    )


def _around(number: int, total: int) -> dict[str, Any]:
    return {
        "previous": number - 1 if number > 1 else None,
        "next": number + 1 if number * PAGE_SIZE < total else None,
    }


def _lines(rows: list[QueueRow]) -> list[Line]:
    return queue_page.lines(desk(), rows, current_actor(), desk().clock.now(), staff_names(desk()))


def _waiting(row: QueueRow, line: Line) -> Waiting:
    failed = row.status == Status.REPORT_FAILED
    return Waiting(line, failed, row.code, _meaning(row.code) if failed else "", row.text)


def _meaning(code: int | None) -> str:
    if code is None:
        return ""
    try:
        return tables.result_code(code).label(language())
    except UnknownCode:
        return _("代码表中没有这个代码")
