"""Until when somebody has time, in words: promised working days, and the ministry's 24 hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing.events import BureauReviewStarted, SmsCompleted, Submitted
from domain.filing.facts import Status
from domain.filing.policy import IDLE_DAYS, idle_expires, refusal_unmapped
from domain.filing.scope import verifiers
from domain.filing.state import Filing, Report
from domain.filing.timing import PROMISED
from use_cases.filings import Opened
from views.filing.notice import telephones
from views.working_calendar import is_estimate

SOON = timedelta(hours=4)

_LATE = {
    "review": _l("已超过我们承诺的初审时间，非常抱歉。系统已提醒审核主管，您无需操作。"),
    "identity": _l("已超过我们承诺的照片审核时间，非常抱歉。系统已提醒审核主管，您无需操作。"),
    "report": _l("已超过我们承诺的上报时间，非常抱歉。系统已提醒上报人员，您无需操作。"),
    "bureau": _l("已超过管局通常的审核时间。管局审核不能加急，请继续等待；有结果会立即通知您。"),
}
_EXPECTED = {
    "review": _l("初审完成时间"),
    "identity": _l("照片审核完成时间"),
    "report": _l("提交管局时间"),
    "bureau": _l("管局审核完成时间"),
}


@dataclass(frozen=True)
class Promise:
    """Until when another hand is usually done; ``late`` is said where that has passed."""

    title: Any
    due_at: datetime
    estimated: bool
    late: Any


def promise(opened: Opened, now: datetime) -> Promise | None:
    """The promised time that runs now."""
    filing = opened.filing
    what = PROMISED.get(filing.status)
    if what is None or filing.due_at is None:
        return None
    late = _LATE[what] if now >= filing.due_at else ""
    return Promise(_EXPECTED[what], filing.due_at, _estimated(opened), late)


def _estimated(opened: Opened) -> bool:
    """Whether the calendar of that year was not known when the time was counted; where no event
    kept that, whether it is known now."""
    for recorded in reversed(opened.history):
        event = recorded.event
        counted = isinstance(event, Submitted | SmsCompleted | BureauReviewStarted)
        if counted and event.due_at == opened.filing.due_at:
            return bool(event.due_estimated)
    return opened.filing.due_at is not None and is_estimate(opened.filing.due_at)


@dataclass(frozen=True)
class Verifier:
    """A telephone that got a code, and whether everybody behind it has verified."""

    mobile: str
    persons: tuple[str, ...]
    verified: bool


@dataclass(frozen=True)
class Codes:
    """The panel about the ministry's codes."""

    due_at: datetime
    left: str
    state: str
    verifiers: tuple[Verifier, ...]


def codes(filing: Filing, now: datetime) -> Codes | None:
    """The panel while codes wait to be verified."""
    report = filing.report
    if report is None or report.expires_at is None:
        return None
    if filing.status not in {Status.SMS_PENDING, Status.SMS_PARTIAL}:
        return None
    left = report.expires_at - now
    state = "over" if left <= timedelta() else "soon" if left < SOON else "ok"
    return Codes(report.expires_at, left_words(left), state, _verifiers(filing, report))


def _verifiers(filing: Filing, report: Report) -> tuple[Verifier, ...]:
    by_mobile: dict[str, list[str]] = {}
    for person in verifiers(filing).values():
        by_mobile.setdefault(person.mobile_digest, []).append(person.id)
    groups = zip(telephones(filing), by_mobile.values(), strict=True)
    return tuple(
        Verifier(each.mobile, each.persons, report.verified.issuperset(ids)) for each, ids in groups
    )


def left_words(left: timedelta) -> str:
    """The remaining time to the minute."""
    minutes = int(left / timedelta(minutes=1))
    if minutes <= 0:
        return _("已到截止时间，正在等待工信部的结果")
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return _("还剩 %(days)s 天", days=hours // 24)
    if hours:
        return _("还剩 %(hours)s 小时 %(minutes)s 分钟", hours=hours, minutes=rest)
    return _("还剩 %(minutes)s 分钟", minutes=rest)


def kept_until(filing: Filing) -> datetime | None:
    """When a filing that waits for its applicant expires, if nothing is done until then."""
    if filing.touched_at is None or not idle_expires(filing) or refusal_unmapped(filing):
        return None
    return filing.touched_at + timedelta(days=IDLE_DAYS)
