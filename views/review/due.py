"""Promised times in words: how many working days are left, or over."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from domain.working_days import shanghai_date, working_days_between
from views.working_calendar import calendar


class Due(NamedTuple):
    """A promised time. ``state`` is ok, soon (today or the next working day) or over."""

    at: datetime
    words: str
    state: str


def due(at: datetime | None, now: datetime, estimated: bool = False) -> Due | None:
    """How ``at`` stands to ``now`` (both UTC), counted in working days; None where none runs."""
    if at is None:
        return None
    if at < now:
        span = working_days_between(at, now, calendar())
        words = _("已超期 %(n)s 个工作日", n=span.days) if span.days else _("今天已超期")
        return Due(at, _marked(words, estimated or span.estimated), "over")
    span = working_days_between(now, at, calendar())
    if shanghai_date(at) == shanghai_date(now):
        return Due(at, _marked(_("今天到期"), estimated), "soon")
    words = _("还有 %(n)s 个工作日", n=span.days)
    state = "soon" if span.days <= 1 else "ok"
    return Due(at, _marked(words, estimated or span.estimated), state)


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes, rounded up; 0 when it is over."""
    seconds = (until - now).total_seconds()
    return max(0, -int(-seconds // 60))


def _marked(words: str, estimated: bool) -> str:
    return _("%(words)s（估算）", words=words) if estimated else words
