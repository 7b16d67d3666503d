"""Where a filing stands: what was done, what comes next and by when, what there is to do."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Response, current_app, make_response, request, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy, scope
from domain.filing.commands import Abandon, ResubmitUnchanged, Withdraw
from domain.filing.facts import Status
from domain.filing.state import Filing
from domain.roles import Permission
from domain.working_days import shanghai_date
from settings import Settings
from use_cases import filings
from use_cases.filings import Opened
from views import kind_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm
from views.filing import reader, rounds, stages, subject_words, waiting
from views.filing.blueprint import pages
from views.filing.forms.site import both_forms
from views.htmx import go_to, page_or_partial
from views.status_words import tag_colour

AWAITED: Final = frozenset(
    {
        Status.SUBMITTED,
        Status.RESUBMITTED,
        Status.REVIEWING,
        Status.IDENTITY_PENDING,
        Status.IDENTITY_REVIEW,
        Status.READY,
        Status.REPORTED,
        Status.REPORT_FAILED,
        Status.SMS_PENDING,
        Status.SMS_PARTIAL,
        Status.BUREAU_REVIEW,
    }
)
"""Somebody else moves next, so the page asks again by itself."""

_TO_DO: Final[dict[Status, tuple[Any, str]]] = {
    Status.DRAFT: (_l("继续填写"), "filing.task_list"),
    Status.STALE: (_l("核对并重新提交"), "filing.check"),
    Status.FIX_REQUESTED: (_l("查看并修改"), "filing.fix"),
    Status.INITIAL_REJECTED: (_l("查看并修改"), "filing.fix"),
    Status.BUREAU_REJECTED: (_l("查看并修改"), "filing.fix"),
    Status.IDENTITY_PENDING: (_l("上传核验照片"), "filing.identity"),
    Status.IDENTITY_REJECTED: (_l("重新上传核验照片"), "filing.identity"),
}
CHANGED: Final = _l("您在核验失败后修改过内容。请核对，然后重新提交初审。")
WITHOUT_CODES: Final = _l("您现在无需操作，申请已提交管局，不需要短信核验。")
UNMAPPED: Final = _l("管局驳回，正在分析原因。审核员会把管局的意见逐项列出，您现在无需操作。")


@dataclass(frozen=True)
class Action:
    """A button that leads on."""

    text: Any
    href: str


@dataclass(frozen=True)
class StatusPage:
    """The page. ``seen`` changes when the page would look different."""

    filing_id: str
    name: str
    kind: Any
    label: Any
    colour: str
    words: Any
    stages: tuple[stages.Stage, ...]
    promise: waiting.Promise | None
    codes: waiting.Codes | None
    verify_at: str
    kept_until: datetime | None
    action: Action | None
    resubmit_id: str
    changed_since: bool
    withdrawable: bool
    abandonable: bool
    polls: bool
    seen: str
    rounds: tuple[rounds.Round, ...]


@pages.get("/<filing_id>/status")
@requires(Permission.READ_OWN_FILINGS)
def status(filing_id: str) -> Response:
    view = _view(reader.own(filing_id), reader.now())
    if view.polls and request.args.get("seen") == view.seen:
        return make_response("", 204)
    return page_or_partial("filing/status.html", "filing/_status.html", view=view)


@pages.post("/<filing_id>/resubmit")
@requires(Permission.FILE)
def resubmit(filing_id: str) -> Response:
    form = DeskForm()
    here = url_for("filing.status", filing_id=filing_id)
    if form.validate():
        command = ResubmitUnchanged(
            command_id=form.command_id.data or "", actor=current_actor(), at=reader.now()
        )
        filings.handle(desk(), filing_id, command)
    return go_to(here)


def _view(opened: Opened, now: datetime) -> StatusPage:
    filing = opened.filing
    codes = waiting.codes(filing, now)
    promise = waiting.promise(opened, now)
    failed = filing.status is Status.SMS_FAILED
    late = promise is not None and bool(promise.late)
    return StatusPage(
        filing_id=opened.id,
        name=both_forms(filing.facts.domains[0])
        if filing.facts and filing.facts.domains
        else subject_words.name(filing),
        kind=kind_words.title(filing.kind),
        label=kind_words.status_label(filing.status, filing.kind),
        colour=tag_colour(filing.status),
        words=_words(filing),
        stages=stages.timeline(opened, _expected(promise)),
        promise=promise,
        codes=codes,
        verify_at=_verify_address(),
        kept_until=waiting.kept_until(filing),
        action=_action(opened.id, filing),
        resubmit_id=uuid.uuid4().hex if failed and _unchanged(filing) else "",
        changed_since=failed and not _unchanged(filing),
        withdrawable=policy.possible(Withdraw, filing) and not policy.claim_is_live(filing, now),
        abandonable=filing.status is not Status.ABANDONED and policy.possible(Abandon, filing),
        polls=filing.status in AWAITED or policy.refusal_unmapped(filing),
        seen=f"{filing.version}-{late}-{codes.left if codes else ''}",
        rounds=rounds.rounds(opened),
    )


def _words(filing: Filing) -> Any:
    """What is to be done now, or that nothing is."""
    if policy.refusal_unmapped(filing):
        return UNMAPPED
    if filing.status is Status.SMS_FAILED and not _unchanged(filing):
        return CHANGED
    if filing.status is Status.REPORTED and not scope.verifiers(filing):
        return WITHOUT_CODES
    return kind_words.step(filing.status, filing.kind)


def _expected(promise: waiting.Promise | None) -> Any:
    """Until when the present stage is promised; nothing once that has passed."""
    if promise is None or promise.late:
        return ""
    return _l("最晚 %(day)s 完成", day=shanghai_date(promise.due_at).isoformat())


def _action(filing_id: str, filing: Filing) -> Action | None:
    if filing.status is Status.FILED:
        href = url_for("filing.result", filing_id=filing_id)
        return Action(kind_words.result_link(filing.kind), href)
    found = _TO_DO.get(filing.status)
    if found is None or policy.refusal_unmapped(filing):
        return None
    text, endpoint = found
    return Action(text, url_for(endpoint, filing_id=filing_id))


def _unchanged(filing: Filing) -> bool:
    """Whether the data are still those that went to the ministry."""
    return filing.report is not None and filing.content_version < filing.report.version


def _verify_address() -> str:
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.sandbox_url.rstrip('/')}/verify"
