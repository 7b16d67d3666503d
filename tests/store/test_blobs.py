"""Encrypted files, on a disk and in a bucket."""

from __future__ import annotations

import hashlib
import os

import pytest

from store.blobs import FRAME_BYTES, Blobs, Damaged, Erased, FilesUnavailable
from store.engine import make_engine
from store.keys import Kek, Keys, keys_metadata
from store.vault import KeyMissing, Vault

OWNER = "c3" * 16
OTHER = "d4" * 16
SEALED_FRAME = FRAME_BYTES + 16


@pytest.fixture
def blobs(shelf, vault):
    return Blobs(shelf.place, vault)


@pytest.mark.parametrize(
    "size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 200_000]
)
def test_what_was_put_comes_back(blobs, size):
    data = os.urandom(size)
    ref = blobs.put(OWNER, data)
    assert ref.size == size
    assert blobs.get(OWNER, ref.id) == data


def test_the_digest_is_that_of_the_stored_bytes(blobs, shelf):
    ref = blobs.put(OWNER, b"scan")
    assert ref.digest == hashlib.sha256(shelf.read(ref.id)).hexdigest()
    assert ref.digest == blobs.digest(ref.id)
    assert ref.digest != blobs.put(OWNER, b"scan").digest


def test_after_the_owner_was_erased_the_file_is_unreadable(blobs, vault):
    ref = blobs.put(OWNER, b"scan")
    vault.erase(OWNER)
    with pytest.raises(Erased):
        blobs.get(OWNER, ref.id)
    assert blobs.digest(ref.id) == ref.digest


def test_nothing_is_stored_for_an_erased_owner(blobs, vault, shelf):
    vault.erase(OWNER)
    with pytest.raises(Erased):
        blobs.put(OWNER, b"scan")
    assert shelf.ids() == []


def test_another_owner_does_not_get_the_file(blobs):
    ref = blobs.put(OWNER, b"scan")
    blobs.put(OTHER, b"other")
    with pytest.raises(Damaged):
        blobs.get(OTHER, ref.id)


def test_a_file_whose_owner_never_had_a_key_tells_so(blobs, shelf, tmp_path):
    ref = blobs.put(OWNER, b"scan")
    empty = Keys(make_engine(f"sqlite:///{tmp_path}/empty.db"), Kek(b"k" * 32))
    keys_metadata.create_all(empty.engine)
    with pytest.raises(KeyMissing):
        Blobs(shelf.place, Vault(empty)).get(OWNER, ref.id)
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
def test_damage_is_noticed(blobs, shelf, damage):
    ref = blobs.put(OWNER, os.urandom(3 * FRAME_BYTES))
    shelf.overwrite(ref.id, damage(shelf.read(ref.id)))
    with pytest.raises(Damaged):
        blobs.get(OWNER, ref.id)
    assert blobs.digest(ref.id) != ref.digest


def test_a_file_put_in_the_place_of_another_is_noticed(blobs, shelf):
    first, second = blobs.put(OWNER, b"first"), blobs.put(OWNER, b"second")
    shelf.overwrite(first.id, shelf.read(second.id))
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


def test_a_removed_file_is_gone_and_may_be_removed_again(blobs, shelf):
    ref = blobs.put(OWNER, b"scan")
    blobs.remove(ref.id)
    blobs.remove(ref.id)
    assert shelf.ids() == []


def test_what_is_stored_shows_no_plaintext(blobs, shelf):
    ref = blobs.put(OWNER, b"resident identity card" * 1000)
    assert b"identity" not in shelf.read(ref.id)


def test_an_id_is_never_overwritten(blobs, shelf):
    ref = blobs.put(OWNER, b"scan")
    with pytest.raises(FilesUnavailable):
        shelf.place.write(ref.id, [b"something else"])
    assert blobs.get(OWNER, ref.id) == b"scan"
    assert shelf.ids() == [ref.id]


def test_a_write_that_breaks_off_leaves_nothing(shelf):
    def pieces():
        yield b"first"
        raise RuntimeError("the key is gone")

    with pytest.raises(RuntimeError):
        shelf.place.write("ab" * 16, pieces())
    assert shelf.ids() == []
    assert shelf.place.read("ab" * 16) is None


def test_what_lies_there_is_listed_with_its_size(blobs, shelf):
    refs = [blobs.put(OWNER, os.urandom(size)) for size in (10, 100_000)]
    placed = {one.id: one for one in blobs.placed()}
    assert placed.keys() == {ref.id for ref in refs}
    assert all(placed[ref.id].size == len(shelf.read(ref.id)) for ref in refs)
    assert all(one.since.utcoffset().total_seconds() == 0 for one in placed.values())


def test_a_place_that_can_be_written_passes_the_check_and_keeps_no_trace(blobs, shelf):
    blobs.check()
    assert shelf.ids() == []
