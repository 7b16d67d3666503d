"""What happened in the rounds before: what changed since, what was said, the history in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from domain.filing import events as e
from domain.filing.facts import Issue, Severity
from domain.filing.state import Filing
from domain.roles import STAFF_ROLES, Role
from store.recorded import Recorded
from use_cases.filings import replay_recorded
from views.review.people import Names, name_of
from views.target_words import label

_RETURNS = e.FixRequested | e.Rejected | e.RefusalMapped | e.IdentityRejected
_DECISIONS = _RETURNS | e.InitialPassed


@dataclass(frozen=True, slots=True)
class Comparison:
    """The filing against what the last decision saw.

    ``changed`` are the targets that differ or are new, ``removed`` those that are gone;
    ``before`` holds the old values and ``issues`` what was found then, both by target.
    """

    changed: frozenset[str] = frozenset()
    removed: tuple[str, ...] = ()
    before: dict[str, Any] = field(default_factory=dict)
    issues: dict[str, tuple[Issue, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history, as the timeline component takes it."""

    title: str
    at: datetime
    by: str
    state: str
    note: str = ""
    issues: tuple[tuple[str, Issue], ...] = ()


def compare(filing: Filing, history: Sequence[Recorded]) -> Comparison:
    """What changed since the decision before the last submission; nothing in the first round."""
    decision = _decision_before_submission(history)
    if decision is None:
        return Comparison()
    before = replay_recorded(history[: decision.version]).targets()
    now = filing.targets()
    changed = frozenset(name for name, value in now.items() if before.get(name) != value)
    issues: dict[str, tuple[Issue, ...]] = {}
    if isinstance(decision.event, _RETURNS):
        for issue in decision.event.issues:
            issues[issue.target] = (*issues.get(issue.target, ()), issue)
    removed = tuple(name for name in before if name not in now)
    return Comparison(changed, removed, before, issues)


def _decision_before_submission(history: Sequence[Recorded]) -> Recorded | None:
    found: Recorded | None = None
    decision: Recorded | None = None
    for recorded in history:
        if isinstance(recorded.event, _DECISIONS):
            decision = recorded
        elif isinstance(recorded.event, e.Submitted):
            found = decision
    return found


def history_in_words(filing: Filing, history: Sequence[Recorded], names: Names) -> list[Entry]:
    """The rounds from the first submission on, the newest first."""
    entries = (_entry(filing, recorded, names) for recorded in history)
    return [entry for entry in entries if entry is not None][::-1]


def _entry(filing: Filing, recorded: Recorded, names: Names) -> Entry | None:
    title, state = _title(recorded.event, names)
    if not title:
        return None
    return Entry(
        title=title,
        at=recorded.time,
        by=_by(recorded, names),
        state=state,
        note=getattr(recorded.event, "note", ""),
        issues=tuple(
            (label(issue.target, filing), issue) for issue in getattr(recorded.event, "issues", ())
        ),
    )


def _title(event: Any, names: Names) -> tuple[str, str]:
    """What happened, and how the timeline marks it: done or problem. Empty for small things."""
    match event:
        case e.Submitted(round=round_):
            return _("第 %(n)s 轮提交", n=round_), "done"
        case e.Withdrawn():
            return _("申请人撤回"), "done"
        case e.Claimed(taken_from=None):
            return pgettext("event", "领取"), "done"
        case e.Claimed(taken_from=before):
            return _("从%(whom)s处接管", whom=name_of(names, before or "")), "done"
        case e.Released(cause="expired"):
            return _("领取超时，自动释放"), "done"
        case e.Released():
            return pgettext("event", "释放"), "done"
        case e.InitialPassed():
            return _("初审通过"), "done"
        case e.FixRequested():
            return _("退回修改（待修改）"), "problem"
        case e.Rejected():
            return _("初审驳回"), "problem"
        case _:
            return _later_title(event)


def _later_title(event: Any) -> tuple[str, str]:
    match event:
        case e.IdentityEvidenceSubmitted():
            return _("收到真实性核验照片"), "done"
        case e.IdentityAccepted():
            return _("核验照片通过"), "done"
        case e.IdentityRejected():
            return _("核验照片不通过"), "problem"
        case e.ReportedToMiit(attempt=attempt):
            return _("第 %(n)s 次上报管局", n=attempt), "done"
        case e.ReportFailed(code=code, text=text):
            return _("上报失败：%(code)s %(text)s", code=code, text=text), "problem"
        case e.SmsFailed(cause="attempts"):
            return _("短信核验失败：错误次数超限"), "problem"
        case e.SmsFailed():
            return _("短信核验失败：24 小时内未完成"), "problem"
        case _:
            return _bureau_title(event)


def _bureau_title(event: Any) -> tuple[str, str]:
    match event:
        case e.SmsCompleted():
            return _("短信核验完成，进入管局审核"), "done"
        case e.BureauReviewStarted():
            return _("进入管局审核"), "done"
        case e.Concluded():
            return _("办结"), "done"
        case e.BureauRejected(code=code, text=text):
            return _("管局驳回：%(code)s %(text)s", code=code, text=text), "problem"
        case e.RefusalMapped():
            return _("管局意见已对应到字段"), "done"
        case e.BureauApproved():
            return _("管局通过"), "done"
        case e.ReviewOverdue():
            return _("超过承诺时限"), "problem"
        case _:
            return "", ""


def _by(recorded: Recorded, names: Names) -> str:
    match recorded.event:
        case e.Submitted() | e.Withdrawn() | e.IdentityEvidenceSubmitted():
            return _("申请人")
        case _ if recorded.actor.role in STAFF_ROLES:
            return name_of(names, recorded.actor.id)
        case _ if recorded.actor.role is Role.MINISTRY:
            return _("工信部系统")
        case _:
            return _("系统")


def is_blocked(issues: Sequence[Issue]) -> bool:
    """Whether one of the issues cannot be removed inside the filing."""
    return any(issue.severity is Severity.BLOCKER for issue in issues)
