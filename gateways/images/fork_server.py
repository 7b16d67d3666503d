"""A process that has the decoders loaded already, and forks one confined child for each file.

Starting Python and Pillow anew takes longer than decoding a photo. This process never reads a
byte of a file: it gets descriptors over a Unix socket and hands them to the child. It ends the
child that takes too long, with everything the child started, and tells how each one ended.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from gateways.images import coach, worker
from gateways.images.fork_protocol import DESCRIPTORS, END, ORDER, TOO_LONG
from gateways.images.rehearsal import rehearse

_FIRST_UNNEEDED: Final = 3
_LAST: Final = 1 << 16


class _Child(NamedTuple):
    pid: int
    deadline: float
    end: int


def main() -> None:
    """Serve on the socket with the number in the last argument, and judge by the thresholds of
    the file in the one before it, if that is not empty."""
    _project, thresholds, number = sys.argv[1:]
    coach.use(Path(thresholds) if thresholds else None)
    rehearse()
    with socket.socket(fileno=int(number)) as line:
        serve(line, worker.work)


def serve(line: socket.socket, work: Callable[[], None]) -> None:
    """Fork a child that does ``work`` for each order, until the other end of the line is gone."""
    worker.renounce(ctypes.CDLL(None))
    # What is there now is shared with every child: the collector should not touch it.
    gc.freeze()
    poll = select.poll()
    poll.register(line, select.POLLIN)
    children: dict[int, _Child] = {}
    while True:
        for descriptor, _event in poll.poll(_milliseconds(children)):
            if descriptor != line.fileno():
                poll.unregister(descriptor)
                _finish(children.pop(descriptor))
                os.close(descriptor)
                continue
            child = _next_child(line, work)
            if child is None:
                return
            watched = os.pidfd_open(child.pid)
            children[watched] = child
            poll.register(watched, select.POLLIN)
        _end_late(children)


def _next_child(line: socket.socket, work: Callable[[], None]) -> _Child | None:
    message, descriptors, _flags, _address = socket.recv_fds(line, ORDER.size, DESCRIPTORS)
    if len(message) != ORDER.size or len(descriptors) != DESCRIPTORS:
        return None
    order, answer, end = descriptors
    (seconds,) = ORDER.unpack(message)
    pid = os.fork()
    if pid == 0:
        _be_a_child(order, answer, work)
    os.close(order)
    os.close(answer)
    return _Child(pid, time.monotonic() + seconds, end)


def _be_a_child(order: int, answer: int, work: Callable[[], None]) -> None:
    code = 1
    try:
        os.setsid()
        os.dup2(order, 0)
        os.dup2(answer, 1)
        # Among the others are those of other people's files.
        os.closerange(_FIRST_UNNEEDED, _LAST)
        work()
        code = 0
    except BaseException:
        # The answer that is missing says enough; a trace could tell of the file.
        code = 1
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
        os._exit(code)


def _milliseconds(children: dict[int, _Child]) -> float | None:
    """How long nothing has to be done."""
    if not children:
        return None
    first = min(child.deadline for child in children.values())
    return max(0.0, first - time.monotonic()) * 1000 + 1


def _end_late(children: dict[int, _Child]) -> None:
    now = time.monotonic()
    for watched, child in children.items():
        if child.deadline <= now:
            _tell(child, TOO_LONG)
            _kill(child)
            children[watched] = child._replace(deadline=float("inf"))


def _finish(child: _Child) -> None:
    # Its session goes with it. It is not waited for yet: its number can be nobody else's.
    _kill(child)
    _, status = os.waitpid(child.pid, 0)
    _tell(child, os.waitstatus_to_exitcode(status))
    os.close(child.end)


def _kill(child: _Child) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError):
            kill(child.pid, signal.SIGKILL)


def _tell(child: _Child, end: int) -> None:
    with contextlib.suppress(BrokenPipeError):
        os.write(child.end, END.pack(end))
