"""What every act of the simulated ministry works with, inside one transaction."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from gateways.miit.sandbox.seals import Seals


@dataclass(frozen=True, slots=True)
class Work:
    """An open write transaction, the time of the act (UTC) and the keys."""

    connection: Connection
    now: datetime
    seals: Seals


class State(enum.StrEnum):
    """Where a report stands."""

    NOT_ACCEPTED = "not_accepted"
    SMS = "sms"
    SMS_FAILED = "sms_failed"
    BUREAU = "bureau"
    APPROVED = "approved"
    REFUSED = "refused"
    REPLACED = "replaced"
