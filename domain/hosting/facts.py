"""What is known of a server, and on which terms it carries filings."""

from __future__ import annotations

import enum
from datetime import date

import msgspec


class Kind(enum.StrEnum):
    """What the account bought. The values are stored: they never change."""

    SERVER = "server"
    VIRTUAL_HOST = "virtual_host"
    COLOCATION = "colocation"
    ADDRESS = "address"


class Server(msgspec.Struct, frozen=True):
    """A server as the provider's sales know it.

    ``addresses`` are its public ranges, ``a`` or ``a-b``. ``place`` is the id of a server place
    (服务器放置地), 0 outside the mainland. ``sites`` and ``codes`` say how many websites, and how
    many authorisation codes, it carries. ``frees_quota`` says whether a website that leaves it
    after approval makes room for another: providers differ.
    """

    name: str
    kind: Kind
    addresses: tuple[str, ...]
    place: int
    prepaid: bool
    bought_on: date
    bought_until: date
    sites: int
    codes: int
    frees_quota: bool


class Terms(msgspec.Struct, frozen=True):
    """What makes a server eligible: months it was bought for, days it still has to run."""

    months: int = 3
    days_left: int = 30


class Obstacle(enum.StrEnum):
    """Why a server carries no filing. The values are words' keys and are not stored."""

    WITHDRAWN = "withdrawn"
    ADDRESS_ALONE = "address_alone"
    NOT_PREPAID = "not_prepaid"
    NOT_MAINLAND = "not_mainland"
    NO_ADDRESS = "no_address"
    BOUGHT_TOO_SHORT = "bought_too_short"
    ENDED = "ended"
    ENDS_TOO_SOON = "ends_too_soon"
