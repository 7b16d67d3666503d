"""The fields and scans of a filing under review, each with its verdict, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flask_babel import gettext as _

from domain.filing.facts import Issue, LegalRepresentative
from domain.filing.scope import judged, recorded_targets
from domain.filing.state import Filing
from domain.filing.targets import EXPLANATION, Targets, material_target
from domain.personal import Personal
from domain.reference.reasons import Reason
from domain.working_days import shanghai_date
from use_cases import accesses
from use_cases.filings import Opened
from views.desk import desk
from views.review import rounds
from views.review.claimed import claimed_targets, compared, differs
from views.review.forms import Verdict, Verdicts, fitting
from views.review.hints import Hint, hints
from views.review.rounds import Comparison
from views.review.scans import Scan
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


def targets_of(opened: Opened, group: str) -> list[str]:
    """The targets that stand together under a group's key."""
    comparison = rounds.compare(opened.filing, opened.history)
    again = comparison.changed | comparison.issues.keys()
    return [
        target
        for target in judged(opened.filing)
        if group == ("changed" if target in again else _group_key(target))
    ]


def items(
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


def order_item(verdicts: Verdicts, comparison: Comparison, filing: Filing) -> Item:
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


def grouped(
    filing: Filing, found: dict[str, Item], comparison: Comparison, scans: list[Scan]
) -> list[Group]:
    """What changed since the last round first, then as the applicant filled it in."""
    groups: dict[str, Group] = {}
    if comparison.changed or comparison.issues:
        groups["changed"] = Group("changed", _("本轮改动和上轮问题"), [], [])
    for target, item in found.items():
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
