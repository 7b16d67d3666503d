"""Which events of servers and codes are told to which account."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.hosting.events import CodeGranted, ResourceEndsSoon


class Message(msgspec.Struct, frozen=True):
    """Something to tell an account, in the program and by its mail or telephone. ``occasion``
    names its text; ``facts`` fill it, never a code itself."""

    occasion: str
    account: str
    facts: dict[str, Any]


def messages_of(event: Any) -> tuple[Message, ...]:
    """What the event means for those who wait for it."""
    match event:
        case CodeGranted(account=account, tail=tail, server=server):
            return (Message("code_granted", account, {"tail": tail, "server": server}),)
        case ResourceEndsSoon(account=account, server=server, until=until):
            facts = {"server": server, "until": until.isoformat()}
            return (Message("server_ends_soon", account, facts),)
        case _:
            return ()
