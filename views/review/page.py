"""The split page of one filing, composed: scans at the left, fields with verdicts at the right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from domain.filing import policy
from domain.filing.commands import ClaimFiling, PassReview
from domain.filing.facts import Status
from domain.filing.scope import judged, recorded_targets
from domain.filing.state import Filing
from domain.roles import Actor, Permission, may
from domain.working_days import shanghai_date
from use_cases.filings import Opened
from views import kind_words
from views.review import rounds
from views.review.due import Due, due, minutes_left
from views.review.forms import Verdicts
from views.review.groups import Group, Item, grouped, items, order_item
from views.review.people import Names, name_of
from views.review.rounds import Entry
from views.review.rules import Rules, rules_of
from views.review.scans import Scan, scans_of
from views.target_words import label, lines


@dataclass(frozen=True, slots=True)
class Known:
    """A field that stands in the record as it is, so that nobody judges it."""

    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who works on the filing, and what this reader may do about that."""

    mine: bool
    live: bool
    own: bool
    who: str
    until: datetime | None
    minutes: int
    may_claim: bool
    may_take_over: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything that the page shows."""

    id: str
    filing: Filing
    title: str
    claim: Claim
    due: Due | None
    can_decide: bool
    can_look: bool
    scans: list[Scan]
    groups: list[Group]
    order: Item
    removed: list[str]
    kind: str
    known: list[Known]
    gone: list[Known]
    rules: Rules | None
    history: list[Entry]
    changed: int

    @property
    def total(self) -> int:
        """How many fields and materials there are to judge."""
        return sum(len(group.items) for group in self.groups)


def compose(
    opened: Opened, verdicts: Verdicts, actor: Actor, now: datetime, names: Names
) -> ReviewPage:
    """The page of the filing for this reader at ``now`` (UTC)."""
    filing = opened.filing
    comparison = rounds.compare(filing, opened.history)
    claim = claim_of(filing, actor, now, names)
    scans = scans_of(opened.id, filing)
    groups = grouped(filing, items(filing, verdicts, comparison, now, scans), comparison, scans)
    return ReviewPage(
        id=opened.id,
        filing=filing,
        title=filing_title(filing),
        claim=claim,
        due=due(filing.due_at, now),
        can_decide=claim.mine and policy.possible(PassReview, filing),
        can_look=may_look(filing, actor, now),
        scans=scans,
        groups=groups,
        order=order_item(verdicts, comparison, filing),
        removed=[label(target, filing) for target in comparison.removed],
        kind=str(kind_words.title(filing.kind)),
        known=_known(filing),
        gone=_gone(filing),
        rules=rules_of(opened, shanghai_date(now)),
        history=rounds.history_in_words(filing, opened.history, names),
        changed=len(comparison.changed),
    )


def carried(opened: Opened) -> frozenset[str]:
    """What an earlier round accepted and nobody changed since."""
    if opened.filing.round < 2:
        return frozenset()
    return opened.filing.accepted - rounds.compare(opened.filing, opened.history).changed


def needs_mapping(filing: Filing) -> bool:
    """Whether a refusal of the bureau waits to be told in terms of fields."""
    return filing.status is Status.BUREAU_REJECTED and not filing.issues


def may_look(filing: Filing, actor: Actor, now: datetime) -> bool:
    """Personal data are for whoever works on the filing, and for the lead."""
    return policy.holds_claim(actor, filing, now) or may(actor.role, Permission.TAKE_OVER)


def claim_of(filing: Filing, actor: Actor, now: datetime, names: Names) -> Claim:
    """The claim as this reader sees it."""
    live = policy.claim_is_live(filing, now)
    mine = policy.holds_claim(actor, filing, now)
    claim = filing.claim
    possible = policy.possible(ClaimFiling, filing) and actor.id != filing.account
    # A refusal of the bureau that was mapped already is the applicant's, not ours.
    if filing.status is Status.BUREAU_REJECTED and not needs_mapping(filing):
        possible = False
    return Claim(
        mine=mine,
        live=live,
        own=actor.id == filing.account,
        who=name_of(names, claim.reviewer) if claim and live else "",
        until=claim.until if claim and live else None,
        minutes=minutes_left(claim.until, now) if claim and live else 0,
        may_claim=possible and not live,
        may_take_over=possible and live and not mine and may(actor.role, Permission.TAKE_OVER),
    )


def filing_title(filing: Filing) -> str:
    """The subject's name; that of an individual is masked."""
    if filing.subject is None:
        return _("未填写主体")
    return filing.subject.name or str(filing.subject.responsible.name)


def _known(filing: Filing) -> list[Known]:
    """The fields that are as the record has them, in reading order."""
    open_ = judged(filing)
    return [
        Known(label(target, filing), lines(target, value) or [_("未填写")])
        for target, value in filing.targets().items()
        if target not in open_
    ]


def _gone(filing: Filing) -> list[Known]:
    """The fields of the record that the filing takes away."""
    now = filing.targets()
    return [
        Known(label(target, filing), lines(target, value))
        for target, value in recorded_targets(filing).items()
        if target not in now
    ]
