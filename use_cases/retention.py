"""Scans of filings that were closed long ago: recorded as removed, then removed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

import structlog

from domain.command import derived_id
from domain.filing.commands import PurgeMaterials
from domain.filing.events import MaterialsPurged
from domain.filing.facts import Material
from domain.filing.refusals import ScanPurged
from domain.filing.state import Filing
from domain.working_days import shanghai_date
from projections import closed_filings
from store.outbox import OutboxItem
from store.recorded import Recorded
from use_cases import filings
from use_cases.deadlines import SYSTEM
from use_cases.desk import Desk

REMOVE: Final = "files.remove"
"""The kind of outbox item that carries the ids of files to remove."""

_log = structlog.get_logger()


def purge_due(desk: Desk, now: datetime, kept_days: int) -> int:
    """Record which filings' scans are over their time at ``now`` (UTC); how many filings.

    The files go afterwards, by the outbox: it tries again until they are gone, so a crash in
    between leaves none. With 0 days nothing is removed.
    """
    if not kept_days:
        return 0
    purged = 0
    until = now - timedelta(days=kept_days)
    with desk.unit.reading() as connection:
        due = closed_filings.closed_until(connection, until)
    for closed in due:
        moment = closed.since.isoformat()
        command = PurgeMaterials(
            command_id=derived_id(f"{closed.stream}/{moment}", "purge"),
            actor=SYSTEM,
            at=now,
            kept_days=kept_days,
        )
        try:
            purged += filings.handle(desk, closed.stream.removeprefix("filing-"), command)
        except Exception:
            # One filing that cannot be worked on must not keep the scans of all others.
            _log.exception("purge_failed", stream=closed.stream)
    return purged


def remove_when_purged(recorded: Recorded) -> list[OutboxItem]:
    """Files that were recorded as removed are removed by the worker."""
    event = recorded.event
    if not isinstance(event, MaterialsPurged):
        return []
    return [OutboxItem(REMOVE, {"files": [file.id for file in event.files]})]


def remove_files(desk: Desk, ids: Iterable[str]) -> None:
    """Remove the files; those that are gone already are no mistake. Raises FilesUnavailable."""
    for file_id in ids:
        desk.blobs.remove(file_id)


def ensure_kept(filing: Filing, material: Material) -> None:
    """Raises ScanPurged, with the day in Beijing, where the scan's files were removed."""
    at = filing.purged.get(material.id)
    if at is not None:
        raise ScanPurged(at=at, day=shanghai_date(at))
