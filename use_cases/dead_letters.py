"""What could not be sent: the operator sees it and may have it tried again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from store import outbox
from store.engine import writing
from store.outbox import DeadItem, Waiting
from use_cases.desk import Desk


def waiting(desk: Desk) -> Sequence[Waiting]:
    """What has not been sent, counted by kind and state."""
    with desk.unit.reading() as connection:
        return outbox.waiting(connection)


def dead(desk: Desk, limit: int, before: int | None = None) -> Sequence[DeadItem]:
    """The items that were given up, the newest first."""
    with desk.unit.reading() as connection:
        return outbox.dead(connection, limit, before)


def send_again(desk: Desk, item: int, now: datetime) -> bool:
    """Give a dead item its tries back; False where it is not dead (any more)."""
    with writing(desk.unit.engine) as connection:
        return outbox.revive(connection, item, now)
