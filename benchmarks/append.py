"""Appends per second: a submit command through the use case, beside the bare library recorder.

Both commit one event at a time to SQLite with ``synchronous=FULL``, in turns within one run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.bench import directory, make_desk, report, rounded
from domain.filing.commands import Withdraw
from use_cases import submit
from use_cases.demo.walk import STEPS, Walk
from use_cases.desk import Desk

ROUNDS = 7
COMMANDS = 60


def submitters(desk: Desk, number: int) -> list[Walk]:
    """Filings that are ready to be handed in."""
    walks = [
        Walk.begin(desk, f"{uuid4()}", uuid4().hex, desk.clock.now(), b"scan")
        for _ in range(number)
    ]
    return [walk.take(STEPS[:5], timedelta(minutes=1)) for walk in walks]


def per_second(work: Callable[[], None], number: int) -> float:
    """How many of ``number`` things that ``work`` does fit into a second."""
    started = time.perf_counter()
    work()
    return number / (time.perf_counter() - started)


def bare_recorder(directory: Path) -> Callable[[], None]:
    """The library's own recorder, one event and one commit at a time."""
    store = SQLiteDatastore(str(directory / "bare.db"))
    recorder = SQLiteApplicationRecorder(store)
    recorder.create_table()
    with store.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA synchronous")
        mode = cursor.fetchone()[0]
    if mode != 2:
        sys.exit(f"the baseline does not write with synchronous=FULL but {mode}")
    state = b"x" * 600

    def work() -> None:
        for _ in range(COMMANDS):
            recorder.insert_events([StoredEvent(uuid4(), 0, "filing.submitted", state)])

    return work


def submit_all(desk: Desk, walks: list[Walk]) -> Callable[[], None]:
    """One submit command for each walk, through the use case."""

    shown = [(walk, walk.filing().content_version) for walk in walks]

    def work() -> None:
        for walk, seen in shown:
            submit.submit(
                desk,
                walk.filing_id,
                actor=walk.applicant,
                at=walk.at,
                command_id=uuid4().hex,
                seen=seen,
            )

    return work


def take_back(walks: list[Walk]) -> None:
    """Withdraw, so that the same filings can be handed in once more."""
    for walk in walks:
        walk.handle(Withdraw, walk.applicant)


def main() -> None:
    """Print the medians of the rounds and their ratio."""
    urls = {"sqlite": None} | ({"postgresql": sys.argv[1]} if len(sys.argv) > 1 else {})
    with directory() as home:
        bare = bare_recorder(home)
        for engine, url in urls.items():
            desk = make_desk(home, url or f"sqlite:///{home}/desk.db")
            walks = submitters(desk, COMMANDS)
            ours: list[float] = []
            theirs: list[float] = []
            for _ in range(ROUNDS):
                theirs.append(per_second(bare, COMMANDS))
                ours.append(per_second(submit_all(desk, walks), COMMANDS))
                take_back(walks)
            report(
                "append",
                engine=engine,
                submits_per_second=rounded(median(ours)),
                bare_recorder_per_second=rounded(median(theirs)),
                ratio=rounded(median(ours) / median(theirs)),
                aim="at least 0.5",
            )


if __name__ == "__main__":
    main()
