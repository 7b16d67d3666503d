"""Encrypted files on the local disk: what only a disk can do wrong."""

from __future__ import annotations

import os
import resource

import pytest

from store.blobs import FRAME_BYTES, Blobs, FilesUnavailable, LocalDisk
from store.engine import UnsafeStart

OWNER = "c3" * 16


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def blobs(directory, vault):
    return Blobs(LocalDisk(directory), vault)


def files(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


def test_only_the_owner_of_the_process_may_read(blobs, directory):
    blobs.put(OWNER, b"scan")
    (path,) = files(directory)
    assert path.stat().st_mode & 0o777 == 0o600


def test_files_lie_in_folders_by_the_start_of_their_id(blobs, directory):
    ref = blobs.put(OWNER, b"scan")
    assert files(directory) == [directory / ref.id[:2] / ref.id[2:4] / ref.id]


def test_a_full_disk_leaves_nothing_half_written(blobs, directory):
    kept = blobs.put(OWNER, b"earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * FRAME_BYTES, hard))
    try:
        with pytest.raises(FilesUnavailable, match="File too large"):
            blobs.put(OWNER, os.urandom(10 * FRAME_BYTES))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in files(directory)] == [kept.id]
    assert blobs.get(OWNER, kept.id) == b"earlier"


def test_what_a_killed_process_left_is_swept_a_day_later(directory, blobs):
    for name, age in (("a" * 32, 90_000), ("b" * 32, 60)):
        part = directory / "incoming" / name
        part.write_bytes(b"half")
        moment = part.stat().st_mtime - age
        os.utime(part, (moment, moment))
    LocalDisk(directory)
    assert [path.name for path in files(directory)] == ["b" * 32]


def test_a_directory_that_cannot_be_written_is_told_in_one_sentence(blobs, directory):
    (directory / "incoming").rmdir()
    with pytest.raises(UnsafeStart, match=r"cannot be written .* set FILES_DIR"):
        blobs.check()
