"""The whole log recomputed: every leaf, every position, every root."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Connection, Engine, select

from store import event_log
from store.checkpoints import BadNote, Verifier
from store.engine import reading_at_once
from store.event_log import Row
from store.merkle import Tree, leaf_bytes, leaf_hash
from store.tables import checkpoints


class BrokenLog(Exception):
    """The first position at which the log is not what was appended."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"position {position}: {reason}")
        self.position = position
        self.reason = reason


class Verified(NamedTuple):
    """An intact log."""

    size: int
    root: bytes
    checkpoints: int


def verify(
    engine: Engine,
    verifier: Verifier | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verified:
    """Recomputes the log and raises BrokenLog at the first wrong position.

    Checkpoints are compared with the recomputed roots, and their signatures checked by
    ``verifier``; where there are checkpoints it must be given. ``progress`` is called with
    the number of events that were just checked.
    """
    with reading_at_once(engine) as connection:
        run = _Run(_Notes(connection, verifier))
        for rows in event_log.walk_log(connection):
            for row in rows:
                run.add(row)
            if progress:
                progress(len(rows))
        size, frontier = event_log.head(connection)
    return run.finish(size, frontier)


class _Notes:
    """The checkpoints in the order of their size."""

    def __init__(self, connection: Connection, verifier: Verifier | None) -> None:
        query = select(checkpoints.c.size, checkpoints.c.note).order_by(checkpoints.c.size.desc())
        self._left = [(int(size), str(note)) for size, note in connection.execute(query)]
        self._verifier = verifier
        self.count = len(self._left)

    def compare(self, tree: Tree) -> None:
        """Checks the checkpoint of this size of the tree, if there is one."""
        while self._left and self._left[-1][0] <= tree.size:
            size, note = self._left.pop()
            self._compare(size, note, tree)

    def ensure_none_left(self, size: int) -> None:
        if self._left:
            covered = self._left[-1][0]
            raise BrokenLog(size + 1, f"missing, though a checkpoint covers {covered} events")

    def _compare(self, size: int, note: str, tree: Tree) -> None:
        if self._verifier is None:
            raise BrokenLog(size, "there is no key to check the checkpoint with")
        try:
            said = self._verifier.read(note)
        except BadNote as error:
            raise BrokenLog(size, f"the checkpoint is not valid: {error}") from error
        if (said.size, said.root) != (tree.size, tree.root):
            raise BrokenLog(size, f"the root of the first {size} events is not the signed one")


class _Run:
    """The log as far as it was recomputed."""

    def __init__(self, notes: _Notes) -> None:
        self._tree = Tree()
        self._versions: dict[str, int] = {}
        self._notes = notes

    def add(self, row: Row) -> None:
        position = self._tree.size + 1
        if row.position != position:
            raise BrokenLog(position, "the event is missing")
        version = self._versions.get(row.stream, 0) + 1
        if row.version != version:
            raise BrokenLog(position, f"version {row.version} of its stream instead of {version}")
        self._versions[row.stream] = version
        if not fits_its_leaf(row):
            raise BrokenLog(position, "the event was changed: it does not fit its leaf")
        self._tree.append(row.leaf)
        self._notes.compare(self._tree)

    def finish(self, size: int, frontier: bytes) -> Verified:
        found = self._tree.size
        if size > found:
            raise BrokenLog(found + 1, f"missing, though the log had {size} events")
        self._notes.ensure_none_left(found)
        if size < found:
            raise BrokenLog(size + 1, f"not covered by the head of the log, which says {size}")
        if frontier != self._tree.frontier:
            raise BrokenLog(found, "the head of the log has another tree than its events make")
        return Verified(found, self._tree.root, self._notes.count)


def fits_its_leaf(row: Row) -> bool:
    """Whether the row's own columns make its leaf. They do not where one was changed, nor
    where an UPDATE by hand turned bytes into text."""
    try:
        data = bytes(row.data)
        made = leaf_hash(leaf_bytes(row.position, row.stream, row.version, row.name, data))
    except (TypeError, UnicodeDecodeError):
        return False
    return made == row.leaf
