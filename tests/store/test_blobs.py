"""Encrypted files on disk."""

from __future__ import annotations

import hashlib
import os
import resource

import pytest

from store.blobs import FRAME_BYTES, Blobs, Damaged, Erased
from store.engine import make_engine
from store.keys import Kek, Keys, keys_metadata
from store.vault import KeyMissing, Vault

OWNER = "c3" * 16
OTHER = "d4" * 16
SEALED_FRAME = FRAME_BYTES + 16


@pytest.fixture
def vault(tmp_path):
    keys = Keys(make_engine(f"sqlite:///{tmp_path}/keys.db"), Kek(b"k" * 32))
    keys_metadata.create_all(keys.engine)
    yield Vault(keys)
    keys.engine.dispose()


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "files"


@pytest.fixture
def blobs(directory, vault):
    return Blobs(directory, vault)


def files(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


def stored_file(directory, ref):
    (path,) = [path for path in files(directory) if path.name == ref.id]
    return path


@pytest.mark.parametrize(
    "size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 200_000]
)
def test_what_was_put_comes_back(blobs, size):
    data = os.urandom(size)
    ref = blobs.put(OWNER, data)
    assert ref.size == size
    assert blobs.get(OWNER, ref.id) == data


def test_the_digest_is_that_of_the_stored_bytes(blobs, directory):
    ref = blobs.put(OWNER, b"scan")
    assert ref.digest == hashlib.sha256(stored_file(directory, ref).read_bytes()).hexdigest()
    assert ref.digest == blobs.digest(ref.id)
    assert ref.digest != blobs.put(OWNER, b"scan").digest


def test_the_disk_shows_no_plaintext_and_only_the_owner_may_read(blobs, directory):
    ref = blobs.put(OWNER, b"resident identity card" * 1000)
    path = stored_file(directory, ref)
    assert b"identity" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_files_lie_in_folders_by_the_start_of_their_id(blobs, directory):
    ref = blobs.put(OWNER, b"scan")
    assert stored_file(directory, ref) == directory / ref.id[:2] / ref.id[2:4] / ref.id


def test_after_the_owner_was_erased_the_file_is_unreadable(blobs, vault):
    ref = blobs.put(OWNER, b"scan")
    vault.erase(OWNER)
    with pytest.raises(Erased):
        blobs.get(OWNER, ref.id)
    assert blobs.digest(ref.id) == ref.digest


def test_nothing_is_stored_for_an_erased_owner(blobs, vault, directory):
    vault.erase(OWNER)
    with pytest.raises(Erased):
        blobs.put(OWNER, b"scan")
    assert files(directory) == []


def test_another_owner_does_not_get_the_file(blobs):
    ref = blobs.put(OWNER, b"scan")
    blobs.put(OTHER, b"other")
    with pytest.raises(Damaged):
        blobs.get(OTHER, ref.id)


def test_a_file_whose_owner_never_had_a_key_tells_so(blobs, directory, tmp_path):
    ref = blobs.put(OWNER, b"scan")
    empty = Keys(make_engine(f"sqlite:///{tmp_path}/empty.db"), Kek(b"k" * 32))
    keys_metadata.create_all(empty.engine)
    with pytest.raises(KeyMissing):
        Blobs(directory, Vault(empty)).get(OWNER, ref.id)
    empty.engine.dispose()


def cut_mid_frame(stored):
    return stored[:-5]


def cut_at_frame(stored):
    return stored[:-SEALED_FRAME]


def cut_to_header(stored):
    return stored[: -3 * SEALED_FRAME]


def cut_to_nothing(stored):
    return b""


def frames_swapped(stored):
    head, one, two, three = (
        stored[: -3 * SEALED_FRAME],
        stored[-3 * SEALED_FRAME : -2 * SEALED_FRAME],
        stored[-2 * SEALED_FRAME : -SEALED_FRAME],
        stored[-SEALED_FRAME:],
    )
    return head + two + one + three


def frame_repeated(stored):
    return stored + stored[-SEALED_FRAME:]


def bit_flipped(stored):
    return stored[:-100] + bytes([stored[-100] ^ 1]) + stored[-99:]


def salt_changed(stored):
    return stored[:10] + bytes([stored[10] ^ 1]) + stored[11:]


def version_changed(stored):
    return stored[:3] + b"\x02" + stored[4:]


@pytest.mark.parametrize(
    "damage",
    [
        cut_mid_frame,
        cut_at_frame,
        cut_to_header,
        cut_to_nothing,
        frames_swapped,
        frame_repeated,
        bit_flipped,
        salt_changed,
        version_changed,
    ],
)
def test_damage_is_noticed(blobs, directory, damage):
    ref = blobs.put(OWNER, os.urandom(3 * FRAME_BYTES))
    path = stored_file(directory, ref)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(Damaged):
        blobs.get(OWNER, ref.id)
    assert blobs.digest(ref.id) != ref.digest


def test_a_file_put_in_the_place_of_another_is_noticed(blobs, directory):
    first, second = blobs.put(OWNER, b"first"), blobs.put(OWNER, b"second")
    stored_file(directory, first).write_bytes(stored_file(directory, second).read_bytes())
    with pytest.raises(Damaged):
        blobs.get(OWNER, first.id)


def test_a_file_that_is_gone_is_damage(blobs):
    with pytest.raises(Damaged):
        blobs.get(OWNER, "0" * 32)
    with pytest.raises(Damaged):
        blobs.digest("0" * 32)


@pytest.mark.parametrize(
    "blob_id", ["", "../../etc/passwd", "0" * 31, "0" * 33, "A" * 32, "0" * 32 + "\n", "٠" * 32]
)
def test_an_id_is_32_hexadecimal_digits(blobs, blob_id):
    for use in (blobs.digest, blobs.remove, lambda one: blobs.get(OWNER, one)):
        with pytest.raises(ValueError, match="32"):
            use(blob_id)


def test_a_removed_file_is_gone_and_may_be_removed_again(blobs, directory):
    ref = blobs.put(OWNER, b"scan")
    blobs.remove(ref.id)
    blobs.remove(ref.id)
    assert files(directory) == []


def test_a_full_disk_leaves_nothing_half_written(blobs, directory):
    kept = blobs.put(OWNER, b"earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * FRAME_BYTES, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            blobs.put(OWNER, os.urandom(10 * FRAME_BYTES))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [path.name for path in files(directory)] == [kept.id]
    assert blobs.get(OWNER, kept.id) == b"earlier"


def test_what_a_killed_process_left_is_swept_a_day_later(blobs, directory, vault):
    for name, age in (("a" * 32, 90_000), ("b" * 32, 60)):
        part = directory / "incoming" / name
        part.write_bytes(b"half")
        moment = part.stat().st_mtime - age
        os.utime(part, (moment, moment))
    Blobs(directory, vault)
    assert [path.name for path in files(directory)] == ["b" * 32]
