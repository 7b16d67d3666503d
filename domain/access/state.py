"""What has been looked at and erased in a filing."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.access.events import AccessEvent, PersonErased


class Looks(msgspec.Struct, frozen=True):
    """``version`` counts the events, ``erased`` holds the persons whose data are gone.

    Nothing that was looked at changes what may be next.
    """

    version: int = 0
    erased: frozenset[str] = frozenset()


def evolve(looks: Looks, event: AccessEvent) -> Looks:
    """The state after one more event."""
    erased = looks.erased | {event.person} if isinstance(event, PersonErased) else looks.erased
    return Looks(looks.version + 1, erased)


def replay(events: Iterable[AccessEvent]) -> Looks:
    """The state after the events."""
    looks = Looks()
    for event in events:
        looks = evolve(looks, event)
    return looks
