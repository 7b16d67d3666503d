"""The split page of one filing, composed: scans at the left, fields with verdicts at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _

from domain.filing import policy
from domain.filing.commands import ClaimFiling, PassReview
from domain.filing.facts import Issue, LegalRepresentative, Status
from domain.filing.scope import judged, recorded_targets
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, Targets, material_target
from domain.personal import Personal
from domain.reference.reasons import Reason
from domain.roles import Actor, Permission, may
from domain.working_days import shanghai_date
from use_cases import accesses
from use_cases.filings import Opened
from views import kind_words
from views.desk import desk
from views.review import rounds
from views.review.claimed import claimed_targets, compared, differs
from views.review.due import Due, due, minutes_left
from views.review.forms import Verdict, Verdicts, fitting
from views.review.hints import Hint, hints
from views.review.people import Names, name_of
from views.review.rounds import Comparison, Entry
from views.review.rules import Rules, rules_of
from views.review.scans import Scan, scans_of
from views.target_words import html_key, label, lines, short_label


@dataclass(frozen=True, slots=True)
class Item:
    """One target with its verdict; ``key`` is an HTML id."""

    target: str
    key: str
    label: str
    lines: list[str]
    masked: bool
    verdict: Verdict
    reasons: Sequence[Reason]
    hints: Sequence[Hint] = ()
    changed: bool = False
    carried: bool = False
    before: list[str] = field(default_factory=list)
    previous: Sequence[Issue] = ()
    answers: Sequence[str] = ()
    registered: Sequence[str] | None = None
    """What the record has in its place; None where the filing is about no record."""
    scan: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A field that stands in the record as it is, so that nobody judges it."""

    label: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong together, and the scans that prove them."""

    key: str
    title: str
    items: list[Item]
    proofs: list[Scan]

    @property
    def open(self) -> int:
        """How many of its fields have no verdict yet."""
        return sum(1 for item in self.items if not item.verdict.choice)


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
    groups = _groups(filing, _items(filing, verdicts, comparison, now, scans), comparison, scans)
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
        order=_order_item(verdicts, comparison, filing),
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


def targets_of(opened: Opened, group: str) -> list[str]:
    """The targets that stand together under a group's key."""
    comparison = rounds.compare(opened.filing, opened.history)
    again = comparison.changed | comparison.issues.keys()
    return [
        target
        for target in judged(opened.filing)
        if group == ("changed" if target in again else _group_key(target))
    ]


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


def _items(
    filing: Filing,
    verdicts: Verdicts,
    comparison: Comparison,
    now: datetime,
    scans: list[Scan],
) -> dict[str, Item]:
    today = shanghai_date(now)
    remarks = hints(filing, today, accesses.checked(desk(), filing, today))
    kept = filing.accepted - comparison.changed if filing.round > 1 else frozenset()
    keys = {scan.key for scan in scans}
    found = {}
    claimed = claimed_targets(filing)
    known = recorded_targets(filing)
    for target, value in judged(filing).items():
        previous = comparison.issues.get(target, ())
        changed = target in comparison.changed
        scan = f"scan-{html_key(target.removeprefix('material:'))}"
        found[target] = Item(
            target=target,
            key=html_key(target),
            label=short_label(target),
            lines=[] if target.startswith("material:") else lines(target, value),
            masked=is_masked(value),
            verdict=verdicts.by_target.get(target) or Verdict(target),
            reasons=fitting(target, "I"),
            hints=[*remarks.get(target, ()), *compared(target, value, claimed)],
            changed=changed,
            carried=target in kept,
            before=_before(target, comparison) if changed else [],
            previous=previous,
            answers=[filing.answers[one.id] for one in previous if filing.answers.get(one.id)],
            registered=_registered(target, claimed if differs(target, value, claimed) else known),
            scan=scan if scan in keys else "",
        )
    return found


def _registered(target: str, known: Targets) -> Sequence[str] | None:
    if not known or target.startswith("material:") or target == EXPLANATION:
        return None
    return lines(target, known.get(target)) or [_("未填写")]


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


def _before(target: str, comparison: Comparison) -> list[str]:
    if target not in comparison.before:
        return [_("上轮没有此项")]
    if target.startswith("material:"):
        return [_("上轮的图片")]
    return lines(target, comparison.before[target]) or [_("未填写")]


def is_masked(value: object) -> bool:
    """Whether the page shows only a mask of the value."""
    if isinstance(value, tuple) and value:
        value = value[-1]
    return isinstance(value, Personal | LegalRepresentative)


def _order_item(verdicts: Verdicts, comparison: Comparison, filing: Filing) -> Item:
    order = verdicts.order
    previous = comparison.issues.get(order.target, ())
    return Item(
        target=order.target,
        key=order.target,
        label=label(order.target),
        lines=[],
        masked=False,
        verdict=order,
        reasons=fitting(order.target, "I"),
        previous=previous,
        answers=[filing.answers[one.id] for one in previous if filing.answers.get(one.id)],
    )


def _groups(
    filing: Filing, items: dict[str, Item], comparison: Comparison, scans: list[Scan]
) -> list[Group]:
    """What changed since the last round first, then as the applicant filled it in."""
    groups: dict[str, Group] = {}
    if comparison.changed or comparison.issues:
        groups["changed"] = Group("changed", _("本轮改动和上轮问题"), [], [])
    for target, item in items.items():
        again = item.changed or bool(item.previous)
        key = "changed" if again else _group_key(target)
        if key not in groups:
            title = _group_title(key, filing)
            groups[key] = Group(key, title, [], _proofs(key, scans))
        groups[key].items.append(_named(item, filing) if again else item)
    if "materials" in groups:
        # As the pictures stand in their row, and not as they came.
        places = {material_target(scan.slot): place for place, scan in enumerate(scans)}
        groups["materials"].items.sort(key=lambda item: places.get(item.target, len(places)))
    return [group for group in groups.values() if group.items]


def _named(item: Item, filing: Filing) -> Item:
    """The item with its full name, for a group that mixes persons and websites."""
    return replace(item, label=label(item.target, filing))


def _group_key(target: str) -> str:
    head = target.partition(".")[0]
    if target.startswith("material:"):
        return "materials"
    if ".person." in target:
        return f"person-{head.removeprefix('site:')}"
    return html_key(head)


def _group_title(key: str, filing: Filing) -> str:
    kind, _dash, site = key.partition("-")
    several = len(filing.sites) > 1 and site in filing.sites
    name = filing.sites[site].name if several else ""
    titles = {
        "subject": _("主办单位（主体）"),
        "responsible": _("主体负责人"),
        "site": _("网站"),
        "person": _("网站负责人"),
        "access": _("接入信息"),
        "materials": _("材料"),
        "explanation": _("原因"),
    }
    if not name:
        return titles[kind]
    return _("%(what)s：%(name)s", what=titles[kind], name=name)


_PROOFS = {
    "subject": ("M01", "M03", "M11", "M16", "M19", "M20", "M22"),
    "responsible": ("M02", "M10", "M13", "M14", "M15"),
    "person": ("M04", "M10"),
    "site": ("M05", "M08", "M09", "M12", "M17", "M18", "M21", "M23"),
}
"""Which materials prove the fields of a group."""


def _proofs(key: str, scans: list[Scan]) -> list[Scan]:
    kind, _dash, site = key.partition("-")
    wanted = tuple(f"scan-{code}" for code in _PROOFS.get(kind, ()))
    found = [scan for scan in scans if wanted and scan.key.startswith(wanted)]
    return [scan for scan in found if not site or site in scan.key]
