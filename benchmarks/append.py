"""Appends per second: a submit command through the use case, beside a bare append.

The bare append is, on SQLite, the library's own recorder with ``synchronous=FULL``; on
PostgreSQL one INSERT through psycopg with the same columns. Both sides commit one event at a
time, in turns within one run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from uuid import uuid4

import psycopg
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.bench import directory, make_desk, report, rounded
from domain.filing.commands import Withdraw
from use_cases import submit
from use_cases.demo.walk import STEPS, Walk
from use_cases.desk import Desk

ROUNDS = 7
COMMANDS = 60
STATE = b"x" * 600


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


def bare_sqlite(directory: Path) -> Callable[[], None]:
    """The library's own recorder, one event and one commit at a time."""
    store = SQLiteDatastore(str(directory / "bare.db"))
    recorder = SQLiteApplicationRecorder(store)
    recorder.create_table()
    with store.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA synchronous")
        mode = cursor.fetchone()[0]
    if mode != 2:
        sys.exit(f"the baseline does not write with synchronous=FULL but {mode}")

    def work() -> None:
        for _ in range(COMMANDS):
            recorder.insert_events([StoredEvent(uuid4(), 0, "filing.submitted", STATE)])

    return work


def bare_postgresql(url: str) -> Callable[[], None]:
    """One event and one commit at a time, with nothing around it."""
    connection = psycopg.connect(url)
    with connection.transaction():
        connection.execute(
            "CREATE TABLE bare (notification_id BIGINT GENERATED ALWAYS AS IDENTITY,"
            " originator_id UUID, originator_version BIGINT, topic TEXT, state BYTEA,"
            " PRIMARY KEY (originator_id, originator_version), UNIQUE (notification_id))"
        )

    def work() -> None:
        for _ in range(COMMANDS):
            with connection.transaction():
                connection.execute(
                    "INSERT INTO bare (originator_id, originator_version, topic, state)"
                    " VALUES (%s, %s, %s, %s)",
                    (uuid4(), 0, "filing.submitted", STATE),
                )

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


def compare(desk: Desk, bare: Callable[[], None]) -> None:
    """Print the medians of the rounds and their ratio."""
    walks = submitters(desk, COMMANDS)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(per_second(bare, COMMANDS))
        ours.append(per_second(submit_all(desk, walks), COMMANDS))
        take_back(walks)
    report(
        "append",
        engine=desk.unit.engine.dialect.name,
        submits_per_second=rounded(median(ours)),
        bare_appends_per_second=rounded(median(theirs)),
        ratio=rounded(median(ours) / median(theirs)),
        aim="at least 0.5",
    )


def main() -> None:
    """Measure on PostgreSQL where its address is given, or else on SQLite."""
    with directory() as home:
        if len(sys.argv) > 1:
            compare(make_desk(home, sys.argv[1]), bare_postgresql(sys.argv[1]))
        else:
            compare(make_desk(home, f"sqlite:///{home}/desk.db"), bare_sqlite(home))


if __name__ == "__main__":
    main()
