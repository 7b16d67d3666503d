"""Which servers carry filings, and who may do what with them."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Final

from domain.hosting.facts import Kind, Obstacle, Server, Terms
from domain.hosting.refusals import NotEligible
from domain.hosting.state import Resource
from domain.refusal import NotFound, NotPermitted
from domain.roles import Actor, Permission, Role, may

MOST_AT_ONCE: Final = 20
"""Codes that one form makes (Alibaba Cloud: a batch of 1 to 20)."""
CODE_YEARS: Final = 1
"""How long a code lives (JD Cloud: one year)."""
END_WARNING_DAYS: Final = 45
"""So many days before its end the owner of a server is told: half a month before it carries no
filing any more on the usual terms."""


def obstacles(server: Server, today: date, terms: Terms, *, withdrawn: bool) -> list[Obstacle]:
    """Everything that keeps the server from carrying a filing; empty for an eligible one.

    After the providers' own help pages: bought for three months or more and prepaid, on the
    mainland, with a public address (JD, Tencent, Huawei), 30 days left (Tencent); an elastic
    address alone is none (Huawei).
    """
    return list(_obstacles(server, today, terms, withdrawn))


def _obstacles(server: Server, today: date, terms: Terms, withdrawn: bool) -> Iterator[Obstacle]:
    if withdrawn:
        yield Obstacle.WITHDRAWN
    if server.kind is Kind.ADDRESS:
        yield Obstacle.ADDRESS_ALONE
    if not server.prepaid:
        yield Obstacle.NOT_PREPAID
    if not server.place:
        yield Obstacle.NOT_MAINLAND
    if not server.addresses:
        yield Obstacle.NO_ADDRESS
    if server.bought_until < months_after(server.bought_on, terms.months):
        yield Obstacle.BOUGHT_TOO_SHORT
    left = (server.bought_until - today).days
    if left < 0:
        yield Obstacle.ENDED
    elif left < terms.days_left:
        yield Obstacle.ENDS_TOO_SOON


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def ensure_operates(actor: Actor) -> None:
    """An operator, or the command line of the machine itself."""
    if actor.role is not Role.SYSTEM and not may(actor.role, Permission.OPERATE):
        raise NotPermitted


def ensure_owns(actor: Actor, resource: Resource) -> Server:
    """The server, if the actor is its owner and may file; another's is not there."""
    if resource.server is None or not actor.id or resource.account != actor.id:
        raise NotFound
    if not may(actor.role, Permission.FILE):
        raise NotPermitted
    return resource.server


def ensure_eligible(resource: Resource, server: Server, today: date, terms: Terms) -> None:
    """Raises NotEligible with the first thing that is in the way."""
    found = obstacles(server, today, terms, withdrawn=resource.withdrawn)
    if found:
        raise NotEligible(why=found[0])
