"""The address pools, as their events tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

import msgspec

from domain.pools.events import PoolEvent, PoolRange, RangeRemoved, RangesAdded


class Pools(msgspec.Struct, frozen=True):
    """All ranges by id; no two overlap."""

    ranges: dict[str, PoolRange] = {}


def replay(events: Iterable[PoolEvent]) -> Pools:
    """The pools after these events, oldest first."""
    pools = Pools()
    for event in events:
        pools = evolve(pools, event)
    return pools


def evolve(pools: Pools, event: PoolEvent) -> Pools:
    """The pools after one more event."""
    match event:
        case RangesAdded(ranges=ranges):
            return Pools(pools.ranges | {one.id: one for one in ranges})
        case RangeRemoved(range=gone):
            return Pools({key: one for key, one in pools.ranges.items() if key != gone})
        case _:
            assert_never(event)
