"""The way of a filing as stages, eight at most: which are done and when, where it stands, what is
ahead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from flask_babel import lazy_gettext as _l

from domain.filing import events as e
from domain.filing import scope
from domain.filing.facts import Status
from domain.filing.kinds import IdentityCheck
from domain.filing.state import Filing
from use_cases.filings import Opened
from views import kind_words

FILL, SUBMIT, REVIEW, IDENTITY, REPORT, CODES, BUREAU, NUMBER = range(8)

TITLES: Final = (
    _l("填写信息"),
    _l("提交初审"),
    _l("接入商初审"),
    _l("真实性核验"),
    _l("提交管局"),
    _l("短信核验"),
    _l("管局审核"),
    _l("取得备案号"),
)

USUAL: Final[dict[int, Any]] = {
    REVIEW: _l("1 至 2 个工作日"),
    IDENTITY: _l("网站负责人上传照片后 1 至 2 个工作日"),
    REPORT: _l("1 个工作日"),
    CODES: _l("收到验证码后 24 小时内"),
    BUREAU: _l("至多 20 个工作日"),
}
"""How long a stage that is still ahead usually takes."""

STANDS: Final[dict[Status, int]] = {
    Status.DRAFT: FILL,
    Status.STALE: FILL,
    Status.SUBMITTED: REVIEW,
    Status.RESUBMITTED: REVIEW,
    Status.REVIEWING: REVIEW,
    Status.FIX_REQUESTED: REVIEW,
    Status.INITIAL_REJECTED: REVIEW,
    Status.IDENTITY_PENDING: IDENTITY,
    Status.IDENTITY_REVIEW: IDENTITY,
    Status.IDENTITY_REJECTED: IDENTITY,
    Status.READY: REPORT,
    Status.REPORT_FAILED: REPORT,
    Status.REPORTED: CODES,
    Status.SMS_PENDING: CODES,
    Status.SMS_PARTIAL: CODES,
    Status.SMS_FAILED: CODES,
    Status.BUREAU_REVIEW: BUREAU,
    Status.BUREAU_REJECTED: BUREAU,
}
TROUBLED: Final = frozenset(
    {
        Status.STALE,
        Status.FIX_REQUESTED,
        Status.INITIAL_REJECTED,
        Status.IDENTITY_REJECTED,
        Status.SMS_FAILED,
        Status.BUREAU_REJECTED,
    }
)


@dataclass(frozen=True)
class Stage:
    """One entry for ``components/timeline.html``."""

    title: Any
    state: str
    at: datetime | None = None
    text: Any = ""
    by: Any = ""


def timeline(opened: Opened, words: Any) -> tuple[Stage, ...]:
    """The stages; ``words`` stand at the one where the filing is."""
    done = done_at(opened)
    status = opened.filing.status
    if status is Status.ABANDONED:
        kept = tuple(Stage(TITLES[each], "done", done[each]) for each in sorted(done))
        return (*kept, Stage(_l("已放弃"), "problem", opened.filing.touched_at, words))
    here = STANDS.get(status, len(TITLES))
    ways = tuple(_stage(each, here, status, done, words) for each in stages_of(opened.filing))
    return (*ways[:-1], replace(ways[-1], title=kind_words.end_title(opened.filing.kind)))


def stages_of(filing: Filing) -> tuple[int, ...]:
    """The stages that a filing of this kind, with these data, goes through."""
    needs = filing.needs
    left_out: set[int] = set()
    if not needs.reviewed:
        left_out |= {SUBMIT, REVIEW}
    if not needs.reported:
        left_out |= {REPORT, CODES, BUREAU}
    if filing.subject is not None and not scope.verifiers(filing):
        left_out.add(CODES)
    if needs.identity is not IdentityCheck.ALWAYS and not scope.identity_persons(filing):
        left_out.add(IDENTITY)
    here = STANDS.get(filing.status, len(TITLES))
    return tuple(each for each in range(len(TITLES)) if each == here or each not in left_out)


def _stage(number: int, here: int, status: Status, done: dict[int, datetime], words: Any) -> Stage:
    title = TITLES[number]
    if number < here:
        return Stage(title, "done", done.get(number))
    if number == here:
        return Stage(title, "problem" if status in TROUBLED else "now", None, words)
    usual = USUAL.get(number)
    return Stage(title, "ahead", by=_l("通常：%(time)s", time=usual) if usual else "")


def done_at(opened: Opened) -> dict[int, datetime]:
    """When each stage was last completed; a return takes the later ones away again."""
    done: dict[int, datetime] = {}
    for recorded in opened.history:
        _note(done, recorded.event, recorded.time)
    return done


def _note(done: dict[int, datetime], event: object, at: datetime) -> None:
    completed: tuple[int, ...] = ()
    match event:
        case e.FilingStarted():
            return
        case e.Submitted():
            _back_to(done, FILL)
            completed = (FILL, SUBMIT)
        case e.Withdrawn(to=Status.DRAFT) | e.Expired():
            _back_to(done, FILL)
        case e.Withdrawn() | e.FixRequested() | e.Rejected():
            _back_to(done, REVIEW)
        case e.InitialPassed(identity_needed=needed):
            completed = (REVIEW,) if needed else (REVIEW, IDENTITY)
        case e.IdentityAccepted(complete=True):
            completed = (IDENTITY,)
        case e.ResubmittedUnchanged():
            _back_to(done, REPORT)
        case e.ReportedToMiit():
            completed = (REPORT,)
        case e.SmsCompleted() | e.BureauReviewStarted():
            completed = (CODES,)
        case e.Concluded():
            completed = (FILL, REVIEW, NUMBER)
        case e.BureauApproved():
            completed = (BUREAU, NUMBER)
    done.update(dict.fromkeys(completed, at))


def _back_to(done: dict[int, datetime], stage: int) -> None:
    for later in [each for each in done if each >= stage]:
        del done[later]
