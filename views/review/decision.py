"""The split page: look, judge, decide. A refused decision comes back with every word kept."""

from __future__ import annotations

import uuid
from contextlib import suppress

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from domain.command import derived_id
from domain.filing import policy
from domain.filing.commands import ClaimFiling, RenewClaim
from domain.filing.facts import Status
from domain.filing.refusals import (
    ClaimedByOther,
    NoLiveClaim,
    NotReviewable,
    VerdictsContradict,
    VerdictsMissing,
)
from domain.filing.state import Filing
from domain.refusal import Refusal, StaleVersion
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.desk import desk
from views.htmx import go_to, page_or_partial
from views.review import forms, groups, page
from views.review.blueprint import pages
from views.review.forms import Verdicts
from views.review.people import staff_names
from views.review.sheets import sheets_of
from views.review.words import words_for

CONFLICTS = (NoLiveClaim, ClaimedByOther, NotReviewable, StaleVersion)
"""What somebody else, or time, did meanwhile: 409, nothing that was typed is lost."""


@pages.get("/<filing_id>")
@requires(Permission.REVIEW)
def open(filing_id: str) -> ResponseReturnValue:  # noqa: A001
    """The page for the work that the filing needs now."""
    opened = filings.open_filing(desk(), filing_id)
    if opened.filing.status is Status.IDENTITY_REVIEW:
        return redirect(url_for("review.identity", filing_id=filing_id), 303)
    if page.needs_mapping(opened.filing):
        return redirect(url_for("review.refusal", filing_id=filing_id), 303)
    return show(opened, forms.fresh(opened.filing, page.carried(opened)))


@pages.post("/<filing_id>")
@requires(Permission.REVIEW)
def decide(filing_id: str) -> ResponseReturnValue:
    """Pass, return, mark a group as good, or only keep the claim."""
    keep_claim(filing_id)
    opened = filings.open_filing(desk(), filing_id)
    verdicts = forms.read(request.form, opened.filing)
    if verdicts.seen != opened.filing.content_version:
        return _conflict(filing_id, verdicts, StaleVersion(section="review"))
    if verdicts.errors:
        verdicts.renew_command()
        return show(opened, verdicts, status=422)
    act = forms.act_of(verdicts.act)
    if act is None or not act["what"]:
        return _keep_working(opened, verdicts, act["group"] if act else None)
    try:
        _send(filing_id, verdicts, act["how"], act["what"])
    except CONFLICTS as refusal:
        return _conflict(filing_id, verdicts, refusal)
    except (VerdictsMissing, VerdictsContradict) as refusal:
        _note(verdicts, refusal)
        return show(opened, verdicts, status=422)
    flash(_said(verdicts, act["what"]), "success")
    return go_to(url_for("review.queue"))


def show(
    opened: Opened, verdicts: Verdicts, *, status: int = 200, refusal: Refusal | None = None
) -> Response:
    """The split page with these verdicts; ``refusal`` says why the decision did not count."""
    composed = page.compose(
        opened, verdicts, current_actor(), desk().clock.now(), staff_names(desk())
    )
    return page_or_partial(
        "review/filing.html",
        "review/_filing.html",
        status=status,
        page=composed,
        form=verdicts,
        refusal=refusal,
        conflict=words_for(refusal) if refusal else "",
        held_by_other=isinstance(refusal, ClaimedByOther),
        decided=isinstance(refusal, NotReviewable),
        look_id=uuid.uuid4().hex,
        sheets=sheets_of(opened),
    )


def keep_claim(filing_id: str) -> None:
    """Whoever sends something is at work; without a live claim there is nothing to keep."""
    command = RenewClaim(command_id=uuid.uuid4().hex, actor=current_actor(), at=desk().clock.now())
    with suppress(NoLiveClaim):
        filings.handle(desk(), filing_id, command)


def claim_first(filing_id: str, command_id: str, how: str) -> None:
    """Claim (or, as a lead, take over) for a decision that follows; nothing for an empty how."""
    if not how:
        return
    command = ClaimFiling(
        command_id=derived_id(command_id, how),
        actor=current_actor(),
        at=desk().clock.now(),
        take_over=how == "takeover_",
    )
    filings.handle(desk(), filing_id, command)


def _send(filing_id: str, verdicts: Verdicts, how: str, what: str) -> None:
    claim_first(filing_id, verdicts.command_id, how)
    actor, at = current_actor(), desk().clock.now()
    command = verdicts.passing(actor, at) if what == "pass" else verdicts.returning(actor, at)
    filings.handle(desk(), filing_id, command)


def _keep_working(opened: Opened, verdicts: Verdicts, group: str | None) -> Response:
    if group:
        verdicts.mark_good(groups.targets_of(opened, group))
    return show(opened, verdicts)


def _conflict(filing_id: str, verdicts: Verdicts, refusal: Refusal) -> Response:
    """The page as it is now, with what the reviewer wrote; what changed is to be judged anew."""
    opened = filings.open_filing(desk(), filing_id)
    changed = opened.filing.changed
    verdicts.forget(name for name, version in changed.items() if version > verdicts.seen)
    verdicts.seen = opened.filing.content_version
    verdicts.renew_command()
    return show(opened, verdicts, status=409, refusal=told(opened.filing, refusal))


def told(filing: Filing, refusal: Refusal) -> Refusal:
    """A lost claim as the reviewer should hear of it: run out, taken over, or no work left."""
    if not isinstance(refusal, NoLiveClaim):
        return refusal
    if not policy.possible(ClaimFiling, filing):
        return NotReviewable(status=filing.status)
    if filing.claim is not None and policy.claim_is_live(filing, desk().clock.now()):
        return ClaimedByOther(until=filing.claim.until)
    return refusal


def _note(verdicts: Verdicts, refusal: Refusal) -> None:
    verdicts.renew_command()
    if isinstance(refusal, VerdictsMissing):
        targets = refusal.facts["targets"]
        for target in targets if isinstance(targets, tuple) else ():
            verdicts.by_target[target].errors["verdict"] = _("请判定这一项。")
    else:
        verdicts.form_errors.append(words_for(refusal))


def _said(verdicts: Verdicts, what: str) -> str:
    if what == "pass":
        return _("已通过初审。")
    if verdicts.blocked():
        return _("已驳回，申请人会看到每一项的说明和建议。")
    return _("已退回修改，申请人会看到每一项的说明和建议。")
