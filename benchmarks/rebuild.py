"""Rebuild of all projections in events per second, beside reading and decoding the same log.

Told twice: by the clock, and by the processor's time that this process took, which leaves out
what else the machine does and, on PostgreSQL, the server's own work.
"""

from __future__ import annotations

import sys
import time
from statistics import median

from benchmarks.bench import directory, make_desk, report, rounded
from benchmarks.filled import fill, model_stories
from store import event_log
from store.rebuilding import rebuild
from store.vault import unopened
from use_cases.desk import Desk

FILINGS = 2000
ROUNDS = 3


def read_all(desk: Desk) -> int:
    """Read and decode every event; how many there are."""
    number = 0
    with desk.unit.reading() as connection:
        for rows in event_log.walk_log(connection):
            for row in rows:
                desk.unit.codec.decode(row, unopened)
            number += len(rows)
    return number


def main() -> None:
    """Print the medians."""
    with directory() as home:
        desk = make_desk(home, sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{home}/desk.db")
        for _ in fill(desk, FILINGS, model_stories(desk)):
            pass
        reading: list[float] = []
        rebuilding: list[float] = []
        busy: list[float] = []
        events = 0
        for _ in range(ROUNDS):
            started = time.perf_counter()
            events = read_all(desk)
            reading.append(events / (time.perf_counter() - started))
            started, worked = time.perf_counter(), time.process_time()
            rebuild(desk.unit.engine, desk.unit.projections)
            rebuilding.append(events / (time.perf_counter() - started))
            busy.append(events / (time.process_time() - worked))
        report(
            "rebuild",
            engine=desk.unit.engine.dialect.name,
            events=events,
            rebuilt_per_second=rounded(median(rebuilding)),
            rebuilt_per_second_of_this_process=rounded(median(busy)),
            read_and_decoded_per_second=rounded(median(reading)),
            ratio=rounded(median(rebuilding) / median(reading)),
            aim="at least 20,000 events/s",
        )


if __name__ == "__main__":
    main()
