"""The image workshop that trusts no decoder: one confined process for each file.

The process gets no environment, no terminal, a session of its own and a time limit, and
confines itself before it reads the file (see ``worker``). Its answer is not trusted either:
it is read up to a limit, and checked.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Final

from gateways.images.port import ANY, Prepared, Reason, Refused, Wanted, refused_unread
from gateways.images.wire import ANSWER_BYTES, Distrusted, order, read_answer

WALL_SECONDS: Final = 20.0
_PROJECT: Final = Path(__file__).resolve().parents[2]
_START: Final = (
    "import sys; sys.path.append(sys.argv[1]); from gateways.images import worker; worker.main()"
)

log = logging.getLogger(__name__)


class _Unanswered(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class SandboxWorkshop:
    """At most ``places`` processes at a time, each for at most ``seconds``; others wait."""

    def __init__(
        self,
        seconds: float = WALL_SECONDS,
        places: int | None = None,
        command: tuple[str, ...] = (sys.executable, "-I", "-B", "-c", _START, str(_PROJECT)),
    ) -> None:
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(places or os.cpu_count() or 1)
        self._command = command

    def prepare(self, data: bytes, wanted: Wanted = ANY) -> Prepared | Refused:
        """The scan, or the reason why there is none. Takes up to twice the seconds."""
        refused = refused_unread(data)
        if refused is not None:
            return refused
        if not self._places.acquire(timeout=self._seconds):
            return Refused(Reason.TOOK_TOO_LONG)
        try:
            return read_answer(self._answer(order(data, wanted)))
        except Distrusted:
            log.warning("an image was not prepared: the process gave no answer of its own")
            return Refused(Reason.CRASHED)
        except _Unanswered as unanswered:
            log.warning("an image was not prepared: %s", unanswered.reason.value)
            return Refused(unanswered.reason)
        finally:
            self._places.release()

    def _answer(self, data: bytes) -> bytes:
        deadline = time.monotonic() + self._seconds
        # The file is handed over in memory: a scan in the clear never touches the disk.
        with os.fdopen(os.memfd_create("upload"), "w+b") as upload:
            upload.write(data)
            upload.seek(0)
            process = subprocess.Popen(  # noqa: S603
                self._command,
                stdin=upload,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                start_new_session=True,
            )
        with process:
            try:
                answer = _read(process.stdout, deadline)
            finally:
                # The whole session goes, whatever was started in it. The process itself is
                # not waited for yet, so its number cannot belong to another one.
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        if not answer:
            out_of_time = process.returncode == -signal.SIGXCPU
            raise _Unanswered(Reason.TOOK_TOO_LONG if out_of_time else Reason.CRASHED)
        return answer


def _read(stream: IO[bytes] | None, deadline: float) -> bytes:
    if stream is None:
        raise _Unanswered(Reason.CRASHED)
    answer = bytearray()
    poll = select.poll()
    poll.register(stream, select.POLLIN)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise _Unanswered(Reason.TOOK_TOO_LONG)
        piece = os.read(stream.fileno(), 1 << 16)
        if not piece:
            return bytes(answer)
        answer += piece
        if len(answer) > ANSWER_BYTES:
            raise _Unanswered(Reason.CRASHED)
