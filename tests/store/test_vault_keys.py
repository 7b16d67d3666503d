"""The key-encryption key and the key database."""

from __future__ import annotations

import base64
import threading

import pytest
from sqlalchemy import select

from store.engine import make_engine
from store.key_ring import KeyRing
from store.keys import Kek, Keys, NoKey, data_keys, ensure_key_file, keys_metadata, load_kek

KEY = bytes(range(32))
LI = "a1" * 16


@pytest.fixture
def keys(database_url):
    made = Keys(make_engine(database_url), Kek(KEY))
    keys_metadata.create_all(made.engine)
    yield made
    made.engine.dispose()


def row_of(keys, person):
    with keys.engine.connect() as connection:
        return connection.execute(select(data_keys).where(data_keys.c.person == person)).one()


def on_disk(directory):
    return b"".join(path.read_bytes() for path in directory.iterdir())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (KEY.hex(), KEY),
        (KEY.hex().upper(), KEY),
        (base64.b64encode(KEY).decode(), KEY),
        (base64.urlsafe_b64encode(b"\xff" * 32).decode(), b"\xff" * 32),
        (f"  {KEY.hex()}\n", KEY),
    ],
)
def test_a_key_is_read_from_hex_and_from_base64(tmp_path, text, key):
    file = tmp_path / "kek.key"
    file.write_text(text)
    assert load_kek(text, tmp_path / "none").id == Kek(key).id
    assert load_kek(None, file).id == Kek(key).id


@pytest.mark.parametrize("text", ["short", "00" * 31, "zz" * 32, "é" * 43, KEY.hex() + "00"])
def test_a_key_of_another_length_or_alphabet_is_refused(tmp_path, text):
    with pytest.raises(NoKey, match="32 bytes"):
        load_kek(text, tmp_path / "none")


def test_a_missing_key_is_refused_in_one_sentence_that_says_what_to_do(tmp_path):
    file = tmp_path / "kek.key"
    with pytest.raises(NoKey) as refused:
        load_kek(None, file)
    assert str(refused.value).startswith("Set KEK")
    assert not file.exists()


def test_a_file_that_holds_no_text_is_refused(tmp_path):
    file = tmp_path / "kek.key"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(NoKey):
        load_kek(None, file)


def test_the_first_start_makes_a_private_key_file_and_the_second_keeps_it(tmp_path):
    file = tmp_path / "keys" / "kek.key"
    first = load_kek(None, file, create=True)
    assert file.stat().st_mode & 0o777 == 0o600
    ensure_key_file(file)
    assert load_kek(None, file, create=True).id == first.id
    assert [path.name for path in file.parent.iterdir()] == ["kek.key"]


def test_a_wrapped_key_belongs_to_its_person(keys):
    wrapped = keys.kek.wrap(LI, KEY)
    assert keys.kek.unwrap(LI, wrapped) == KEY
    with pytest.raises(NoKey):
        keys.kek.unwrap("b2" * 16, wrapped)
    with pytest.raises(NoKey):
        Kek(b"x" * 32).unwrap(LI, wrapped)


def test_the_database_holds_no_key_in_the_clear(keys):
    key = keys.find_or_make(LI)
    assert key is not None
    assert key not in row_of(keys, LI).wrapped


def test_a_person_has_one_key(keys):
    assert keys.find_or_make(LI) == keys.find_or_make(LI) == keys.find([LI])[LI]


def test_many_threads_make_one_key(keys):
    made = []
    threads = [
        threading.Thread(target=lambda: made.append(keys.find_or_make(LI))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert set(made) == {keys.find([LI])[LI]}


def test_more_persons_than_one_query_takes_are_found(keys):
    persons = [f"{number:032x}" for number in range(1200)]
    keys.find_or_make(persons[0])
    keys.find_or_make(persons[-1])
    assert set(keys.find(persons)) == {persons[0], persons[-1]}


def test_a_destroyed_key_leaves_a_tombstone_with_its_time(keys):
    keys.find_or_make(LI)
    keys.destroy(LI)
    first = row_of(keys, LI)
    assert first.wrapped is None
    assert first.destroyed_at >= first.created_at
    keys.destroy(LI)
    assert row_of(keys, LI).destroyed_at == first.destroyed_at
    assert keys.find_or_make(LI) is None


def test_a_destroyed_key_is_nowhere_in_the_files(tmp_path):
    keys = Keys(make_engine(f"sqlite:///{tmp_path}/keys.db"), Kek(KEY))
    keys_metadata.create_all(keys.engine)
    for number in range(50):
        keys.find_or_make(f"{number:032x}")
    keys.find_or_make(LI)
    wrapped = row_of(keys, LI).wrapped
    assert wrapped in on_disk(tmp_path)
    keys.destroy(LI)
    assert wrapped not in on_disk(tmp_path)
    keys.engine.dispose()


def test_another_key_encryption_key_is_noticed_at_start(keys, database_url):
    keys.find_or_make(LI)
    keys.check()
    other = Keys(make_engine(database_url), Kek(b"x" * 32))
    with pytest.raises(NoKey, match="another KEK"):
        other.check()
    with pytest.raises(NoKey, match="another KEK"):
        other.find([LI])
    other.engine.dispose()


def test_a_ring_holds_no_more_than_its_size(keys):
    ring = KeyRing(keys, size=10)
    for number in range(30):
        ring.get_or_make(f"{number:032x}")
    assert len(ring) == 10


def test_a_ring_lets_go_of_old_keys_when_new_ones_come(keys):
    now = [0.0]
    ring = KeyRing(keys, clock=lambda: now[0])
    ring.get_or_make("1" * 32)
    now[0] = 31.0
    ring.get_or_make("2" * 32)
    assert len(ring) == 1


def test_a_key_read_before_an_erasure_does_not_stay_after_it(keys):
    class SlowKeys(Keys):
        """An erasure happens between the reading of the key and its arrival."""

        def find(self, persons):
            found = super().find(persons)
            ring.destroy(LI)
            return found

    keys.find_or_make(LI)
    slow = SlowKeys(keys.engine, keys.kek)
    ring = KeyRing(slow)
    ring.prefetch([LI])
    assert len(ring) == 0
    held = ring.get(LI)
    assert held is not None
    assert held.fields is None
