"""A server with its authorisation codes, as its events tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

import msgspec

from domain.hosting.events import (
    CodeGranted,
    CodesIssued,
    CodesVoided,
    HostingEvent,
    ResourceEndsSoon,
    ResourceHandedOver,
    ResourceProlonged,
    ResourceRegistered,
    ResourceWithdrawn,
)
from domain.hosting.facts import Server


class Code(msgspec.Struct, frozen=True):
    """An authorisation code; whether a website uses it, filings know."""

    id: str
    tail: str
    expires_on: date
    granted_to: str = ""
    void: bool = False


class Resource(msgspec.Struct, frozen=True):
    """A server. ``told_of`` is the end that its owner was told of last."""

    id: str = ""
    account: str = ""
    server: Server | None = None
    withdrawn: bool = False
    codes: dict[str, Code] = {}
    told_of: date | None = None

    @property
    def live_codes(self) -> int:
        """How many codes count against the server's number of codes."""
        return sum(not code.void for code in self.codes.values())


def replay(events: Iterable[HostingEvent]) -> Resource:
    """The server after these events, oldest first."""
    resource = Resource()
    for event in events:
        resource = evolve(resource, event)
    return resource


def evolve(resource: Resource, event: HostingEvent) -> Resource:
    """The server after one more event."""
    change = msgspec.structs.replace
    match event:
        case ResourceRegistered():
            return Resource(id=event.resource, account=event.account, server=event.server)
        case ResourceProlonged(until=until):
            server = resource.server and change(resource.server, bought_until=until)
            return change(resource, server=server)
        case ResourceHandedOver(account=account):
            return change(resource, account=account)
        case ResourceWithdrawn():
            return change(resource, withdrawn=True)
        case CodesIssued(codes=codes, expires_on=expires_on):
            new = {one.id: Code(one.id, one.tail, expires_on) for one in codes}
            return change(resource, codes=resource.codes | new)
        case CodeGranted(code=code, account=account):
            return _with(resource, (code,), granted_to=account)
        case CodesVoided(codes=gone):
            return _with(resource, gone, void=True)
        case ResourceEndsSoon(until=until):
            return change(resource, told_of=until)
        case _:
            assert_never(event)


def _with(resource: Resource, codes: tuple[str, ...], **values: object) -> Resource:
    """The server with these of its codes changed."""
    changed = {
        key: msgspec.structs.replace(code, **values) if key in codes else code
        for key, code in resource.codes.items()
    }
    return msgspec.structs.replace(resource, codes=changed)
