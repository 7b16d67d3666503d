"""Looks, searches and erasures are recorded before anything is shown or destroyed."""

from __future__ import annotations

from typing import Final

from domain.access.commands import AccessCommand
from domain.access.decide import decide
from domain.access.state import replay
from domain.refusal import StaleVersion
from use_cases.desk import Desk

_RACES: Final = 8


def record(desk: Desk, stream: str, command: AccessCommand) -> None:
    """Append to a stream ``access-…``. Raises NotPermitted or ReasonMissing.

    A page asks for all its scans at once. Looks exclude nothing, so a lost race runs again.
    """
    for attempt in range(1, _RACES + 1):
        try:
            desk.unit.handle(command, stream, replay, decide)
        except StaleVersion:
            if attempt == _RACES:
                raise
        else:
            return


def stream_of(filing_id: str) -> str:
    """Where looks at the data of a filing are recorded."""
    return f"access-{filing_id}"
