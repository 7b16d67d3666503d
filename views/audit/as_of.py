"""A filing as it was: at a version or a moment, as the applicant or the reviewer saw it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from domain.access.refusals import ReasonMissing
from domain.filing.events import ClaimRenewed
from domain.filing.evolve import evolve
from domain.filing.facts import Status
from domain.filing.state import Filing
from domain.roles import Permission
from use_cases import auditing, filings, reveal
from use_cases.filings import Opened
from views.access import current_actor, requires
from views.audit import people, words
from views.audit.blueprint import pages
from views.audit.scene import Scene, Told
from views.audit.summary import PastAnswers, masked_targets
from views.desk import desk
from views.fields import clean
from views.htmx import page_or_partial
from views.refusal_words import words_for
from views.review import forms
from views.review import page as review_page
from views.scan_response import scan_response
from views.target_words import label
from views.times import BEIJING

EYES: Final[dict[str, LazyString]] = {
    "applicant": _l("申请人看到的"),
    "reviewer": _l("审核员看到的"),
}
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Past:
    """A filing at a version. Steps are the versions around it, without claim renewals."""

    id: str
    title: str
    version: int
    last: int
    status: Status
    at: datetime
    told: Told
    who: people.Who
    steps: dict[str, int | None]
    masked: Sequence[tuple[str, str]]

    @property
    def moment(self) -> str:
        """The moment as the field for one takes it."""
        return f"{self.at.astimezone(BEIJING):%Y-%m-%dT%H:%M}"


@pages.get("/<filing_id>/at/<int:version>")
@requires(Permission.AUDIT)
def version(filing_id: str, version: int) -> str:
    """The filing after its first ``version`` events."""
    whole = filings.open_filing(desk(), filing_id)
    opened = filings.as_of(whole, version)
    seen_by = request.args.get("as", "applicant")
    if seen_by not in EYES:
        abort(404)
    return render_template(
        "audit/as_of.html",
        past=_past(whole, opened),
        eyes=EYES,
        seen_by=seen_by,
        **_content(opened, seen_by),
    )


@pages.get("/<filing_id>/at")
@requires(Permission.AUDIT)
def moment(filing_id: str) -> ResponseReturnValue:
    """The version that stood at the end of a minute, given as Beijing time."""
    opened = filings.open_filing(desk(), filing_id)
    text = clean(request.args.get("moment", "")[:40]) or ""
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=BEIJING)
        end = at + _MINUTE
    except (ValueError, OverflowError):
        page = render_template("audit/moment.html", filing_id=opened.id, moment=text)
        return page, 422
    found = auditing.version_at(opened, end)
    return redirect(url_for(".version", filing_id=opened.id, version=found), 303)


@pages.get("/<filing_id>/at/<int:version>/scan/<slot>/<any(view, thumbnail, bureau):which>")
@requires(Permission.AUDIT)
def scan(filing_id: str, version: int, slot: str, which: reveal.Which) -> Response:
    """The scan (JPEG) that was in the slot then; each look is recorded."""
    if version < 1:
        abort(404)
    data = reveal.scan(
        desk(),
        filing_id,
        slot,
        which,
        actor=current_actor(),
        at=desk().clock.now(),
        command_id=uuid.uuid4().hex,
        version=version,
    )
    return scan_response(data, slot, which)


@pages.post("/<filing_id>/at/<int:version>/reveal")
@requires(Permission.AUDIT)
def reveal_value(filing_id: str, version: int) -> Response:
    """The full value of a field as it was then, for a reason. Each sending is a look."""
    whole = filings.open_filing(desk(), filing_id)
    opened = filings.as_of(whole, version)
    target, reason = request.form.get("target", ""), request.form.get("reason", "")
    value, problem, status = "", "", 200
    try:
        value = reveal.reveal(
            desk(),
            filing_id,
            target,
            reason,
            actor=current_actor(),
            at=desk().clock.now(),
            command_id=uuid.uuid4().hex,
            version=version,
        )
    except ReasonMissing as refusal:
        problem, status = str(words_for(refusal)), 422
    return page_or_partial(
        "audit/revealed.html",
        "review/_revealed.html",
        status=status,
        past=_past(whole, opened),
        label=label(target, opened.filing),
        target=target,
        value=value,
        reason=reason,
        problem=problem,
    )


def _content(opened: Opened, seen_by: str) -> dict[str, Any]:
    if seen_by == "applicant":
        return {"cards": PastAnswers(opened).cards()}
    # The reviewer's remarks count days from the moment of the version, as they did then.
    page = review_page.compose(
        opened,
        forms.fresh(opened.filing, review_page.carried(opened)),
        current_actor(),
        opened.history[-1].time,
        people.staff_names(desk()),
    )
    return {"page": page, "history": page.history}


def _past(whole: Opened, opened: Opened) -> Past:
    recorded = opened.history[-1]
    names = people.names_of(desk(), [recorded.actor.id])
    return Past(
        id=opened.id,
        title=review_page.filing_title(opened.filing),
        version=recorded.version,
        last=len(whole.history),
        status=opened.filing.status,
        at=recorded.time,
        told=_told(opened, names),
        who=people.who(recorded.actor, names),
        steps=_steps(whole, recorded.version),
        masked=masked_targets(opened),
    )


def _told(opened: Opened, names: people.Names) -> Told:
    """What the last event of the version was."""
    before = filings.replay_recorded(opened.history[:-1])
    event: Any = opened.history[-1].event
    after: Filing = evolve(before, event)
    return words.told(event, Scene(before, after, names))


def _steps(whole: Opened, version: int) -> dict[str, int | None]:
    noted = [one.version for one in whole.history if not isinstance(one.event, ClaimRenewed)]
    earlier = [one for one in noted if one < version]
    later = [one for one in noted if one > version]
    return {
        "first": noted[0] if earlier else None,
        "previous": earlier[-1] if earlier else None,
        "next": later[0] if later else None,
        "last": noted[-1] if later else None,
    }
