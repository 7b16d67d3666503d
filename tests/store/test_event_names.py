"""Names and schema versions of events are kept for ever."""

from __future__ import annotations

import json
import re

import msgspec
import pytest
from msgspec import inspect

from domain.personal import Personal
from store.codec import Codec, holds_personal
from store.event_log import Row
from store.event_names import EVENTS, UNIONS, UPCASTERS, IncompleteNames, check_complete
from tests.store.make_golden import GOLDEN, path_of, sample
from tests.store.notebook import NAMES, Closed, Opened, Written, write

VERSIONS = [
    (name, schema) for name, (_cls, current) in EVENTS.items() for schema in range(1, current + 1)
]


def keep(_stream, _version):
    """Reads a sealed value without keys, with all that was stored in its token."""

    def decode(_wanted, stored):
        return Personal(stored["person"], stored["kind"], None, json.dumps(stored))

    return decode


def again(value):
    return json.loads(value.token)


def holds_all(whole, part):
    if isinstance(part, dict):
        return all(key in whole and holds_all(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return len(whole) == len(part) and all(map(holds_all, whole, part))
    return whole == part


@pytest.mark.parametrize(("name", "schema"), VERSIONS)
def test_every_version_of_every_event_is_read(name, schema):
    data = path_of(name, schema).read_bytes()
    recorded = Codec().decode(Row(1, "stream-1", 1, name, data, b""), keep)
    assert type(recorded.event) is EVENTS[name][0]
    assert recorded.schema == schema
    if schema == EVENTS[name][1]:
        stored = json.loads(msgspec.json.encode(recorded.event, enc_hook=again))
        # A field that was renamed or removed would be lost in between; one may be added.
        assert holds_all(stored, json.loads(data)["event"])


@pytest.mark.parametrize("name", EVENTS)
def test_every_event_comes_back_from_the_log_as_it_was(name, note_vault):
    event = sample(inspect.type_info(EVENTS[name][0]), "event")
    codec = Codec()
    new = codec.encode(event, note_vault, "stream-1", 3, write(), "c" * 32)
    row = Row(9, *new, b"")
    assert codec.decode(row, note_vault.opener).event == event


def test_no_golden_file_is_without_its_event():
    assert {path.name for path in GOLDEN.iterdir()} == {
        path_of(name, schema).name for name, schema in VERSIONS
    }


def test_names_are_aggregate_and_fact():
    assert [name for name in EVENTS if not re.fullmatch(r"[a-z]+\.[a-z][a-z_]*", name)] == []


def test_the_registry_is_complete():
    check_complete(EVENTS, UPCASTERS, UNIONS)


def test_an_event_class_without_a_name_is_refused():
    with pytest.raises(IncompleteNames, match=r"Closed has no stored name"):
        check_complete({"note.opened": (Opened, 1)}, {}, [Opened | Closed])


def test_an_event_class_with_two_names_is_refused():
    names = {**NAMES, "note.shut": (Closed, 1)}
    with pytest.raises(IncompleteNames, match="Closed has more than one stored name"):
        check_complete(names, {}, [])


def test_a_missing_upcaster_is_refused():
    names = {"note.written": (Written, 3)}
    upcasters = {("note.written", 2): dict}
    with pytest.raises(IncompleteNames, match="no upcaster from schema version 1"):
        check_complete(names, upcasters, [Written])


class Inner(msgspec.Struct):
    value: Personal | None


class Outer(msgspec.Struct):
    inner: dict[str, tuple[Inner, ...]]
    again: Outer | None = None


class Endless(msgspec.Struct):
    again: Endless | None = None


@pytest.mark.parametrize(
    ("cls", "holds"), [(Inner, True), (Outer, True), (Endless, False), (Written, False)]
)
def test_personal_values_are_found_at_any_depth(cls, holds):
    assert holds_personal(cls) is holds
