"""An event as it stands in the log: the fact and the envelope around it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.roles import Actor


class Recorded(msgspec.Struct, frozen=True):
    """One event with its place and its origin.

    ``position`` counts the whole log and ``version`` the stream, both from 1 without a gap.
    ``time`` is UTC; ``schema`` is the version under which the event was stored, before any
    upcast; ``event`` is an instance of the class that ``store.event_names`` gives for ``name``.
    """

    position: int
    stream: str
    version: int
    name: str
    schema: int
    time: datetime
    actor: Actor
    command_id: str
    correlation_id: str
    causation_id: str
    event: object
