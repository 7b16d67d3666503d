"""The operator keeps the provider's address pools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from domain.pools.commands import AddRanges, PoolCommand, RemoveRange
from domain.pools.decide import decide
from domain.pools.ranges import IpRange, NotARange, read_range
from domain.pools.reading import read_lines
from domain.pools.state import replay
from domain.roles import Actor
from projections import address_pools
from projections.address_pools import PoolRow
from use_cases.desk import Desk

STREAM: Final = "pools"


def add(
    desk: Desk,
    text: str,
    *,
    reason: str,
    source: str,
    actor: Actor,
    at: datetime,
    command_id: str,
) -> int:
    """Add the ranges of a text, one a line, all or none; how many they are.

    Raises LinesRefused, NoRanges, TooManyRanges, ReasonNeeded or NotPermitted.
    """
    lines = read_lines(text)
    command = AddRanges(
        command_id=command_id, actor=actor, at=at, lines=lines, reason=reason, source=source
    )
    _handle(desk, command)
    return len(lines)


def remove(desk: Desk, command: RemoveRange) -> None:
    """Take a range out. Raises ReasonNeeded or NotPermitted."""
    _handle(desk, command)


def _handle(desk: Desk, command: PoolCommand) -> None:
    desk.unit.handle(command, STREAM, replay, decide)


def count(desk: Desk) -> int:
    """How many ranges there are."""
    with desk.unit.reading() as connection:
        return address_pools.count(connection)


def exist(desk: Desk) -> bool:
    """Whether any range was entered, so that addresses can be checked."""
    with desk.unit.reading() as connection:
        return not address_pools.is_empty(connection)


def listed(desk: Desk, limit: int, after: str = "") -> Sequence[PoolRow]:
    """The ranges by address, behind the place ``after``."""
    with desk.unit.reading() as connection:
        return address_pools.listed(connection, limit, after)


def find(desk: Desk, key: str) -> PoolRow | None:
    """The range with that id."""
    with desk.unit.reading() as connection:
        return address_pools.find(connection, key)


def holds(desk: Desk, text: str) -> bool:
    """Whether the pools hold every address of a typed range. Raises NotARange."""
    wanted = read_range(text)
    with desk.unit.reading() as connection:
        return address_pools.holds(connection, wanted)


def outside(desk: Desk, ips: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    """Those of the ranges (start, end) that the pools do not hold; None without any pool."""
    with desk.unit.reading() as connection:
        if address_pools.is_empty(connection):
            return None
        ranges = [(f"{start}-{end}", _range(start, end)) for start, end in ips]
        return tuple(
            text if one is None else str(one)
            for text, one in ranges
            if one is None or not address_pools.holds(connection, one)
        )


def _range(start: str, end: str) -> IpRange | None:
    try:
        return read_range(f"{start}-{end}")
    except NotARange:
        return None
