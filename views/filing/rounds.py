"""What happened to a filing so far, round by round, in words for its applicant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString, lazy_pgettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import events as e
from domain.filing.facts import Issue, Stage
from domain.filing.state import Filing
from store.recorded import Recorded
from use_cases.filings import Opened
from views import issue_words
from views.target_words import label

_PLAIN: Final[dict[type, tuple[LazyString, str]]] = {
    e.FilingStarted: (lazy_pgettext("event", "开始备案"), "done"),
    e.AgreementsAccepted: (_l("同意承诺和授权"), "done"),
    e.WarningsAcknowledged: (_l("确认规则提醒"), "done"),
    e.Withdrawn: (_l("您撤回了备案"), "done"),
    e.Abandoned: (_l("您放弃了备案"), "problem"),
    e.Expired: (_l("45 天没有办理，订单失效"), "problem"),
    e.InitialPassed: (_l("初审通过"), "done"),
    e.FixRequested: (_l("初审要求修改"), "problem"),
    e.Rejected: (_l("初审驳回"), "problem"),
    e.ResubmittedUnchanged: (_l("您原样重新提交"), "done"),
    e.ReportedToMiit: (_l("提交管局"), "done"),
    e.SmsDispatched: (_l("工信部发出验证码"), "done"),
    e.SmsCompleted: (_l("短信核验完成，进入管局审核"), "done"),
    e.BureauReviewStarted: (_l("进入管局审核"), "done"),
    e.Concluded: (_l("申请已办结"), "done"),
    e.HandedOver: (_l("您把备案转到了另一个账号"), "done"),
    e.RecordCopied: (_l("从备案记录取得现有信息"), "done"),
    # The bureau's one line of text is for the reviewer, who says which fields it means.
    e.BureauRejected: (_l("管局驳回"), "problem"),
}
"""Facts that need nothing of the event: the words, and ``problem`` where they hurt."""


@dataclass(frozen=True)
class Entry:
    """One fact; ``notes`` are the issues that came with it."""

    title: Any
    at: datetime
    notes: tuple[str, ...] = ()
    state: str = "done"


@dataclass
class Round:
    """From one submission to the next; number 0 is the time before the first."""

    number: int
    entries: list[Entry] = field(default_factory=list)


def rounds(opened: Opened) -> tuple[Round, ...]:
    """The rounds, the latest first; without what only matters to staff."""
    found = [Round(0)]
    for recorded in opened.history:
        if isinstance(recorded.event, e.Submitted):
            found.append(Round(recorded.event.round))
        found[-1].entries += _entries(recorded, opened.filing)
    return tuple(each for each in reversed(found) if each.entries)


def source(stage: Stage) -> str:
    """Which hand found an issue."""
    match stage:
        case Stage.BUREAU:
            return _("管局审核")
        case Stage.IDENTITY:
            return _("真实性核验")
        case Stage.SMS:
            return _("短信核验")
        case Stage.TRANSPORT:
            return _("管局系统校验")
        case _:
            return _("接入商初审")


def _entries(recorded: Recorded, filing: Filing) -> Iterator[Entry]:
    event: Any = recorded.event
    words, state = _words(event, filing)
    if words:
        issues: tuple[Issue, ...] = getattr(event, "issues", ())
        yield Entry(words, recorded.time, tuple(note(each, filing) for each in issues), state)


def note(issue: Issue, filing: Filing) -> str:
    """An issue in one line."""
    what, why = label(issue.target, filing), issue_words.reason(issue)
    return _("%(what)s：%(why)s", what=what, why=why)


def _words(event: Any, filing: Filing) -> tuple[Any, str]:
    """The fact in words, and whether it is one that hurts."""
    if type(event) in _PLAIN:
        return _PLAIN[type(event)]
    match event:
        case e.Submitted(round=number):
            return _("第 %(n)s 次提交初审", n=number), "done"
        case e.IdentityEvidenceSubmitted(evidence=evidence):
            name = _person(filing, evidence.person)
            return _("收到%(name)s的核验照片", name=name), "done"
        case e.IdentityAccepted(person=person):
            return _("%(name)s的核验照片通过", name=_person(filing, person)), "done"
        case e.IdentityRejected(person=person):
            return _("%(name)s的核验照片被驳回", name=_person(filing, person)), "problem"
        case e.SmsVerified(person=person):
            return _("%(name)s完成短信核验", name=_person(filing, person)), "done"
        case e.SmsFailed(cause="attempts"):
            return _("短信核验失败：验证码输错超过 5 次"), "problem"
        case e.SmsFailed():
            return _("短信核验失败：超过 24 小时没有完成"), "problem"
        case e.BureauApproved(subject_number=number):
            return _("管局审核通过，备案号 %(number)s", number=number), "done"
        case e.RefusalMapped(issues=issues):
            stage = issues[0].stage if issues else Stage.BUREAU
            return _("%(source)s指出的问题", source=source(stage)), "problem"
        case _:
            return "", "done"


def _person(filing: Filing, person: str) -> str:
    known = {**filing.persons(), **filing.site_persons()}
    return known[person].name.masked if person in known else _("原网站负责人")
