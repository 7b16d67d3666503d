"""Every way to change the log is found at its first wrong position."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, event, select, text, update

from store import checkpoints, event_log
from store.checkpoints import BadKeyFile, BadNote, Signer
from store.engine import writing
from store.merkle import Tree, leaf_bytes, leaf_hash
from store.tables import events, log_head
from store.verify import BrokenLog, verify
from tests.store.notebook import NOW, Opened, Written, decide, replay, write

ORIGIN = "desk.example/log"
SIGNER = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"s" * 32))


@pytest.fixture
def log(unit):
    """Three streams with four events each; positions 1 to 12."""
    for number in range(3):
        stream = f"note-{number}"
        unit.handle(write(Opened(stream), Written("甲")), stream, replay, decide)
    for number in range(3):
        unit.handle(write(Written("乙"), Written("丙")), f"note-{number}", replay, decide)
    return unit.engine


def change(engine, statement):
    with writing(engine) as connection:
        connection.execute(statement)


def sign(engine, now=NOW):
    with writing(engine) as connection:
        return checkpoints.make_checkpoint(connection, SIGNER, ORIGIN, now)


def rewrite(engine):
    """What an attacker does who can write every table but has no signing key."""
    with writing(engine) as connection:
        tree = Tree()
        for row in event_log.read_log(connection):
            position = tree.size + 1
            leaf = leaf_hash(leaf_bytes(position, row.stream, row.version, row.name, row.data))
            tree.append(leaf)
            connection.execute(
                update(events)
                .where(events.c.position == row.position)
                .values(position=position, leaf=leaf)
            )
        connection.execute(update(log_head).values(size=tree.size, frontier=tree.frontier))


def at(position):
    return events.c.position == position


def test_an_untouched_log_is_intact(log):
    sign(log)
    seen = []
    found = verify(log, SIGNER.verifier, seen.append)
    assert (found.size, found.checkpoints, sum(seen)) == (12, 1, 12)


def test_an_empty_log_is_intact(engine):
    assert verify(engine).size == 0


def test_bytes_that_a_hand_turned_into_text_are_found(log):
    if log.dialect.name == "sqlite":
        statement = "UPDATE events SET data = replace(data, '甲', '丁') WHERE position = 3"
    else:
        statement = "UPDATE events SET data = set_byte(data, 40, 33) WHERE position = 3"
    change(log, text(statement))
    with pytest.raises(BrokenLog, match=r"^position 3: the event was changed"):
        verify(log)


@pytest.mark.parametrize("position", [1, 5, 12])
@pytest.mark.parametrize("column", ["data", "stream", "name", "version", "leaf"])
def test_a_changed_column_is_named_by_its_position(log, position, column):
    values = {
        "data": b'{"schema":1}',
        "stream": "note-9",
        "name": "note.closed",
        "version": 70,
        "leaf": b"\x00" * 32,
    }
    change(log, update(events).where(at(position)).values({column: values[column]}))
    with pytest.raises(BrokenLog, match=f"^position {position}: "):
        verify(log)


def test_one_changed_byte_is_found(log):
    with writing(log) as connection:
        data = bytearray(connection.execute(select(events.c.data).where(at(7))).scalar_one())
        data[len(data) // 2] ^= 1
        connection.execute(update(events).where(at(7)).values(data=bytes(data)))
    with pytest.raises(BrokenLog, match=r"^position 7: the event was changed"):
        verify(log)


def test_bytes_that_are_no_text_are_found(log):
    change(log, update(events).where(at(2)).values(data=b"\xff\xfe"))
    with pytest.raises(BrokenLog, match=r"^position 2: "):
        verify(log)


@pytest.mark.parametrize("position", [1, 6, 12])
def test_a_removed_event_is_found(log, position):
    change(log, delete(events).where(at(position)))
    with pytest.raises(BrokenLog, match=f"^position {position}: "):
        verify(log)


def test_an_event_put_behind_the_head_is_found(log):
    with writing(log) as connection:
        last = event_log.read_log(connection, 11)[0]
        values = {**last._asdict(), "position": 13, "version": 5}
        row = (13, last.stream, 5, last.name, last.data)
        connection.execute(events.insert().values({**values, "leaf": leaf_hash(leaf_bytes(*row))}))
    with pytest.raises(BrokenLog, match=r"^position 13: not covered"):
        verify(log)


def test_a_changed_head_is_found(log):
    change(log, update(log_head).values(frontier=b"\x00" * 64))
    with pytest.raises(BrokenLog, match=r"^position 12: the head"):
        verify(log)


def test_a_log_rewritten_whole_does_not_fit_its_checkpoint(log):
    sign(log)
    change(log, update(events).where(at(3)).values(data=b'{"schema":1}'))
    rewrite(log)
    verify_without_notes(log)
    with pytest.raises(BrokenLog, match=r"^position 12: the root of the first 12"):
        verify(log, SIGNER.verifier)


def verify_without_notes(log):
    """The rewritten log is consistent in itself, so it is the checkpoint that gives it away."""
    with writing(log) as connection:
        kept = connection.execute(select(checkpoints.checkpoints)).mappings().all()
        connection.execute(delete(checkpoints.checkpoints))
    verify(log)
    with writing(log) as connection:
        connection.execute(checkpoints.checkpoints.insert(), [dict(row) for row in kept])


def test_a_log_cut_behind_a_checkpoint_is_found(log):
    sign(log)
    change(log, delete(events).where(events.c.position > 10))
    rewrite(log)
    with pytest.raises(BrokenLog, match=r"^position 11: missing, though a checkpoint covers 12"):
        verify(log, SIGNER.verifier)


def test_a_checkpoint_of_another_key_is_found(log):
    sign(log)
    other = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(b"o" * 32))
    with pytest.raises(BrokenLog, match=r"^position 12: the checkpoint is not valid"):
        verify(log, other.verifier)
    with pytest.raises(BrokenLog, match="no key"):
        verify(log)


def test_what_commits_during_the_verification_does_not_disturb_it(log, unit):
    reads = []

    def append(*told):
        if "FROM events" in told[2] and not reads:
            reads.append(1)
            unit.handle(write(Written("丁")), "note-0", replay, decide)

    event.listen(log, "after_cursor_execute", append)
    found = verify(log)
    event.remove(log, "after_cursor_execute", append)
    assert found.size == 12
    assert verify(log).size == 13


def test_a_note_has_the_published_format(log):
    note = sign(log)
    origin, size, _root, blank, signature, end = note.split("\n")
    assert (origin, size, blank, end) == (ORIGIN, "12", "", "")
    assert signature.startswith(f"\N{EM DASH} {ORIGIN} ")
    assert SIGNER.verifier.read(note).size == 12
    assert str(SIGNER.verifier).startswith(f"{ORIGIN}+{SIGNER.verifier.key_id.hex()}+A")
    with pytest.raises(BadNote):
        SIGNER.verifier.read(note.replace("\n12\n", "\n13\n"))


def test_a_note_is_signed_once_per_size(log):
    assert sign(log) is not None
    assert sign(log) is None
    with log.connect() as connection:
        assert checkpoints.latest(connection).startswith(f"{ORIGIN}\n12\n")


def test_a_checkpoint_is_due_after_a_minute_if_something_came(log, unit):
    def is_due(seconds):
        with unit.reading() as connection:
            return checkpoints.due(connection, NOW + timedelta(seconds=seconds))

    assert is_due(0)
    sign(log)
    assert not is_due(3600)
    unit.handle(write(Written("丁")), "note-0", replay, decide)
    assert not is_due(59)
    assert is_due(60)


def test_a_checkpoint_is_due_after_a_thousand_events(log, unit):
    sign(log)
    unit.handle(write(*(Written("戊") for _ in range(1000))), "note-0", replay, decide)
    with unit.reading() as connection:
        assert checkpoints.due(connection, NOW)


def test_the_signing_key_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "keys" / "log-signing.key"
    first = Signer.from_file(path, ORIGIN)
    assert path.stat().st_mode & 0o077 == 0
    assert path.read_text().startswith(f"PRIVATE+KEY+{ORIGIN}+")
    assert str(Signer.from_file(path, "a later name").verifier) == str(first.verifier)
    path.write_text("not a key")
    with pytest.raises(BadKeyFile, match="put the log's key back"):
        Signer.from_file(path, ORIGIN)
