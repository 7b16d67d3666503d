"""Scans of closed filings are removed by the worker, on both engines, whatever happens to it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gateways.clock import ManualClock
from projections.closed_filings import closed_until
from store.blobs import FilesUnavailable
from store.rebuilding import check
from store.verify import verify
from tests.stories.test_every_state import walk_to
from use_cases.demo.walk import Walk
from use_cases.desk import Desk
from use_cases.retention import purge_due
from use_cases.rounds import work_once

DAYS = 60


def ids(desk: Desk) -> set[str]:
    """The files that lie there."""
    return {one.id for one in desk.blobs.placed()}


def names_of(desk: Desk, walk: Walk) -> list[str]:
    return [one.name for one in desk.unit.load(f"filing-{walk.filing_id}")]


def settled(desk: Desk, clock: ManualClock, *walks: Walk) -> None:
    """The clock where the last walk ended."""
    clock.set(max(walk.at for walk in walks))


def due(desk: Desk, walk: Walk) -> list[str]:
    """The streams whose scans' time is over long after the walk."""
    with desk.unit.reading() as connection:
        found = closed_until(connection, walk.at + timedelta(days=1000))
    return [one.stream for one in found]


def work(desk: Desk) -> None:
    for _round in range(20):
        if not work_once(desk):
            return


@pytest.fixture
def filed(desk: Desk, clock: ManualClock) -> Walk:
    walk = walk_to(desk, "filed")
    settled(desk, clock, walk)
    work(desk)
    return walk


def test_after_their_time_the_files_are_gone_and_a_record_stays(desk, clock, filed) -> None:
    there = ids(desk)
    assert there
    assert purge_due(desk, clock.now() + timedelta(days=DAYS - 1), DAYS) == 0
    clock.advance(timedelta(days=DAYS + 1))
    assert purge_due(desk, clock.now(), DAYS) == 1
    assert ids(desk) == there, "the files go after the commit"
    work(desk)
    assert ids(desk) == set()
    assert names_of(desk, filed).count("filing.materials_purged") == 1
    assert list(check(desk.unit.engine, desk.unit.projections)) == []
    verify(desk.unit.engine)


def test_nothing_goes_where_no_days_are_set(desk, clock, filed) -> None:
    clock.advance(timedelta(days=10_000))
    assert purge_due(desk, clock.now(), 0) == 0
    assert "filing.materials_purged" not in names_of(desk, filed)


def test_open_filings_keep_theirs(desk, clock, filed) -> None:
    open_ = walk_to(desk, "submitted")
    before = {scan.view.id for scan in open_.filing().scans.values()}
    assert before
    clock.advance(timedelta(days=1000))
    purge_due(desk, clock.now(), DAYS)
    work(desk)
    assert before <= ids(desk)


@pytest.mark.parametrize("end", ["abandoned", "stale"])
def test_a_filing_that_ended_before_its_first_scan_is_never_asked_about(desk, end) -> None:
    walk = walk_to(desk, end)
    assert due(desk, walk) == []


def test_one_that_expired_and_got_scans_then_is(desk) -> None:
    walk = walk_to(desk, "stale")
    walk.upload()
    assert due(desk, walk) == [f"filing-{walk.filing_id}"]


def test_a_second_round_does_nothing_more(desk, clock, filed) -> None:
    clock.advance(timedelta(days=DAYS + 1))
    for _round in range(3):
        purge_due(desk, clock.now(), DAYS)
        work(desk)
        clock.advance(timedelta(days=1))
    assert names_of(desk, filed).count("filing.materials_purged") == 1


def test_a_worker_that_dies_in_between_is_made_good_by_the_next_round(
    desk, clock, filed, monkeypatch
) -> None:
    clock.advance(timedelta(days=DAYS + 1))
    purge_due(desk, clock.now(), DAYS)
    there = ids(desk)
    real, done = desk.blobs.remove, []

    def dying(file_id: str) -> None:
        if len(done) == 2:
            raise FilesUnavailable("the bucket does not answer")
        real(file_id)
        done.append(file_id)

    monkeypatch.setattr(desk.blobs, "remove", dying)
    work(desk)
    assert ids(desk) == there - set(done)
    monkeypatch.setattr(desk.blobs, "remove", real)
    clock.advance(timedelta(minutes=10))
    work(desk)
    assert ids(desk) == set()
