"""Verification sheets of a filing: what each must show now, and which were overtaken."""

from __future__ import annotations

from domain.filing.facts import INDIVIDUAL
from domain.filing.state import Filing
from domain.rules import sheets as rules
from domain.rules.sheets import Sheet, SheetItem

CODE = "M05"
"""The verification sheet in the list of materials."""


def slot_of(site: str) -> str:
    """The slot of a website's sheet."""
    return f"{CODE}:{site}"


def sheet_of(filing: Filing, site: str) -> Sheet | None:
    """What the website's sheet must show by the present data; None while it cannot be made."""
    if filing.facts is None or filing.subject is None or site not in filing.sites:
        return None
    everything = tuple(filing.sites.values())
    return rules.sheet(filing.facts, filing.subject, filing.sites[site], everything)


def sheet_in(filing: Filing, slot: str) -> Sheet | None:
    """As ``sheet_of``, for the website of a slot; None for a slot of another material."""
    code, _, site = slot.partition(":")
    return sheet_of(filing, site) if code == CODE else None


def checked_items(filing: Filing, site: str) -> frozenset[SheetItem]:
    """What the review found right on the website's sheet: all that belongs to the item was
    accepted. Items of which the filing states nothing, such as a telephone that nobody has, are
    left out.
    """
    targets = filing.targets()
    individual = filing.facts is not None and filing.facts.nature == INDIVIDUAL
    found = set()
    for item, belonging in _belonging(site, individual).items():
        stated = {target for target in targets if _is_of(target, belonging)}
        if stated and stated <= filing.accepted:
            found.add(item)
    return frozenset(found)


def _belonging(site: str, individual: bool) -> dict[SheetItem, tuple[str, ...]]:
    """Which targets each item of the sheet stands for; a material by its code."""
    own = f"site:{site}.person"
    papers = ("name", "certificate_number", "validity")
    person = (*(f"{who}.{field}" for who in ("responsible", own) for field in papers), "M02", "M04")
    unit = (*(f"subject.{field}" for field in papers), "M01")
    access = tuple(f"access:{site}.{field}" for field in ("mode", "server_places", "ips"))
    return {
        SheetItem.SUBJECT: person if individual else unit,
        SheetItem.RESPONSIBLE: person,
        SheetItem.MOBILE: ("responsible.mobile", f"{own}.mobile"),
        SheetItem.LANDLINE: ("responsible.office_phone", f"{own}.office_phone"),
        SheetItem.EMAIL: ("responsible.email", f"{own}.email"),
        SheetItem.ADDRESS: ("subject.mail_address",),
        SheetItem.SITE_NAME: (f"site:{site}.name",),
        SheetItem.DOMAINS: (f"site:{site}.domains",),
        SheetItem.APPROVALS: (f"site:{site}.pre_approvals",),
        SheetItem.CONTENTS: (f"site:{site}.contents",),
        SheetItem.PROVIDER: access,
        SheetItem.MODE: access[:1],
        SheetItem.PLACE: access[1:2],
        SheetItem.ADDRESSES: access[2:],
    }


def _is_of(target: str, belonging: tuple[str, ...]) -> bool:
    slot = target.removeprefix("material:")
    return target in belonging or (slot != target and slot.partition(":")[0] in belonging)


def is_overtaken(filing: Filing, slot: str) -> bool:
    """Whether a signed sheet is in the slot that shows what was changed since.

    A scan was compared with the data when it was uploaded, so what it shows is what the data
    were then. Data that are changed back make it good again.
    """
    return slot in filing.materials and filing.printed.get(slot) != sheet_in(filing, slot)
