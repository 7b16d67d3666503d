"""What every command carries."""

from __future__ import annotations

import uuid
from datetime import datetime

import msgspec

from domain.roles import Actor


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A wish of an actor. Sent twice with one ``command_id``, it has one effect.

    ``at`` is the time in UTC, read once where the request came in.
    """

    command_id: str
    actor: Actor
    at: datetime


def derived_id(command_id: str, purpose: str) -> str:
    """An id (32 hex digits) that is the same each time the command is sent.

    A replayed form must name the thing that its first sending made, so new ids come from
    the command and not from a random number.
    """
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{command_id}/{purpose}").hex
