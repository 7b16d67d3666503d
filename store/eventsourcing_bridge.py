"""Our log behind the protocols of the ``eventsourcing`` library: recorder, mapper, envelope.

The library reads and writes the same rows by the same function as the unit of work. What it
writes passes by commands, projections and reactions, so use cases never go this way.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    JSONTranscoder,
    Mapper,
    Notification,
    OperationalError,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
)
from sqlalchemy import Connection, Engine, Select, exc, func, insert, select, update

from store import event_log
from store.engine import reading, writing
from store.event_log import NewEvent
from store.tables import events, log_head, tracking

_POLL_SECONDS: Final = 0.1
_COLUMNS: Final = (events.c.stream, events.c.version, events.c.name, events.c.data)


class EventRecorder(ProcessRecorder):
    """Stores the library's events in our log. Originator ids are our stream names."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def insert_events(
        self, stored_events: Sequence[StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """Appends, and notes ``tracking`` in the same transaction; returns the positions."""
        new = [
            NewEvent(str(one.originator_id), one.originator_version, one.topic, one.state)
            for one in stored_events
        ]
        mark: Tracking | None = kwargs.get("tracking")
        try:
            with writing(self._engine) as connection:
                first = event_log.append(connection, new) if new else 0
                if mark is not None:
                    _track(connection, mark)
        except exc.IntegrityError as error:
            raise IntegrityError(str(error.orig)) from error
        except exc.OperationalError as error:
            raise OperationalError(str(error)) from error
        return list(range(first, first + len(new)))

    def insert_tracking(self, tracking: Tracking) -> None:
        self.insert_events([], tracking=tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        query = select(tracking.c.notification_id).where(
            tracking.c.application_name == application_name
        )
        with reading(self._engine) as connection:
            found: int | None = connection.execute(query).scalar_one_or_none()
        return found

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        version = events.c.version
        query = select(*_COLUMNS).where(events.c.stream == str(originator_id))
        if gt is not None:
            query = query.where(version > gt)
        if lte is not None:
            query = query.where(version <= lte)
        query = query.order_by(version.desc() if desc else version).limit(limit)
        with reading(self._engine) as connection:
            return [StoredEvent(*row) for row in connection.execute(query)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        position = events.c.position
        query: Select[Any] = select(*_COLUMNS, position).order_by(position).limit(limit)
        if start is not None:
            query = query.where(position >= start if inclusive_of_start else position > start)
        if stop is not None:
            query = query.where(position <= stop)
        if topics:
            query = query.where(events.c.name.in_(topics))
        with reading(self._engine) as connection:
            return [Notification(*row) for row in connection.execute(query)]

    def max_notification_id(self) -> int | None:
        with reading(self._engine) as connection:
            size: int = connection.execute(select(func.max(log_head.c.size))).scalar_one()
        return size or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        return PollingSubscription(self, gt, topics)


@dataclass(frozen=True)
class Envelope:
    """What the library sees as a domain event: one of ours, in its stored and sealed form.

    ``metadata`` is the envelope (schema, time, actor, command, correlation, causation) and
    ``data`` the fields of the event.
    """

    originator_id: str
    originator_version: int
    name: str
    metadata: dict[str, Any]
    data: dict[str, Any]


class EnvelopeMapper(Mapper[str]):
    """Between envelopes and rows; it needs no class of ours and no key."""

    def __init__(self) -> None:
        super().__init__(transcoder=JSONTranscoder())

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        if not isinstance(domain_event, Envelope):
            raise TypeError(f"{type(domain_event).__qualname__} is not an Envelope")
        state = msgspec.json.encode({**domain_event.metadata, "event": domain_event.data})
        return StoredEvent(
            domain_event.originator_id, domain_event.originator_version, domain_event.name, state
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Envelope:
        metadata = msgspec.json.decode(stored_event.state, type=dict[str, Any])
        data = metadata.pop("event")
        return Envelope(
            str(stored_event.originator_id),
            stored_event.originator_version,
            stored_event.topic,
            metadata,
            data,
        )


class PollingSubscription(Subscription[ApplicationRecorder]):
    """Follows the log by asking again; positions are in commit order, so none is missed."""

    def __init__(
        self, recorder: ApplicationRecorder, gt: int | None, topics: Sequence[str]
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._stopped = threading.Event()
        self._read: list[Notification] = []

    def stop(self) -> None:
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._stopped.is_set():
            if self._read:
                found = self._read.pop()
                self._last_notification_id = found.id
                return found
            page = self._recorder.select_notifications(
                self._last_notification_id, 500, topics=self._topics, inclusive_of_start=False
            )
            self._read = list(reversed(page))
            if not page:
                self._stopped.wait(_POLL_SECONDS)
        raise StopIteration


def _track(connection: Connection, mark: Tracking) -> None:
    """Moves an application's mark forward; refuses to move it back with IntegrityError."""
    values = {"notification_id": mark.notification_id}
    name = tracking.c.application_name == mark.application_name
    moved = connection.execute(
        update(tracking)
        .where(name, tracking.c.notification_id < mark.notification_id)
        .values(values)
    )
    if moved.rowcount:
        return
    # A second first mark, or one that does not advance, breaks the primary key.
    connection.execute(insert(tracking).values(application_name=mark.application_name, **values))
