"""How the simulated ministry is set to behave, for demonstrations and tests."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, delete, insert, select

from gateways.miit.sandbox.tables import settings


class Behaviour(msgspec.Struct, frozen=True):
    """What the simulated ministry does by itself.

    ``approve_after``: seconds after which the bureau approves without a hand, None for
    never. ``refuse_next``: the result code that the next report is refused with, once.
    ``disorder``: notices are handed out twice and newest first. ``silent``: look-ups of what
    is filed get no answer.
    """

    approve_after: int | None = None
    refuse_next: int | None = None
    disorder: bool = False
    silent: bool = False


def read(connection: Connection) -> Behaviour:
    """The behaviour that was set last."""
    stored = connection.scalar(select(settings.c.value).where(settings.c.name == "behaviour"))
    return Behaviour() if stored is None else msgspec.json.decode(stored, type=Behaviour)


def write(connection: Connection, behaviour: Behaviour) -> None:
    """Behave so from now on."""
    connection.execute(delete(settings).where(settings.c.name == "behaviour"))
    value = msgspec.json.encode(behaviour).decode()
    connection.execute(insert(settings).values(name="behaviour", value=value))
