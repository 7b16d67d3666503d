"""What has to be mended before a returned filing is handed in again, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.commands import AnswerIssue
from domain.filing.drafting import every_slot
from domain.filing.facts import Issue, Severity
from domain.filing.targets import ORDER
from domain.refusal import NotFound
from domain.roles import Permission
from use_cases import filings
from use_cases.filings import Opened
from views import issue_words
from views.access import current_actor, requires
from views.desk import desk
from views.fields import DeskForm, TextArea, needed
from views.filing import reader, rounds, waiting
from views.filing.answers import value_of
from views.filing.blueprint import pages
from views.filing.places import Places
from views.filing.slot_views import SlotView, slot_view
from views.filing.slot_words import MEBIBYTES
from views.htmx import go_to
from views.target_words import label

LONGEST_ANSWER = 500


class AnswerForm(DeskForm):
    """How an issue was dealt with that no field can mend."""

    answer = TextArea(
        _l("处理说明"),
        needed(_l("请说明您是怎样处理的，例如“已于 11 月 20 日完成域名实名认证”。")),
        rows=3,
        longest=LONGEST_ANSWER,
    )


@dataclass(frozen=True)
class Card:
    """One issue. ``slot`` is set for a scan, ``form`` where an explanation can be given."""

    dom_id: str
    issue: str
    title: str
    value: Any
    source: str
    blocker: bool
    reason: str
    advice: str
    mended: bool
    answer: str
    href: str | None
    slot: SlotView | None
    form: AnswerForm | None


@dataclass(frozen=True)
class FixList:
    """The page. ``refused`` after it was to be handed in with something still open."""

    filing_id: str
    cards: tuple[Card, ...]
    kept_until: datetime | None
    rounds: tuple[rounds.Round, ...]
    refused: bool = False
    limit: int = MEBIBYTES

    @property
    def mended(self) -> int:
        """How many issues are dealt with."""
        return sum(1 for card in self.cards if card.mended)

    @property
    def left(self) -> tuple[Card, ...]:
        """The issues that are still open."""
        return tuple(card for card in self.cards if not card.mended)


@pages.get("/<filing_id>/fix")
@requires(Permission.READ_OWN_FILINGS)
def fix(filing_id: str) -> Response:
    return _page(_returned(filing_id))


@pages.get("/<filing_id>/fix/count")
@requires(Permission.READ_OWN_FILINGS)
def fix_count(filing_id: str) -> str:
    """How much is mended, asked for again when a scan was put in on the page."""
    return render_template("filing/_fix_progress.html", view=_view(_returned(filing_id)))


@pages.post("/<filing_id>/fix")
@requires(Permission.FILE)
def mended(filing_id: str) -> Response:
    opened = _returned(filing_id)
    if policy.open_issues(opened.filing):
        return _page(opened, refused=True)
    return go_to(url_for("filing.check", filing_id=filing_id))


@pages.post("/<filing_id>/fix/<issue_id>")
@requires(Permission.FILE)
def answer(filing_id: str, issue_id: str) -> Response:
    opened = _returned(filing_id)
    if issue_id not in {issue.id for issue in opened.filing.issues}:
        raise NotFound
    form = AnswerForm()
    if not form.validate():
        return _page(opened, answering=(issue_id, form))
    command = AnswerIssue(
        command_id=form.command_id.data or "",
        actor=current_actor(),
        at=reader.now(),
        issue=issue_id,
        answer=form.answer.data or "",
    )
    filings.handle(desk(), filing_id, command)
    here = url_for("filing.fix", filing_id=filing_id)
    return go_to(f"{here}#issue-{issue_id}")


def _returned(filing_id: str) -> Opened:
    """The reader's own filing while it has issues to mend; else its status page is shown."""
    opened = reader.own(filing_id)
    if opened.filing.status not in policy.EDITABLE or not opened.filing.issues:
        raise reader.GoTo(url_for("filing.status", filing_id=filing_id))
    return opened


def _page(
    opened: Opened,
    *,
    refused: bool = False,
    answering: tuple[str, AnswerForm] | None = None,
) -> Response:
    view = _view(opened, refused=refused, answering=answering)
    failed = refused or answering is not None
    body = render_template("filing/fix.html", view=view, form=answering[1] if answering else None)
    return make_response(body, 422 if failed else 200)


def _view(
    opened: Opened,
    *,
    refused: bool = False,
    answering: tuple[str, AnswerForm] | None = None,
) -> FixList:
    places = Places(opened, "fix")
    forms = dict([answering]) if answering else {}
    return FixList(
        filing_id=opened.id,
        cards=tuple(_card(opened, each, places, forms) for each in opened.filing.issues),
        kept_until=waiting.kept_until(opened.filing),
        rounds=rounds.rounds(opened),
        refused=refused,
    )


def _card(opened: Opened, issue: Issue, places: Places, forms: dict[str, AnswerForm]) -> Card:
    filing = opened.filing
    slot = _slot(opened, issue)
    form = None
    if policy.answerable(issue):
        form = forms.get(issue.id) or AnswerForm(formdata=None)
        # There is one such form for each issue, and an id stands on a page once.
        form.answer.id = f"answer-{issue.id}"
        form.answer.label.field_id = form.answer.id
    return Card(
        dom_id=f"issue-{issue.id}",
        issue=issue.id,
        title=label(issue.target, filing),
        value=None if slot else value_of(issue.target, filing.targets().get(issue.target)),
        source=rounds.source(issue.stage),
        blocker=issue.severity is Severity.BLOCKER,
        reason=issue_words.reason(issue),
        advice=issue_words.advice(issue),
        mended=not policy.is_open(filing, issue),
        answer=filing.answers.get(issue.id, ""),
        href=None if slot else places.target(issue.target),
        slot=slot,
        form=form,
    )


def _slot(opened: Opened, issue: Issue) -> SlotView | None:
    """The place of the scan that the issue is about."""
    key = issue.target.removeprefix("material:")
    if key == issue.target or issue.target == ORDER:
        return None
    for slot in every_slot(opened.filing):
        if slot.key == key:
            return slot_view(opened, slot)
    return None
