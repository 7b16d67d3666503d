"""What happened to a server and its authorisation codes.

Stored for ever: a field is never renamed, removed or reused. A website's use of a server or a
code is no event of its own: it stands in the filing that states the access.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeAlias

import msgspec

from domain.hosting.facts import Server
from domain.personal import Personal


class ResourceRegistered(msgspec.Struct, frozen=True):
    """The operator entered a server; ``account`` owns it, empty for nobody yet."""

    resource: str
    server: Server
    account: str
    at: datetime


class ResourceProlonged(msgspec.Struct, frozen=True):
    """The server was paid until another day."""

    until: date
    at: datetime


class ResourceHandedOver(msgspec.Struct, frozen=True):
    """The server belongs to another account from now on."""

    account: str
    at: datetime


class ResourceWithdrawn(msgspec.Struct, frozen=True):
    """The operator took the server away: no further website may use it."""

    reason: str
    at: datetime


class IssuedCode(msgspec.Struct, frozen=True):
    """An authorisation code: ``digest`` finds it (keyed), ``secret`` shows it again to its
    holder, ``tail`` are the last characters by which people tell codes apart."""

    id: str
    digest: str
    tail: str
    secret: Personal


class CodesIssued(msgspec.Struct, frozen=True):
    """The owner of the server made codes, each for one website."""

    codes: tuple[IssuedCode, ...]
    expires_on: date
    at: datetime


class CodeGranted(msgspec.Struct, frozen=True):
    """The owner gave a code to another account, which alone may use it from now on.

    ``tail`` and ``server`` are told to that account.
    """

    code: str
    account: str
    note: str
    tail: str
    server: str
    at: datetime


class CodesVoided(msgspec.Struct, frozen=True):
    """Codes that no website uses became worthless. ``cause`` is ``revoked``, ``expired``,
    ``handed_over`` or ``withdrawn``."""

    codes: tuple[str, ...]
    cause: str
    at: datetime


class ResourceEndsSoon(msgspec.Struct, frozen=True):
    """The server is paid until ``until`` only: its owner is told."""

    account: str
    server: str
    until: date
    at: datetime


HostingEvent: TypeAlias = (
    ResourceRegistered
    | ResourceProlonged
    | ResourceHandedOver
    | ResourceWithdrawn
    | CodesIssued
    | CodeGranted
    | CodesVoided
    | ResourceEndsSoon
)
