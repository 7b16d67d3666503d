"""The work of reviewers and report officers: every open filing in one row, oldest due first.

``queue`` says whose work a filing is now: ``review`` (reviewers: handed in, a photo to look
at, a bureau's refusal to map), ``report`` (report officers), ``returned`` (the applicant's
turn after a return) or empty (nobody's here). Closed filings have no row, so the lists cost
the same however many filings were closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    ScalarSelect,
    Select,
    Table,
    Text,
    func,
    literal,
    or_,
    select,
)

from domain.filing import events as e
from domain.filing.facts import Status
from domain.filing.lifecycle import CLOSED, RETURNED, WAITING, next_status
from store.event_names import EVENTS
from store.projecting import Projection, Tables
from store.recorded import Recorded
from store.tables import UtcTime, metadata

review_queue: Final = Table(
    "review_queue",
    metadata,
    Column("stream", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("queue", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("nature", Integer, nullable=False),
    Column("province", Text, nullable=False),
    Column("main_domain", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("label_is_token", Boolean, nullable=False),
    Column("round", Integer, nullable=False),
    Column("submitted_at", UtcTime),
    Column("since", UtcTime, nullable=False),
    Column("due_at", UtcTime),
    Column("due_estimated", Boolean, nullable=False),
    Column("order_at", UtcTime, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", UtcTime),
    Column("last_stage", Text, nullable=False),
    Column("code", Integer),
    Column("text", Text, nullable=False),
    # The lists are read in the order of this index, and counted without touching a row.
    Index("ix_review_queue_order", "queue", "order_at", "stream", "claimed_until", "due_at"),
    Index("ix_review_queue_province", "queue", "province", "order_at", "stream"),
    Index("ix_review_queue_claimed_by", "claimed_by", "claimed_until"),
    Index("ix_review_queue_claimed_until", "queue", "claimed_until"),
)

REVIEW: Final = "review"
REPORT: Final = "report"
RETURNED_TO_APPLICANT: Final = "returned"
COUNTED_UP_TO: Final = 2000
"""Counts stop here, so that a count costs no more than this many entries of an index."""


class QueueRow(msgspec.Struct, frozen=True):
    """A filing as the lists of staff show it.

    ``what`` is the work: ``review``, ``identity``, ``map`` or ``report``. ``label`` is the
    unit's name, or the sealed token of the person's name where ``label_is_token``.
    ``since`` is when this work came up. ``code`` and ``text`` are the ministry's last answer.
    """

    stream: str
    account: str
    status: str
    queue: str
    what: str
    outcome: str
    nature: int
    province: str
    main_domain: str
    label: str
    label_is_token: bool
    round: int
    submitted_at: datetime | None
    since: datetime
    due_at: datetime | None
    due_estimated: bool
    order_at: datetime
    claimed_by: str | None
    claimed_until: datetime | None
    last_stage: str
    code: int | None
    text: str

    @property
    def filing_id(self) -> str:
        """The id of the filing in addresses."""
        return self.stream.removeprefix("filing-")

    def claim_is_live(self, now: datetime) -> bool:
        """Whether somebody works on it at ``now`` (UTC)."""
        return self.claimed_until is not None and now < self.claimed_until


class Filters(msgspec.Struct, frozen=True):
    """What a list is narrowed to; an empty value narrows nothing.

    ``older_than`` is in days of 24 hours since the work came up.
    """

    province: str = ""
    nature: int = 0
    outcome: str = ""
    older_than: int = 0


class Counts(msgspec.Struct, frozen=True):
    """How many rows each list has, none more than ``COUNTED_UP_TO``."""

    mine: int
    waiting: int
    others: int
    overdue: int
    returned: int
    reportable: int


class Page(msgspec.Struct, frozen=True):
    """Some rows of a list, and how many it has (at most ``COUNTED_UP_TO``)."""

    rows: tuple[QueueRow, ...]
    total: int


def project(recorded: Recorded, tables: Tables) -> None:
    """Follows a filing from its start to its end."""
    rows = tables[review_queue]
    event: Any = recorded.event
    if isinstance(event, e.FilingStarted):
        rows.put(_new_row(recorded, event))
        return
    row = rows.get(recorded.stream)
    if row is None:
        return
    status = next_status(Status(row["status"]), event)
    if status in CLOSED:
        rows.delete(recorded.stream)
        return
    after = row | {"status": status.value} | _facts(event) | _claim(event) | _due(event)
    after |= _returned(event)
    after["queue"], after["what"] = _work(status, after)
    if (after["queue"], after["what"]) != (row["queue"], row["what"]):
        after["since"] = recorded.time
    after["order_at"] = after["due_at"] or after["since"]
    rows.put(after)


def _new_row(recorded: Recorded, event: e.FilingStarted) -> dict[str, Any]:
    return {
        "stream": recorded.stream,
        "account": event.account,
        "status": Status.DRAFT.value,
        "queue": "",
        "what": "",
        "outcome": "",
        "nature": 0,
        "province": "",
        "main_domain": "",
        "label": "",
        "label_is_token": False,
        "round": 0,
        "submitted_at": None,
        "since": recorded.time,
        "due_at": None,
        "due_estimated": False,
        "order_at": recorded.time,
        "claimed_by": None,
        "claimed_until": None,
        "last_stage": "",
        "code": None,
        "text": "",
    }


def _facts(event: Any) -> dict[str, Any]:
    match event:
        case e.TypeDetermined(facts=facts):
            return {
                "outcome": facts.outcome,
                "nature": facts.nature,
                "province": facts.region[:2] + "0000",
                "main_domain": facts.domains[0] if facts.domains else "",
            }
        case e.SubjectRecorded(subject=subject):
            label = subject.name or subject.responsible.name.token
            return {"label": label, "label_is_token": not subject.name}
        case e.Submitted(round=round_, at=at):
            return {"round": round_, "submitted_at": at}
        case _:
            return {}


def _claim(event: Any) -> dict[str, Any]:
    match event:
        case (
            e.Claimed(reviewer=reviewer, until=until)
            | e.ClaimRenewed(reviewer=reviewer, until=until)
        ):
            return {"claimed_by": reviewer, "claimed_until": until}
        case (
            e.Submitted()
            | e.Withdrawn()
            | e.Released()
            | e.InitialPassed()
            | e.FixRequested()
            | e.Rejected()
            | e.IdentityAccepted(complete=True)
            | e.IdentityRejected()
            | e.RefusalMapped()
            | e.ReportedToMiit()
        ):
            return {"claimed_by": None, "claimed_until": None}
        case _:
            return {}


def _due(event: Any) -> dict[str, Any]:
    """The promised time that runs after the event, where the event starts or ends one."""
    match event:
        case e.Submitted(due_at=due_at, due_estimated=estimated):
            return {"due_at": due_at, "due_estimated": estimated}
        case (
            e.ResubmittedUnchanged(due_at=due_at)
            | e.InitialPassed(due_at=due_at)
            | e.IdentityEvidenceSubmitted(due_at=due_at)
            | e.IdentityAccepted(due_at=due_at)
        ):
            return {"due_at": due_at, "due_estimated": False}
        case (
            e.Withdrawn()
            | e.FixRequested()
            | e.Rejected()
            | e.IdentityRejected()
            | e.RefusalMapped()
            | e.ReportedToMiit()
            | e.SmsFailed()
            | e.BureauRejected()
            | e.Expired()
        ):
            return {"due_at": None, "due_estimated": False}
        case _:
            return {}


def _returned(event: Any) -> dict[str, Any]:
    """Which hand found the last issue, and what the ministry said."""
    match event:
        case (
            e.FixRequested(issues=issues)
            | e.Rejected(issues=issues)
            | e.IdentityRejected(issues=issues)
            | e.RefusalMapped(issues=issues)
        ):
            return {"last_stage": issues[0].stage.value, "what": ""}
        case e.SmsFailed():
            return {"last_stage": "sms"}
        case e.ReportFailed(code=code, text=text):
            return {"last_stage": "transport", "code": code, "text": text}
        case e.BureauRejected(code=code, text=text):
            return {"last_stage": "bureau", "code": code, "text": text, "what": "map"}
        case e.ReportedToMiit():
            return {"code": None, "text": ""}
        case _:
            return {}


def _work(status: Status, row: dict[str, Any]) -> tuple[str, str]:
    """Whose work the filing is in this state, and what work."""
    match status:
        case Status.IDENTITY_REVIEW:
            return REVIEW, "identity"
        case Status.READY | Status.REPORT_FAILED:
            return REPORT, "report"
        case _ if status in WAITING or status is Status.REVIEWING:
            return REVIEW, "review"
        case Status.BUREAU_REJECTED if row["what"] == "map":
            return REVIEW, "map"
        case _ if status in RETURNED:
            return RETURNED_TO_APPLICANT, ""
        case _:
            return "", ""


PROJECTION: Final = Projection(
    name="review_queue",
    tables=(review_queue,),
    project=project,
    names=frozenset(name for name in EVENTS if name.startswith("filing.")),
)

_COLUMNS: Final = review_queue.c
Conditions = tuple[ColumnElement[bool], ...]


def _mine(reviewer: str, now: datetime) -> Conditions:
    return (_COLUMNS.claimed_by == reviewer, _COLUMNS.claimed_until > now)


def _waiting(now: datetime) -> Conditions:
    free = or_(_COLUMNS.claimed_until.is_(None), _COLUMNS.claimed_until <= now)
    return (_COLUMNS.queue == REVIEW, free)


def _others(reviewer: str, now: datetime) -> Conditions:
    return (
        _COLUMNS.queue == REVIEW,
        _COLUMNS.claimed_until > now,
        _COLUMNS.claimed_by != reviewer,
    )


def _overdue(now: datetime) -> Conditions:
    # What has a promised time is ordered by it, so the first condition finds the place in the
    # index and the second leaves out the work that nobody promised a time for.
    return (_COLUMNS.queue == REVIEW, _COLUMNS.order_at < now, _COLUMNS.due_at < now)


_RETURNED: Final[Conditions] = (_COLUMNS.queue == RETURNED_TO_APPLICANT,)
_REPORTABLE: Final[Conditions] = (_COLUMNS.queue == REPORT,)


def _narrowed(filters: Filters, now: datetime) -> Conditions:
    conditions: list[ColumnElement[bool]] = []
    if filters.province:
        conditions.append(_COLUMNS.province == filters.province)
    if filters.nature:
        conditions.append(_COLUMNS.nature == filters.nature)
    if filters.outcome:
        conditions.append(_COLUMNS.outcome == filters.outcome)
    if filters.older_than:
        conditions.append(_COLUMNS.since <= now - timedelta(days=filters.older_than))
    return tuple(conditions)


def _conditions(
    tab: str, reviewer: str, now: datetime, filters: Filters
) -> tuple[ColumnElement[bool], ...]:
    """The rows of a list by its name, which is a field of ``Counts``."""
    lists: dict[str, Conditions] = {
        "mine": _mine(reviewer, now),
        "waiting": _waiting(now),
        "others": _others(reviewer, now),
        "overdue": _overdue(now),
        "returned": _RETURNED,
        "reportable": _REPORTABLE,
    }
    return lists[tab] + _narrowed(filters, now)


def _count(conditions: Conditions) -> ScalarSelect[int]:
    some = select(literal(1).label("one")).where(*conditions).limit(COUNTED_UP_TO).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def counts(
    connection: Connection, reviewer: str, now: datetime, filters: Filters | None = None
) -> Counts:
    """How long each list is for this reviewer, in one statement."""
    narrowed = filters or Filters()
    names = Counts.__struct_fields__
    query = select(*(_count(_conditions(name, reviewer, now, narrowed)) for name in names))
    return Counts(**dict(zip(names, connection.execute(query).one(), strict=True)))


def page(
    connection: Connection,
    tab: str,
    reviewer: str,
    now: datetime,
    filters: Filters | None = None,
    *,
    number: int = 1,
    size: int = 25,
) -> Page:
    """The ``number``-th page (from 1) of a list named as in ``Counts``; KeyError for another.

    The oldest due comes first; in ``returned`` the last returned.
    """
    conditions = _conditions(tab, reviewer, now, filters or Filters())
    query = select(review_queue).where(*conditions).order_by(*order_of(tab))
    rows = _rows(connection, query.limit(size).offset((number - 1) * size))
    total = connection.scalar(select(_count(conditions)))
    return Page(tuple(rows), total or 0)


def order_of(tab: str) -> tuple[ColumnElement[Any], ...]:
    """The columns that a list is sorted by."""
    if tab == "returned":
        return (_COLUMNS.order_at.desc(), _COLUMNS.stream.desc())
    return (_COLUMNS.order_at, _COLUMNS.stream)


def claimable(
    connection: Connection,
    reviewer: str,
    filters: Filters,
    now: datetime,
    *,
    limit: int = 10,
) -> list[QueueRow]:
    """What this reviewer may claim next, the oldest due first; nobody gets an own filing."""
    query = (
        select(review_queue)
        .where(*_conditions("waiting", reviewer, now, filters), _COLUMNS.account != reviewer)
        .order_by(_COLUMNS.order_at, _COLUMNS.stream)
        .limit(limit)
    )
    return _rows(connection, query)


def some(connection: Connection, streams: Sequence[str]) -> list[QueueRow]:
    """The rows of these filings, as far as they are open, the oldest due first."""
    query = select(review_queue).where(_COLUMNS.stream.in_(streams))
    return _rows(connection, query.order_by(_COLUMNS.order_at, _COLUMNS.stream))


def _rows(connection: Connection, query: Select[Any]) -> list[QueueRow]:
    return [QueueRow(**row) for row in connection.execute(query).mappings()]
