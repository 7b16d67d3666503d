"""The places of a filing by whose they are, with what is not needed and what is left over."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from domain.filing import policy
from domain.filing.completeness import is_done
from domain.filing.drafting import facts_of, not_needed, slots
from domain.filing.facts import INDIVIDUAL
from domain.filing.state import Filing
from domain.filing.targets import material_target
from domain.reference import provinces
from domain.reference.materials import material
from domain.rules.materials import NotNeeded, Slot
from use_cases.filings import Opened
from views.filing import slot_words
from views.filing.guide_link import guide_link
from views.filing.list_changes import Changes, last_changes
from views.filing.slot_views import SlotView, dom_id, slot_view
from views.language import language, listed
from views.target_words import slot_label


@dataclass(frozen=True)
class Group:
    """The places of one owner, required ones first."""

    id: str
    title: Any
    slots: tuple[SlotView, ...]


@dataclass(frozen=True)
class Spare:
    """A scan in a place that is no longer asked for."""

    key: str
    dom_id: str
    title: str
    removable: bool
    command_id: str


@dataclass(frozen=True)
class Unasked:
    """A material that is not needed, and why."""

    title: str
    reason: str


@dataclass(frozen=True)
class MaterialsView:
    """All places, and how many of the required ones are done. ``limit`` is in MB."""

    filing_id: str
    groups: tuple[Group, ...]
    spares: tuple[Spare, ...]
    unasked: tuple[Unasked, ...]
    changes: Changes | None
    there: int
    needed: int
    reviewed_on: str
    guide: str
    limit: int = slot_words.MEBIBYTES
    appeared: tuple[SlotView, ...] = ()
    vanished: tuple[str, ...] = ()

    @property
    def slots(self) -> tuple[SlotView, ...]:
        """All places, in the order of the page."""
        return tuple(slot for group in self.groups for slot in group.slots)

    @property
    def errors(self) -> tuple[SlotView, ...]:
        """The places with a message."""
        return tuple(slot for slot in self.slots if slot.error)


def materials_view(opened: Opened, slot: str = "", error: Any = "") -> MaterialsView:
    """What the page shows; ``error`` stands in the place ``slot``."""
    filing = opened.filing
    known = slots(filing)
    needed = [each for each in known if each.required]
    return MaterialsView(
        filing_id=opened.id,
        groups=tuple(_groups(opened, known, slot, error)),
        spares=_spares(filing, known),
        unasked=tuple(_unasked(each) for each in not_needed(filing)),
        changes=last_changes(opened),
        there=sum(1 for each in needed if is_done(filing, each)),
        needed=len(needed),
        reviewed_on=filing.rules.reviewed_on.isoformat(),
        guide=guide_link(filing),
    )


def since(view: MaterialsView, before: Filing, slot: str) -> MaterialsView:
    """The view with the places that came and went beside ``slot``, for a page that shows the
    places of ``before``: the next one of several pictures, for instance."""
    shown = {each.key for each in slots(before)}
    now = {each.key for each in view.slots}
    return replace(
        view,
        appeared=tuple(each for each in view.slots if each.key not in shown),
        vanished=tuple(dom_id(key) for key in sorted(shown - now) if key != slot),
    )


def _groups(opened: Opened, known: tuple[Slot, ...], slot: str, error: Any) -> list[Group]:
    found: dict[str, list[Slot]] = {}
    for each in known:
        found.setdefault(_owner(each), []).append(each)
    order = ("subject", "responsible", "representative", *opened.filing.sites, "order")
    return [
        Group(
            id=f"group-{key}",
            title=_title(key, opened.filing),
            slots=tuple(
                slot_view(opened, each, error if each.key == slot else "")
                for each in sorted(found[key], key=lambda each: not each.required)
            ),
        )
        for key in order
        if key in found
    ]


def _owner(slot: Slot) -> str:
    """Under which heading the place stands: a person's, the subject's, a website's id."""
    if slot.site:
        return slot.site
    kind = material(slot.code)
    if kind.per == "order" and slot.code == "M25":
        return "order"
    return "order" if kind.owner == "site_person" else kind.owner


def _title(key: str, filing: Filing) -> Any:
    if key in filing.sites:
        return _("网站“%(name)s”", name=filing.sites[key].name)
    if key == "responsible" and facts_of(filing).nature == INDIVIDUAL:
        return _l("您本人")
    return _TITLES[key]


_TITLES: dict[str, Any] = {
    "subject": _l("主办单位"),
    "responsible": _l("主体负责人"),
    "representative": _l("法定代表人"),
    "order": _l("其他"),
}


def _spares(filing: Filing, known: tuple[Slot, ...]) -> tuple[Spare, ...]:
    asked = {slot.key for slot in known}
    return tuple(
        Spare(
            key=key,
            dom_id=dom_id(key),
            title=slot_label(key, filing),
            removable=policy.locked(filing, {material_target(key)}) is None,
            command_id=uuid.uuid4().hex,
        )
        for key in filing.materials
        if key not in asked
    )


def _unasked(row: NotNeeded) -> Unasked:
    kind = material(row.code)
    return Unasked(kind.label(language()), _reason(row))


def _reason(row: NotNeeded) -> str:
    if row.reason == "data":
        return material(row.code).unless(language()) or str(slot_words.NOT_NEEDED["data"])
    if row.reason == "province":
        names = (
            provinces.province(f"{code}0000").short_label(language()) for code in row.provinces
        )
        return str(slot_words.NOT_NEEDED["province"]) % {"provinces": listed(names)}
    return str(slot_words.NOT_NEEDED[row.reason])
