"""What may be done with a record, and why not the rest. Pages and commands ask the same functions.

Sources: the help pages of Huawei Cloud (2024 to 2026) and Tencent Cloud (to 2022) on what
excludes what: one filing under way for a subject, over all kinds; nothing after an end.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from domain.filing.facts import INDIVIDUAL
from domain.filing.kinds import NEEDS, Data, Effect, Kind
from domain.register.facts import RecordStatus, SiteStatus
from domain.register.state import Record, RegisteredSite

MOST_SITES_OF_INDIVIDUAL: Final = 5
"""Services that a natural person may have filed (Huawei Cloud)."""

OF_SUBJECT: Final = (
    Kind.CHANGE_SUBJECT,
    Kind.CHANGE_BOTH,
    Kind.ADD_SITE_LOCAL,
    Kind.ADD_ACCESS_LOCAL,
    Kind.TRANSFER,
    Kind.CANCEL_SUBJECT,
)
OF_SITE: Final = (
    Kind.CHANGE_SITE,
    Kind.CHANGE_ACCESS,
    Kind.MIGRATE,
    Kind.CANCEL_ACCESS,
    Kind.CANCEL_SITE,
)
"""The kinds that are about a record, and about one website of it, in the order of pages."""
_ENDS: Final = (Effect.CANCEL_SITES, Effect.CANCEL_SUBJECT, Effect.REMOVE_ACCESSES)


class Standing(enum.StrEnum):
    """How it stands with a record or a website, in one word for readers."""

    ACTIVE = "active"
    CHANGING = "changing"
    CANCELLING = "cancelling"
    RECTIFY = "rectify"
    EMPTY = "empty"
    BLACKLISTED = "blacklisted"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Obstacle(enum.StrEnum):
    """Why a filing of some kind cannot be begun now."""

    CANCELLED = "cancelled"
    UNCLAIMED = "unclaimed"
    IN_PROCESS = "in_process"
    BLACKLISTED = "blacklisted"
    NO_SITE = "no_site"
    TOO_MANY_SITES = "too_many_sites"
    NO_ACCESS = "no_access"


class Underway(msgspec.Struct, frozen=True):
    """A filing about the record, or about its subject, that has not come to its end, or whose end
    the register does not have yet."""

    filing: str
    kind: Kind


class Offer(msgspec.Struct, frozen=True):
    """A kind of filing about the record, or about one ``site`` of it; without an obstacle it may
    be begun."""

    kind: Kind
    site: str = ""
    obstacle: Obstacle | None = None


def offers(record: Record, underway: Sequence[Underway]) -> tuple[Offer, ...]:
    """Every kind that is about the record or about a live website of it, with what hinders it."""
    return tuple(_offers(record, underway))


def obstacle(
    record: Record, underway: Sequence[Underway], kind: Kind, site: str = ""
) -> Obstacle | None:
    """Why a filing of that kind about the record, or about a live website of it, cannot be begun
    now; None where it can."""
    hindrance = general_obstacle(record, underway)
    if hindrance is not None:
        return hindrance
    effect = NEEDS[kind].effect
    if record.blacklisted and effect not in _ENDS:
        return Obstacle.BLACKLISTED
    if site:
        return site_obstacle(record.sites[site], kind)
    if kind is Kind.CHANGE_BOTH and not record.live_sites:
        return Obstacle.NO_SITE
    if effect is Effect.ADD_SITES and _has_most_sites(record):
        return Obstacle.TOO_MANY_SITES
    return None


def site_obstacle(site: RegisteredSite, kind: Kind) -> Obstacle | None:
    """What hinders a filing of that kind at a live website, whatever holds for its record: an
    access can be changed or ended only where there is one."""
    needs = NEEDS[kind]
    of_access = needs.effect is Effect.REMOVE_ACCESSES or needs.access is Data.CHANGES
    return Obstacle.NO_ACCESS if of_access and site.access is None else None


def general_obstacle(record: Record, underway: Sequence[Underway]) -> Obstacle | None:
    """What hinders every filing about the record."""
    if record.status is not RecordStatus.ACTIVE:
        return Obstacle.CANCELLED
    if not record.account:
        return Obstacle.UNCLAIMED
    return Obstacle.IN_PROCESS if underway else None


def standing(record: Record, underway: Sequence[Underway] = ()) -> Standing:
    """How it stands with the subject: the weightiest word first."""
    if record.status is RecordStatus.CANCELLED:
        return Standing.CANCELLED
    if record.blacklisted:
        return Standing.BLACKLISTED
    effects = {NEEDS[each.kind].effect for each in underway}
    if Effect.CANCEL_SUBJECT in effects:
        return Standing.CANCELLING
    if effects:
        return Standing.CHANGING
    return Standing.EMPTY if record.is_empty else Standing.ACTIVE


def site_standing(site: RegisteredSite) -> Standing:
    """How it stands with a website; what is under way is said of the subject."""
    match site.status:
        case SiteStatus.CANCELLED:
            return Standing.CANCELLED
        case SiteStatus.MOVED:
            return Standing.MOVED
        case SiteStatus.RECTIFY:
            return Standing.RECTIFY
        case SiteStatus.ACTIVE:
            return Standing.EMPTY if site.is_empty else Standing.ACTIVE


def _offers(record: Record, underway: Sequence[Underway]) -> Iterator[Offer]:
    for kind in OF_SUBJECT:
        yield Offer(kind, "", obstacle(record, underway, kind))
    for site in record.live_sites:
        for kind in OF_SITE:
            yield Offer(kind, site, obstacle(record, underway, kind, site))


def _has_most_sites(record: Record) -> bool:
    individual = record.identity is not None and record.identity.nature == INDIVIDUAL
    return individual and len(record.live_sites) >= MOST_SITES_OF_INDIVIDUAL
