"""The queue, composed: tabs with counts, filters, rows with everything in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.facts import INDIVIDUAL, Stage, Status
from domain.reference import provinces, tables
from domain.roles import Actor
from projections import review_queue
from projections.review_queue import COUNTED_UP_TO, Counts, Filters, QueueRow
from use_cases.desk import Desk
from views.kind_words import TITLES
from views.language import language
from views.review.due import Due, due, minutes_left
from views.review.people import Names, name_of, staff_names

PAGE_SIZE: Final = 25
MOST_PAGES: Final = COUNTED_UP_TO // PAGE_SIZE

TABS: Final[dict[str, LazyString]] = {
    "mine": _l("我的"),
    "waiting": _l("待领取"),
    "others": _l("他人处理中"),
    "overdue": _l("已超期"),
    "returned": _l("已退回"),
    "reportable": _l("待上报"),
}
AGES: Final[dict[int, LazyString]] = {
    1: _l("1 天以上"),
    2: _l("2 天以上"),
    5: _l("5 天以上"),
    10: _l("10 天以上"),
}
WORK: Final[dict[str, LazyString]] = {
    "review": _l("初审"),
    "identity": _l("核验照片"),
    "map": _l("管局驳回待分析"),
    "report": _l("待上报"),
}
STAGES: Final[dict[str, LazyString]] = {
    Stage.INITIAL: _l("初审"),
    Stage.IDENTITY: _l("真实性核验"),
    Stage.SMS: _l("短信核验"),
    Stage.BUREAU: _l("管局"),
    Stage.TRANSPORT: _l("上报"),
}
RETURNED_AS: Final[dict[str, LazyString]] = {
    Status.FIX_REQUESTED: _l("待修改"),
    Status.INITIAL_REJECTED: _l("初审驳回"),
    Status.IDENTITY_REJECTED: _l("核验驳回"),
    Status.SMS_FAILED: _l("短信核验失败"),
    Status.BUREAU_REJECTED: _l("管局驳回"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One list with its length; a length that was cut off ends with a plus."""

    name: str
    label: LazyString
    count: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One filing in the list."""

    id: str
    address: str
    subject: str
    domain: str
    province: str
    nature: str
    type: str
    work: str
    round: int
    since: datetime
    due: Due | None
    claim: str
    minutes: int
    mine: bool
    from_stage: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Everything that the page shows."""

    tab: str
    tabs: list[Tab]
    counts: Counts
    filters: Filters
    lines: list[Line]
    total: str
    number: int
    previous: str | None
    next: str | None
    query: str
    choices: dict[str, Sequence[tuple[str, Any]]]

    @property
    def filtered(self) -> bool:
        """Whether the list is narrowed."""
        return self.filters != Filters()


def filters_from(query: Mapping[str, str]) -> Filters:
    """The filters of an address; a value that is not offered narrows nothing."""
    natures = {str(row.id): row.id for row in tables.subject_types()}
    ages = {str(days): days for days in AGES}
    province = query.get("province", "")
    outcome = query.get("type", "")
    return Filters(
        province=province if province in provinces.by_code else "",
        nature=natures.get(query.get("nature", ""), 0),
        outcome=outcome if outcome in TITLES else "",
        older_than=ages.get(query.get("age", ""), 0),
    )


def as_query(filters: Filters, **more: Any) -> str:
    """The filters as the query of an address, those that narrow nothing left out."""
    named = {
        **more,
        "province": filters.province,
        "nature": filters.nature,
        "type": filters.outcome,
        "age": filters.older_than,
    }
    return urlencode({name: value for name, value in named.items() if value})


def page_number(text: str) -> int:
    """A page number of an address, the first for nonsense."""
    return min(int(text), MOST_PAGES) if text.isascii() and text.isdigit() and int(text) else 1


def compose(desk: Desk, actor: Actor, now: datetime, query: Mapping[str, str]) -> QueuePage:
    """The list that an address asks for, as this reader sees it at ``now`` (UTC)."""
    filters = filters_from(query)
    number = page_number(query.get("page", "1")[:6])
    with desk.unit.reading() as connection:
        counts = review_queue.counts(connection, actor.id, now, filters)
        tab = query.get("tab", "")
        if tab not in TABS:
            tab = "mine" if counts.mine else "waiting"
        found = review_queue.page(
            connection, tab, actor.id, now, filters, number=number, size=PAGE_SIZE
        )
    total = found.total
    last = number * PAGE_SIZE >= total or number >= MOST_PAGES
    return QueuePage(
        tab=tab,
        tabs=tabs(counts, filters, tab),
        counts=counts,
        filters=filters,
        lines=lines(desk, found.rows, actor, now, staff_names(desk)),
        total=length(total),
        number=number,
        previous=_address(tab, filters, number - 1) if number > 1 else None,
        next=None if last else _address(tab, filters, number + 1),
        query=as_query(filters, tab=tab),
        choices=_choices(),
    )


def _address(tab: str, filters: Filters, number: int = 1) -> str:
    query = as_query(filters, tab=tab, page=number if number > 1 else 0)
    return f"{url_for('review.queue')}?{query}"


def tabs(counts: Counts, filters: Filters, current: str) -> list[Tab]:
    """The tabs with their counts."""
    return [
        Tab(name, words, length(getattr(counts, name)), _address(name, filters), name == current)
        for name, words in TABS.items()
    ]


def length(count: int) -> str:
    """A count as text; one that stopped at the limit says so."""
    return f"{count}+" if count >= COUNTED_UP_TO else str(count)


def lines(
    desk: Desk, rows: Sequence[QueueRow], actor: Actor, now: datetime, names: Names
) -> list[Line]:
    """The rows in words; the names of individuals are opened together and masked."""
    sealed = [row.label for row in rows if row.label_is_token]
    opened = dict(zip(sealed, desk.vault.open_many(sealed), strict=True))
    return [_line(row, str(opened.get(row.label, row.label)), actor, now, names) for row in rows]


def _line(row: QueueRow, subject: str, actor: Actor, now: datetime, names: Names) -> Line:
    live = row.claim_is_live(now)
    returned_as = RETURNED_AS.get(row.status, "") if not row.what else ""
    return Line(
        id=row.filing_id,
        address=url_for("review.open", filing_id=row.filing_id),
        subject=subject,
        domain=row.main_domain,
        province=provinces.province(row.province).short_label(language()) if row.province else "",
        nature=_nature(row.nature),
        type=str(TITLES.get(row.outcome, row.outcome)),
        work=str(WORK.get(row.what) or returned_as),
        round=row.round,
        since=row.since,
        due=due(row.due_at, now, row.due_estimated),
        claim=name_of(names, row.claimed_by or "") if live else "",
        minutes=minutes_left(row.claimed_until, now) if live and row.claimed_until else 0,
        mine=live and row.claimed_by == actor.id,
        from_stage=str(STAGES.get(row.last_stage, "")),
    )


def _nature(code: int) -> str:
    if code == INDIVIDUAL:
        return _("个人")
    return tables.subject_type(code).label(language()) if code else ""


def _choices() -> dict[str, Sequence[tuple[str, Any]]]:
    tongue = language()
    return {
        "province": [("", _("全部省份"))]
        + [(row.code, row.label(tongue)) for row in provinces.provinces()],
        "nature": [("", _("全部性质"))]
        + [(str(row.id), row.label(tongue)) for row in tables.subject_types()],
        "type": [("", _("全部类型")), *TITLES.items()],
        "age": [("", _("不限时长"))] + [(str(days), words) for days, words in AGES.items()],
    }
