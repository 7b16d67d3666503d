"""Load and replay of an 8-event filing, beside a bare select of the same rows."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from uuid import uuid4

from benchmarks.bench import directory, make_desk, report, rounded
from store import event_log
from use_cases import filings
from use_cases.demo.walk import STEPS, Walk
from use_cases.desk import Desk

ROUNDS = 9
LOADS = 300
EVENTS = 8


def eight_events(desk: Desk) -> str:
    """A filing with eight events: started, its data stated, some of its scans uploaded."""
    walk = Walk.begin(desk, uuid4().hex, uuid4().hex, desk.clock.now(), b"scan")
    walk.take(STEPS[:3])
    for slot in walk.required_slots():
        if walk.filing().version == EVENTS:
            break
        walk.upload_one(slot)
    return walk.filing_id


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes, over many."""
    started = time.perf_counter()
    for _ in range(LOADS):
        work()
    return (time.perf_counter() - started) / LOADS * 1000


def main() -> None:
    """Print the medians."""
    with directory() as home:
        desk = make_desk(home, sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{home}/desk.db")
        filing_id = eight_events(desk)
        stream = filings.stream_of(filing_id)

        def select() -> None:
            with desk.unit.reading() as connection:
                event_log.read_stream(connection, stream)

        ours: list[float] = []
        bare: list[float] = []
        for _ in range(ROUNDS):
            bare.append(milliseconds(select))
            ours.append(milliseconds(lambda: filings.open_filing(desk, filing_id)))
        report(
            "replay",
            engine=desk.unit.engine.dialect.name,
            events=filings.open_filing(desk, filing_id).filing.version,
            load_and_replay_ms=rounded(median(ours)),
            bare_select_ms=rounded(median(bare)),
            ratio=rounded(median(ours) / median(bare)),
        )


if __name__ == "__main__":
    main()
