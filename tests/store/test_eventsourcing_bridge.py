"""The library reads what the unit of work wrote, and the other way round."""

from __future__ import annotations

import pytest
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import EventStore

from domain.personal import Personal
from store.eventsourcing_bridge import Envelope, EnvelopeMapper, EventRecorder
from store.verify import verify
from tests.store.notebook import Opened, Written, decide, replay, write


@pytest.fixture
def library(unit):
    return EventStore(EnvelopeMapper(), EventRecorder(unit.engine))


def test_the_library_reads_our_events_as_envelopes(unit, library):
    owner = Personal("a1" * 16, "name", "李雷")
    unit.handle(
        write(Opened("a", owner), Written("一"), command_id="c" * 32), "note-1", replay, decide
    )
    first, second = library.get("note-1")
    assert (first.name, first.originator_version, first.data["title"]) == ("note.opened", 1, "a")
    assert first.data["owner"]["kind"] == "name"
    assert "李雷" not in str(first)
    assert (second.data, second.metadata["command"]) == ({"line": "一"}, "c" * 32)


def test_an_envelope_is_stored_byte_for_byte(unit, library):
    unit.handle(write(Opened("a"), Written("一")), "note-1", replay, decide)
    (stored, _more) = library.recorder.select_events("note-1")
    assert library.mapper.to_stored_event(library.mapper.to_domain_event(stored)) == stored


def test_what_the_library_writes_is_in_our_log_and_its_tree(unit, library):
    unit.handle(write(Opened("a")), "note-1", replay, decide)
    (opened,) = library.get("note-1")
    (recording,) = library.put(
        [Envelope("note-1", 2, "note.written", opened.metadata, {"line": "二"})]
    )
    assert recording.notification.id == 2
    assert unit.load("note-1")[1].event == Written("二")
    assert verify(unit.engine).size == 2


def test_another_kind_of_event_is_refused(library):
    with pytest.raises(TypeError, match="DomainEvent is not an Envelope"):
        library.put([object.__new__(DomainEvent)])
