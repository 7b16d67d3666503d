"""What has been looked at in a filing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.access.events import AccessEvent


class Looks(msgspec.Struct, frozen=True):
    """``version`` counts the looks. Nothing that was looked at changes what may be next."""

    version: int = 0


def evolve(looks: Looks, event: AccessEvent) -> Looks:
    """The state after one more look."""
    del event
    return Looks(looks.version + 1)


def replay(events: Iterable[AccessEvent]) -> Looks:
    """The state after the events."""
    looks = Looks()
    for event in events:
        looks = evolve(looks, event)
    return looks
