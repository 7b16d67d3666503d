"""The lists of reviewers and report officers, the oldest due first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    func,
    literal,
    or_,
    select,
)

from projections.review_work import (
    QUIET,
    REPORT,
    RETURNED_TO_APPLICANT,
    REVIEW,
    project,
    review_queue,
)
from store.event_names import EVENTS
from store.projecting import Projection

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


PROJECTION: Final = Projection(
    name="review_queue",
    tables=(review_queue,),
    project=project,
    names=frozenset(
        name for name, (cls, _) in EVENTS.items() if name.startswith("filing.") and cls not in QUIET
    ),
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
