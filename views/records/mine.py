"""What the reader's account has in the register, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, url_for

from domain.filing.kinds import can_start, needs_of
from domain.register import policy
from domain.register.facts import RecordStatus
from domain.register.policy import Obstacle, Offer
from domain.register.state import Record
from domain.roles import Permission, may
from use_cases import records
from views.access import current_actor, requires
from views.desk import desk
from views.filing import reader
from views.filing.answers import Row
from views.kind_words import TITLES
from views.records import cards
from views.records.blueprint import pages
from views.records.cards import SiteCard, Tag
from views.records.words import OBSTACLES


@dataclass(frozen=True)
class Choice:
    """A kind of filing that the reader may begin at ``href``, or ``why`` not."""

    title: Any
    href: str | None
    why: Any = None


@dataclass(frozen=True)
class Open:
    """A filing about the record that is under way."""

    title: Any
    href: str


@dataclass(frozen=True)
class Mine:
    """One record. ``why`` says why nothing can be begun; then there are no choices."""

    id: str
    name: Any
    number: str
    approved_on: date | None
    tag: Tag
    is_cancelled: bool
    is_empty: bool
    rows: tuple[Row, ...]
    underway: tuple[Open, ...]
    why: Any
    choices: tuple[Choice, ...]
    sites: tuple[SiteCard, ...]
    site_choices: dict[str, tuple[Choice, ...]]
    former: tuple[SiteCard, ...]


@pages.get("/records")
@requires(Permission.READ_OWN_FILINGS)
def mine() -> str:
    found = records.of_account(desk(), reader.account_of_reader())
    view = tuple(_mine(each) for each in found)
    return render_template("records/mine.html", view=view)


def _mine(opened: records.WithUnderway) -> Mine:
    record, underway = opened.record, opened.underway
    offers = _startable(record, underway)
    general = policy.general_obstacle(record, underway)
    shown = [cards.site_card(record, site, cards.IN_FULL) for site in record.sites]
    return Mine(
        id=opened.id,
        name=cards.name_of(record, cards.IN_FULL),
        number=record.number,
        approved_on=record.approved_on,
        tag=cards.tag_of(policy.standing(record, underway)),
        is_cancelled=record.status is RecordStatus.CANCELLED,
        is_empty=record.is_empty,
        rows=cards.subject_rows(record, cards.IN_FULL),
        underway=tuple(_open(each) for each in underway),
        why=OBSTACLES[general] if general else None,
        choices=tuple(_choices(opened.id, offers, "")),
        sites=tuple(card for card in shown if card.is_live),
        site_choices={site: tuple(_choices(opened.id, offers, site)) for site in record.sites},
        former=tuple(card for card in shown if not card.is_live),
    )


def _open(each: policy.Underway) -> Open:
    return Open(TITLES[each.kind], url_for("filing.status", filing_id=each.filing))


def _startable(record: Record, underway: Sequence[policy.Underway]) -> list[Offer]:
    """What may be begun here at all; nothing for a reader who may not file, and nothing where one
    reason stands in the way of everything."""
    if not may(current_actor().role, Permission.FILE):
        return []
    if policy.general_obstacle(record, underway) is not None:
        return []
    return [offer for offer in policy.offers(record, underway) if can_start(offer.kind)]


def _choices(record_id: str, offers: Sequence[Offer], site: str) -> Iterator[Choice]:
    for offer in offers:
        if offer.site != site:
            continue
        href = None if offer.obstacle else _address(record_id, offer)
        yield Choice(TITLES[offer.kind], href, _why(offer.obstacle))


def _why(obstacle: Obstacle | None) -> Any:
    return OBSTACLES[obstacle] if obstacle else None


def _address(record_id: str, offer: Offer) -> str:
    """Where a filing of the kind is begun."""
    if needs_of(offer.kind).begins == "decision":
        return url_for("filing.new")
    chosen = {"site": offer.site} if offer.site else {}
    return url_for("filing.begin", kind=offer.kind.value, record=record_id, **chosen)
