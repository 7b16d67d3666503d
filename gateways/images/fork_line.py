"""The line to the fork server: started when first needed, and anew when it is gone."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gateways.images.fork_protocol import ORDER

_PROJECT: Final = Path(__file__).resolve().parents[2]
_PIPE_BYTES: Final = 1024 * 1024
_END_SECONDS: Final = 5
_ENVIRONMENT: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""All that the server and its children get. Threads of a library would not survive a fork."""
START: Final = (
    "import sys; sys.path.append(sys.argv[1]);"
    " from gateways.images import fork_server; fork_server.main()"
)


class ForkLine:
    """A server belongs to the process that started it: after a fork, as web servers make them,
    the child starts its own. ``start`` is the program of the server, which gets the project's
    directory, ``thresholds`` and the number of its socket as arguments."""

    def __init__(self, start: str, thresholds: str) -> None:
        self._command = (sys.executable, "-I", "-B", "-c", start, str(_PROJECT), thresholds)
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._close: weakref.finalize[..., ForkLine] | None = None
        self._owner = 0

    def open(self) -> None:
        """Start the server, where it does not run yet. Does not wait until it is ready."""
        with self._lock:
            self._open_line()

    @contextlib.contextmanager
    def sent(self, order: bytes, seconds: float) -> Iterator[tuple[int, int]]:
        """Have a child work on the order, for at most so many seconds.

        Gives the descriptors from which its answer and its end can be read. Both come to their
        end when it is over, whatever happens to the child and the server.
        """
        with contextlib.ExitStack() as stack:
            answer, answering = _pipe(stack)
            end, ending = _pipe(stack)
            with _in_memory(order) as file, _closing(answering), _closing(ending):
                self._send(ORDER.pack(seconds), (file, answering, ending))
            yield answer, end

    def _send(self, message: bytes, descriptors: tuple[int, ...]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._open_line(), [message], descriptors)
            except OSError:
                # It was killed since. What it was working on is lost; this one is not.
                self._hang_up()
                socket.send_fds(self._open_line(), [message], descriptors)

    def _open_line(self) -> socket.socket:
        if self._line is not None and self._owner == os.getpid():
            return self._line
        self._hang_up()
        line, far_end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with far_end:
            server = subprocess.Popen(  # noqa: S603
                (*self._command, str(far_end.fileno())),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(far_end.fileno(),),
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        self._line, self._owner = line, os.getpid()
        self._close = weakref.finalize(self, _end, line, server, self._owner)
        return line

    def _hang_up(self) -> None:
        if self._close is not None:
            self._close()
        self._line = self._close = None


def _end(line: socket.socket, server: subprocess.Popen[bytes], owner: int) -> None:
    """The server ends when nobody holds the line any more, and its children with it."""
    line.close()
    if owner != os.getpid():
        # It is the server of the process that this one was forked from.
        server.returncode = 0
        return
    try:
        server.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _pipe(stack: contextlib.ExitStack) -> tuple[int, int]:
    """A pipe whose reading end is closed with the stack."""
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    # A picture passes in few steps. Where the kernel refuses the size, in more.
    with contextlib.suppress(OSError):
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return reading, writing


@contextlib.contextmanager
def _closing(descriptor: int) -> Iterator[None]:
    try:
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _in_memory(order: bytes) -> Iterator[int]:
    """The order as a file in memory: a scan in the clear never touches the disk."""
    descriptor = os.memfd_create("order")
    with os.fdopen(descriptor, "w+b") as file:
        file.write(order)
        file.seek(0)
        yield descriptor
