"""Files that no event names are found; those of the history never are."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta

import pytest

from cli.demo import drawn_scan
from gateways.images.port import ANY, Prepared, Refused, Wanted
from tests.stories.test_every_state import walk_to
from use_cases import materials, orphans
from use_cases.desk import Desk
from use_cases.retention import purge_due

STRANGER = "e5" * 16


@pytest.mark.parametrize("end", ["filed", "fix_requested", "submitted"])
def test_what_the_history_names_is_no_orphan(desk: Desk, end: str) -> None:
    walk = walk_to(desk, end)
    assert list(desk.blobs.placed())
    assert list(orphans.find(desk)) == []
    for scan in walk.filing().scans.values():
        desk.vault.erase(scan.owner)
    assert list(orphans.find(desk)) == []


def test_what_was_stored_and_never_recorded_is_one(desk: Desk) -> None:
    walk_to(desk, "draft")
    lost = [desk.blobs.put(STRANGER, os.urandom(100)) for _time in range(2)]
    assert {one.id for one in orphans.find(desk)} == {one.id for one in lost}


def test_files_of_purged_scans_are_the_workers_to_remove(desk: Desk) -> None:
    walk = walk_to(desk, "filed")
    purge_due(desk, walk.at + timedelta(days=100), 60)
    assert list(orphans.find(desk)) == []


def test_a_form_that_comes_twice_at_once_leaves_the_files_of_one(desk: Desk) -> None:
    walk = walk_to(desk, "draft")
    slot, command_id = walk.required_slots()[0], "ab" * 16

    def upload(by: Desk) -> None:
        materials.upload(
            by,
            walk.filing_id,
            slot,
            drawn_scan(),
            actor=walk.applicant,
            at=walk.at,
            command_id=command_id,
        )

    class TwinIsFaster:
        """Works on a scan until the other form with the same command is through."""

        def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
            upload(desk)
            return desk.images.prepare(data, wanted)

    before = {one.id for one in desk.blobs.placed()}
    upload(replace(desk, images=TwinIsFaster()))
    kept = {file.id for file in materials.files(walk.filing().materials[slot])}
    assert {one.id for one in desk.blobs.placed()} - before == kept
    assert list(orphans.find(desk)) == []
