"""A refusal of the bureau in one sentence, told the applicant in terms of fields."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.filing import policy
from domain.filing.commands import MapRefusal
from domain.filing.facts import Issue, Stage, Status
from domain.filing.refusals import (
    ClaimedByOther,
    NoLiveClaim,
    NotReviewable,
    VerdictsContradict,
)
from domain.filing.state import Filing
from domain.filing.targets import ORDER
from domain.reference import reasons, tables
from domain.reference.loading import UnknownCode
from domain.refusal import Refusal, StaleVersion
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import go_to, page_or_partial
from views.language import language
from views.review import decision, forms, page, rounds
from views.review.blueprint import pages
from views.review.forms import BAD, Verdict, Verdicts
from views.review.groups import Item
from views.review.people import staff_names
from views.review.words import words_for
from views.target_words import html_key, label, lines

STAGE = "B"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ministry or the bureau said."""

    code: int
    meaning: str
    text: str
    by_bureau: bool


@pages.get("/<filing_id>/refusal")
@requires(Permission.MAP_REFUSALS)
def refusal(filing_id: str) -> ResponseReturnValue:
    """The fields, those first that the code stands for."""
    opened = filings.open_filing(desk(), filing_id)
    if not _is_open(opened.filing):
        return redirect(url_for("review.queue"), 303)
    return _show(opened, suggested(opened.filing))


@pages.post("/<filing_id>/refusal")
@requires(Permission.MAP_REFUSALS)
def map_refusal(filing_id: str) -> ResponseReturnValue:
    """Say which fields are meant; only now does the applicant see the refusal."""
    decision.keep_claim(filing_id)
    opened = filings.open_filing(desk(), filing_id)
    verdicts = forms.read(request.form, opened.filing, stage=STAGE)
    if verdicts.seen != opened.filing.content_version:
        raise StaleVersion(section="review")
    if verdicts.errors:
        verdicts.renew_command()
        return _show(opened, verdicts, status=422)
    try:
        _send(opened, verdicts)
    except VerdictsContradict:
        verdicts.renew_command()
        verdicts.form_errors.append(_("请至少选择一个项目，或写一条整体问题。"))
        return _show(opened, verdicts, status=422)
    except (NoLiveClaim, ClaimedByOther, NotReviewable) as refused:
        opened = filings.open_filing(desk(), filing_id)
        verdicts.renew_command()
        return _show(opened, verdicts, status=409, refused=decision.told(opened.filing, refused))
    flash(_("已对应到字段，申请人现在可以看到并修改。"), "success")
    return go_to(url_for("review.queue"))


def _is_open(filing: Filing) -> bool:
    return policy.possible(MapRefusal, filing) and not filing.issues and filing.report is not None


def suggested(filing: Filing) -> Verdicts:
    """An empty form, with the fields chosen that the refusal's code stands for."""
    verdicts = forms.fresh(filing)
    code = filing.report.code if filing.report else None
    for reason in reasons.reasons_for_bureau_code(code) if code is not None else ():
        if not reason.visible:
            continue
        for verdict in verdicts.all():
            if reasons.generic(verdict.target) in reason.targets and not verdict.choice:
                verdict.choice, verdict.reason = BAD, reason.code
    return verdicts


def _send(opened: Opened, verdicts: Verdicts) -> None:
    act = forms.act_of(verdicts.act)
    how = act["how"] if act else ""
    decision.claim_first(opened.id, verdicts.command_id, how or "")
    command = MapRefusal(
        command_id=verdicts.command_id,
        actor=current_actor(),
        at=desk().clock.now(),
        issues=_issues(opened.filing, verdicts),
        note=verdicts.note,
    )
    filings.handle(desk(), opened.id, command)


def _issues(filing: Filing, verdicts: Verdicts) -> tuple[Issue, ...]:
    by_bureau = filing.status is Status.BUREAU_REJECTED
    stage = Stage.BUREAU if by_bureau else Stage.TRANSPORT
    code = filing.report.code if filing.report else None
    return tuple(one.issue(verdicts.command_id, stage, code) for one in verdicts.problems())


def _show(
    opened: Opened,
    verdicts: Verdicts,
    *,
    status: int = 200,
    refused: Refusal | None = None,
) -> Response:
    filing, now = opened.filing, desk().clock.now()
    names = staff_names(desk())
    items = _items(filing, verdicts)
    return page_or_partial(
        "review/refusal.html",
        "review/_refusal.html",
        status=status,
        id=opened.id,
        title=page.filing_title(filing),
        form=verdicts,
        answer=_answer(filing),
        claim=page.claim_of(filing, current_actor(), now, names),
        chosen=[item for item in items if item.verdict.choice],
        rest=[item for item in items if not item.verdict.choice],
        history=rounds.history_in_words(filing, opened.history, names),
        refusal=refused,
        conflict=words_for(refused) if refused else "",
        held_by_other=isinstance(refused, ClaimedByOther),
        decided=isinstance(refused, NotReviewable),
        look_id=uuid.uuid4().hex,
    )


def _items(filing: Filing, verdicts: Verdicts) -> list[Item]:
    values = filing.targets()
    return [_item(filing, verdict, values.get(verdict.target)) for verdict in verdicts.all()]


def _item(filing: Filing, verdict: Verdict, value: object) -> Item:
    target = verdict.target
    told: list[str] = []
    if target.startswith("material:"):
        told = [_("已上传")]
    elif target != ORDER:
        told = lines(target, value)
    return Item(
        target=target,
        key=html_key(target),
        label=label(target, filing),
        lines=told,
        masked=False,
        verdict=verdict,
        reasons=forms.fitting(target, STAGE),
    )


def _answer(filing: Filing) -> Answer:
    report = filing.report
    code = report.code if report and report.code is not None else 0
    try:
        meaning = tables.result_code(code).label(language())
    except UnknownCode:
        meaning = _("代码表中没有这个代码")
    by_bureau = filing.status is Status.BUREAU_REJECTED
    return Answer(code, meaning, report.text if report else "", by_bureau)
