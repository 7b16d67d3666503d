"""What the worker does beside its rounds: sign the log, forget what serves nobody."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from gateways.clock import SystemClock
from store import checkpoints
from store.checkpoints import Signer
from store.engine import writing
from use_cases import accounts, hosting_rounds, retention
from use_cases.desk import Desk

TIDY_EVERY: Final = timedelta(hours=1)


class Housekeeping:
    """Remembers when it last tidied; asked in every round, it mostly does nothing."""

    def __init__(self, desk: Desk, signer: Signer, kept_days: int = 0) -> None:
        self._desk = desk
        self._kept_days = kept_days
        self._signer = signer
        self._tidied: datetime | None = None

    def keep(self) -> None:
        """Sign a checkpoint where one is due, and tidy once an hour (real time).

        Scans of filings that were closed ``kept_days`` days ago go too; with 0 they stay.
        """
        sign_when_due(self._desk, self._signer)
        now = SystemClock().now()
        if self._tidied is None or now - self._tidied >= TIDY_EVERY:
            accounts.tidy(self._desk, now)
            retention.purge_due(self._desk, self._desk.clock.now(), self._kept_days)
            hosting_rounds.meet_due(self._desk, self._desk.clock.now())
            self._tidied = now


def sign_when_due(desk: Desk, signer: Signer) -> bool:
    """Sign the log if 1,000 events, or one and a minute, came since; whether it was."""
    now = desk.clock.now()
    with desk.unit.reading() as connection:
        if not checkpoints.due(connection, now):
            return False
    with writing(desk.unit.engine) as connection:
        return checkpoints.make_checkpoint(connection, signer, signer.name, now) is not None
