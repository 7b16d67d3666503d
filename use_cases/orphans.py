"""Files that no event refers to: left by a crash between storing a scan and recording it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from store import event_log
from store.blobs import Placed
from store.engine import reading_at_once
from use_cases.desk import Desk

_ID: Final = re.compile(rb"[0-9a-f]{32}")


def find(desk: Desk) -> Iterator[Placed]:
    """The files whose id stands in no event at all, the oldest first. Raises FilesUnavailable.

    Scans that were replaced, removed from their slot, or of an erased person are not among
    them: the history names them. Files are listed before the log is read, so one that is
    recorded meanwhile is found there; whatever has the form of an id counts, so that no kind of
    event is forgotten.
    """
    placed = {one.id.encode(): one for one in desk.blobs.placed()}
    with reading_at_once(desk.unit.engine) as connection:
        for rows in event_log.walk_log(connection):
            for row in rows:
                for known in _ID.findall(row.data):
                    placed.pop(known, None)
    yield from sorted(placed.values(), key=lambda one: one.since)
