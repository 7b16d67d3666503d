"""What follows from a command to the address pools."""

from __future__ import annotations

from typing import Final, assert_never

from domain.command import derived_id
from domain.pools.commands import AddRanges, PoolCommand, RemoveRange
from domain.pools.events import PoolEvent, PoolRange, RangeRemoved, RangesAdded
from domain.pools.ranges import IpRange, ends
from domain.pools.reading import MOST_TOLD, Line
from domain.pools.refusals import BadLine, LinesRefused, NoRanges, ReasonNeeded
from domain.pools.state import Pools
from domain.refusal import NotPermitted
from domain.roles import Permission, Role, may

LEAST_REASON: Final = 2
MOST_REASON: Final = 200


def decide(command: PoolCommand, pools: Pools) -> list[PoolEvent]:
    """The events of a change. Raises NotPermitted for whoever does not operate the place."""
    role = command.actor.role
    if role is not Role.SYSTEM and not may(role, Permission.OPERATE):
        raise NotPermitted
    reason = command.reason.strip()
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        raise ReasonNeeded(least=LEAST_REASON, most=MOST_REASON)
    match command:
        case AddRanges():
            return _add(command, pools, reason)
        case RemoveRange(range=gone):
            known = gone in pools.ranges
            return [RangeRemoved(gone, reason, command.at)] if known else []
        case _:
            assert_never(command)


def _add(command: AddRanges, pools: Pools, reason: str) -> list[PoolEvent]:
    if not command.lines:
        raise NoRanges
    wrong = _overlaps(command.lines, pools)
    if wrong:
        raise LinesRefused(lines=wrong)
    ranges = tuple(
        PoolRange(
            derived_id(command.command_id, f"range {line.number}"),
            line.range.first,
            line.range.last,
            line.note,
        )
        for line in command.lines
    )
    return [RangesAdded(ranges, reason, command.source, command.at)]


def _overlaps(lines: tuple[Line, ...], pools: Pools) -> tuple[BadLine, ...]:
    """The new lines that share an address with another line or with a range that is there."""
    present = [(0, IpRange(one.first, one.last)) for one in pools.ranges.values()]
    new = [(line.number, line.range) for line in lines]
    wrong: list[BadLine] = []
    furthest: tuple[tuple[int, int, int], int, IpRange] | None = None
    ordered = sorted((ends(one), number, one) for number, one in [*present, *new])
    for place, number, one in ordered:
        if furthest is None or furthest[0][0] != place[0] or furthest[0][2] < place[1]:
            furthest = place, number, one
            continue
        later, other = (number, furthest[2]) if number > furthest[1] else (furthest[1], one)
        told = one if later == number else furthest[2]
        wrong.append(BadLine(later, "overlaps", str(told), str(other)))
        if place[2] > furthest[0][2]:
            furthest = place, number, one
    return tuple(sorted(wrong, key=lambda each: each.line)[:MOST_TOLD])
