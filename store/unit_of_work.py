"""Load, decide, append: the one way in which a command changes anything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from domain.command import Command
from domain.refusal import StaleVersion
from store import engine as engines
from store import event_log, outbox
from store.codec import Codec, Sealing
from store.constraints import ConstraintBroken
from store.event_log import NewEvent, Row
from store.projecting import Projecting, Projection, Tables
from store.recorded import Recorded
from store.row_writes import insertion
from store.tables import commands
from store.vault import unopened

_ATTEMPTS: Final = 4

C = TypeVar("C", bound=Command)
S = TypeVar("S")

_DONE = select(commands.c.command_id).where(commands.c.command_id == bindparam("wanted"))
_HISTORY = event_log.STREAM.add_columns(_DONE.scalar_subquery().label("done"))


class _LostRace(Exception):
    """Someone else appended to the stream, or ran the command, in between."""


class UnitOfWork:
    """The log with its projections and reactions, as use cases see it. Safe in many threads."""

    def __init__(
        self,
        engine: Engine,
        sealing: Sealing,
        projections: Sequence[Projection] = (),
        reactions: Sequence[outbox.Reaction] = (),
        codec: Codec | None = None,
    ) -> None:
        self.engine = engine
        self.projections = tuple(projections)
        self.reactions = tuple(reactions)
        self.codec = codec or Codec()
        self._sealing = sealing
        self._projecting = Projecting(self.projections)
        self._tables = [table for one in self.projections for table in one.tables]

    def handle(
        self,
        command: C,
        stream: str,
        replay: Callable[[Sequence[Any]], S],
        decide: Callable[[C, S], Sequence[object]],
        correlation: str = "",
    ) -> bool:
        """Appends what ``decide`` answers to ``command``, together with all that follows.

        Whether anything was appended: a command id that was already done changes nothing. One command writes one stream;
        for a second stream derive a command with its own id and give the first id as
        ``correlation``. ``decide`` runs again after each lost race, three times at most, and
        then StaleVersion is raised. A uniqueness rule of a projection raises
        ConstraintBroken; a refusal of ``decide`` passes through.
        """
        for _attempt in range(_ATTEMPTS):
            history = self._history_unless_done(command, stream)
            if history is None:
                return False
            opened = self._opened(history)
            events = decide(command, replay([one.event for one in opened]))
            if not events:
                return False
            version = history[-1].version if history else 0
            new = [
                self.codec.encode(
                    event, self._sealing, stream, number, command, correlation or command.command_id
                )
                for number, event in enumerate(events, version + 1)
            ]
            try:
                self._append(command, new)
            except _LostRace:
                continue
            return True
        raise StaleVersion

    def was_done(self, command_id: str) -> bool:
        """Whether a command with this id has had its effect, so that it need not be prepared."""
        with self.reading() as connection:
            return _is_done(connection, command_id)

    def load(self, stream: str) -> list[Recorded]:
        """The history of a stream, personal values opened; empty for an unknown stream."""
        return self._opened(self._rows(stream))

    def load_many(self, streams: Collection[str]) -> dict[str, list[Recorded]]:
        """The histories of some hundred streams, personal values opened, in two queries."""
        with self.reading() as connection:
            rows = event_log.read_streams(connection, streams)
        found: dict[str, list[Recorded]] = {stream: [] for stream in streams}
        for one in self._opened(rows):
            found[one.stream].append(one)
        return found

    def load_unopened(self, stream: str) -> list[Recorded]:
        """The history of a stream without a use of keys: values have their tokens only."""
        return [self.codec.decode(row, unopened) for row in self._rows(stream)]

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for the queries of projections."""
        with engines.reading(self.engine) as connection:
            yield connection

    def _rows(self, stream: str) -> list[Row]:
        with self.reading() as connection:
            return event_log.read_stream(connection, stream)

    def _opened(self, rows: Sequence[Row]) -> list[Recorded]:
        self._sealing.prefetch_for(row.data for row in rows)
        return [self.codec.decode(row, self._sealing.opener) for row in rows]

    def _history_unless_done(self, command: Command, stream: str) -> list[Row] | None:
        with self.reading() as connection:
            # In one query: a twin of the command that commits meanwhile is seen as done, and
            # not as a history that refuses the command.
            rows = connection.execute(
                _HISTORY, {"stream": stream, "wanted": command.command_id}
            ).all()
            if not rows:
                return None if _is_done(connection, command.command_id) else []
            return None if rows[0].done else [Row(*row[:-1]) for row in rows]

    def _append(self, command: Command, new: Sequence[NewEvent]) -> None:
        with engines.turn(self.engine), self.engine.connect() as connection:
            transaction = connection.begin()
            self._write(connection, command, new)
            try:
                transaction.commit()
            except DBAPIError as error:
                self._ask_whether_committed(command, error)

    def _write(self, connection: Connection, command: Command, new: Sequence[NewEvent]) -> None:
        try:
            first = event_log.append(connection, new)
            note = {
                "command_id": command.command_id,
                "stream": new[0].stream,
                "first_position": first,
                "count": len(new),
            }
            insertion(commands, connection.dialect).run(connection, [note])
        except IntegrityError as error:
            raise _LostRace from error
        # Projections see the events as they were stored, so a rebuild sees the same.
        recorded = [
            self.codec.decode(Row(position, *one, b""), unopened)
            for position, one in enumerate(new, first)
        ]
        tables = Tables(connection)
        items = [(one, item) for one in recorded for react in self.reactions for item in react(one)]
        try:
            self._projecting.apply(recorded, tables)
            with engines.sent_together(connection):
                tables.flush()
                outbox.add(connection, items)
        except IntegrityError as error:
            raise ConstraintBroken.of(error, self._tables) from error

    def _ask_whether_committed(self, command: Command, error: DBAPIError) -> None:
        """Raises ``error`` unless the commit, whose answer was lost, has happened."""
        if not isinstance(error, OperationalError) and not error.connection_invalidated:
            raise error
        with self.reading() as connection:
            if not _is_done(connection, command.command_id):
                raise error


def _is_done(connection: Connection, command_id: str) -> bool:
    found = connection.execute(_DONE, {"wanted": command_id})
    return found.one_or_none() is not None
