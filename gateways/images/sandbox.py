"""The image workshop that trusts no decoder: one confined process for each file.

The process gets no environment, no terminal, a session of its own and a time limit, and
confines itself before it reads the file (see ``worker``). A server forks it that has the
decoders loaded (see ``fork_server``). Its answer is not trusted either: it is read up to a
limit, and checked.
"""

from __future__ import annotations

import logging
import os
import select
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from gateways.images.fork_line import START, ForkLine
from gateways.images.fork_protocol import END, TOO_LONG
from gateways.images.port import (
    ANY,
    Mark,
    NotMarked,
    Prepared,
    Reason,
    Refused,
    Wanted,
    refused_unread,
)
from gateways.images.wire import ANSWER_BYTES, Distrusted, order, read_answer, read_marked

WALL_SECONDS: Final = 20.0
_GRACE_SECONDS: Final = 5.0
"""How long the server may take to start, or to tell the end of a child, beyond the child's time."""
_PIECE_BYTES: Final = 1024 * 1024

Made = TypeVar("Made")
"""What a reader of the process' answer makes of it."""

log = logging.getLogger(__name__)


class SandboxWorkshop:
    """At most ``places`` processes at a time, each for at most ``seconds``; others wait."""

    def __init__(
        self,
        seconds: float = WALL_SECONDS,
        places: int | None = None,
        thresholds: Path | None = None,
        start: str = START,
    ) -> None:
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(places or os.cpu_count() or 1)
        self._line = ForkLine(start, str(thresholds or ""))

    def get_ready(self) -> None:
        """Load the decoders now, so that the first applicant does not wait for it."""
        self._line.open()

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        """The scan, or the reason why there is none. Takes up to twice the seconds."""
        return refused_unread(data) or self._worked(order(data, wanted), read_answer)

    def marked(self, jpeg: bytes, text: str) -> bytes:
        """The copy with the text across it. Raises NotMarked. Takes up to twice the seconds."""
        made = self._worked(order(jpeg, Mark(text)), read_marked)
        if isinstance(made, Refused):
            raise NotMarked(made.reason)
        return made

    def _worked(self, asked: bytes, read: Callable[[bytes], Made]) -> Made | Refused:
        if not self._places.acquire(timeout=self._seconds):
            return Refused(Reason.TOOK_TOO_LONG)
        try:
            return self._asked(asked, read)
        finally:
            self._places.release()

    def _asked(self, asked: bytes, read: Callable[[bytes], Made]) -> Made | Refused:
        try:
            return self._tried(asked, read)
        except _ServerGone:
            log.warning("the server of the image processes was gone; a new one is asked")
        try:
            return self._tried(asked, read)
        except _ServerGone:
            return Refused(Reason.CRASHED)

    def _tried(self, asked: bytes, read: Callable[[bytes], Made]) -> Made | Refused:
        deadline = time.monotonic() + self._seconds + _GRACE_SECONDS
        with self._line.sent(asked, self._seconds) as (answer, end):
            said = _read(answer, deadline, ANSWER_BYTES)
            try:
                return read(said)
            except Distrusted:
                endless = len(said) > ANSWER_BYTES
                reason = Reason.CRASHED if endless else _reason(end, deadline)
        log.warning("an image was not worked on: %s", reason.value)
        return Refused(reason)


class _ServerGone(Exception):
    """Nobody told how the child ended."""


def _reason(end: int, deadline: float) -> Reason:
    """Why there is no answer, from how the process ended."""
    told = _read(end, deadline, 2 * END.size)
    if time.monotonic() >= deadline:
        return Reason.TOOK_TOO_LONG
    if len(told) < END.size:
        raise _ServerGone
    (first,) = END.unpack(told[: END.size])
    return Reason.TOOK_TOO_LONG if first == TOO_LONG else Reason.CRASHED


def _read(descriptor: int, deadline: float, most: int) -> bytes:
    """What comes until the end, the deadline, or one byte more than ``most``."""
    said = bytearray()
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    while len(said) <= most:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            break
        piece = os.read(descriptor, _PIECE_BYTES)
        if not piece:
            break
        said += piece
    return bytes(said)
