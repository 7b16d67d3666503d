"""Events as bytes and back: the envelope in JSON, personal values sealed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeAlias

import msgspec
from msgspec import inspect

from domain.command import Command
from domain.personal import Personal
from domain.roles import Actor
from store.event_log import NewEvent, Row
from store.event_names import EVENTS, UPCASTERS, Upcaster
from store.recorded import Recorded

Encode: TypeAlias = Callable[[Any], Any]
Decode: TypeAlias = Callable[[type, Any], Any]
Hook: TypeAlias = Callable[[str, int], Decode]
"""Gives for (stream, version) the function that reads a sealed personal value."""


class Sealing(Protocol):
    """What the log needs of the vault."""

    def sealer(self, stream: str, version: int) -> Encode:
        """Turns a ``Personal`` into a JSON-able dict, and sets its token."""

    def opener(self, stream: str, version: int) -> Decode:
        """Turns such a dict into a ``Personal`` with its text, or with the erased marker."""

    def prefetch_for(self, stored: Iterable[bytes]) -> None:
        """Fetches in one query the keys that opening these events takes."""


class UnknownEvent(Exception):
    """The log holds an event that this version of the program does not know."""


class UnnamedEvent(TypeError):
    """An event class without a stored name was about to be recorded."""


class _Envelope(msgspec.Struct, frozen=True):
    schema: int
    time: datetime
    actor: Actor
    command: str
    correlation: str
    causation: str
    event: Any


class _RawEnvelope(msgspec.Struct, frozen=True):
    schema: int
    time: datetime
    actor: Actor
    command: str
    correlation: str
    causation: str
    event: msgspec.Raw


_envelope = msgspec.json.Decoder(_RawEnvelope)


class Codec:
    """Writes and reads the ``data`` of events under their stored names."""

    def __init__(
        self,
        names: Mapping[str, tuple[type, int]] = EVENTS,
        upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    ) -> None:
        self._names = names
        self._upcasters = upcasters
        self.names = frozenset(names)
        self._by_class = {cls: (name, schema) for name, (cls, schema) in names.items()}
        # A type without personal values needs no hook, so its decoder is built once.
        self._plain: dict[str, msgspec.json.Decoder[Any]] = {
            name: msgspec.json.Decoder(cls)
            for name, (cls, _schema) in names.items()
            if not holds_personal(cls)
        }

    def encode(
        self,
        event: object,
        sealing: Sealing,
        stream: str,
        version: int,
        command: Command,
        correlation: str,
    ) -> NewEvent:
        """The stored form of ``event``. Raises UnnamedEvent for a class without a name."""
        try:
            name, schema = self._by_class[type(event)]
        except KeyError:
            raise UnnamedEvent(f"{type(event).__qualname__} stands not in EVENTS") from None
        envelope = _Envelope(
            schema,
            command.at,
            command.actor,
            command.command_id,
            correlation,
            command.command_id,
            event,
        )
        data = msgspec.json.encode(
            envelope, enc_hook=sealing.sealer(stream, version), order="deterministic"
        )
        return NewEvent(stream, version, name, data)

    def decode(self, row: Row, hook: Hook) -> Recorded:
        """The event of a row, its personal values read by ``hook``.

        Raises UnknownEvent for a name, or a schema version, newer than the program.
        """
        position, stream, version, name, data, _leaf = row
        envelope = _envelope.decode(data)
        return Recorded(
            position,
            stream,
            version,
            name,
            envelope.schema,
            envelope.time,
            envelope.actor,
            envelope.command,
            envelope.correlation,
            envelope.causation,
            self._event(row, envelope, hook),
        )

    def _event(self, row: Row, envelope: _RawEnvelope, hook: Hook) -> object:
        known = self._names.get(row.name)
        if known is None or envelope.schema > known[1]:
            raise UnknownEvent(
                f"position {row.position}: {row.name!r} schema {envelope.schema} is not known"
            )
        cls, current = known
        if envelope.schema == current:
            plain = self._plain.get(row.name)
            if plain is not None:
                return plain.decode(envelope.event)
            return msgspec.json.decode(
                envelope.event, type=cls, dec_hook=hook(row.stream, row.version)
            )
        fields: dict[str, Any] = msgspec.json.decode(envelope.event)
        for schema in range(envelope.schema, current):
            fields = self._upcasters[row.name, schema](fields)
        return msgspec.convert(fields, cls, dec_hook=hook(row.stream, row.version))


def holds_personal(cls: type) -> bool:
    """Whether a value of the type can contain a ``Personal``, at any depth."""
    return _holds_personal(inspect.type_info(cls), set())


def _holds_personal(info: inspect.Type, seen: set[type]) -> bool:
    match info:
        case inspect.CustomType(cls=cls):
            return issubclass(cls, Personal)
        case inspect.StructType(cls=cls, fields=fields):
            if cls in seen:
                return False
            seen.add(cls)
            return any(_holds_personal(field.type, seen) for field in fields)
        case inspect.UnionType(types=types):
            return any(_holds_personal(one, seen) for one in types)
        case inspect.TupleType(item_types=types):
            return any(_holds_personal(one, seen) for one in types)
        case inspect.DictType(key_type=key, value_type=value):
            return _holds_personal(key, seen) or _holds_personal(value, seen)
        case inspect.CollectionType(item_type=item):
            return _holds_personal(item, seen)
        case _:
            return False
