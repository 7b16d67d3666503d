"""The process in which one uploaded file, or one copy of it, is decoded. It reads stdin and
answers on stdout.

Before it reads the first byte it gives up what it can: memory and processor time are limited,
no file can be opened, written or left as a core dump, no process started. The server that
forks it has moved into an empty network before, where the kernel allows it; where not, a
socket still cannot be made, because that needs a file descriptor.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
from typing import Final

from gateways.images.drawing import draw
from gateways.images.port import Mark
from gateways.images.watermark import marked
from gateways.images.wire import ORDER_BYTES, answer, marked_answer, read_order

MEMORY_BYTES: Final = 1024**3
CPU_SECONDS: Final = 10

_LIMITS: Final = (
    (resource.RLIMIT_AS, MEMORY_BYTES, MEMORY_BYTES),
    # At the first limit the signal tells the parent why; at the second the kernel kills.
    (resource.RLIMIT_CPU, CPU_SECONDS, CPU_SECONDS + 1),
    (resource.RLIMIT_FSIZE, 0, 0),
    (resource.RLIMIT_CORE, 0, 0),
    (resource.RLIMIT_NPROC, 0, 0),
    # Stdin and stdout are open already; this forbids any further one.
    (resource.RLIMIT_NOFILE, 0, 0),
)
_PR_SET_PDEATHSIG: Final = 1
_PR_SET_NO_NEW_PRIVS: Final = 38
_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000


def work() -> None:
    """One file in, one answer out, as ``wire`` says."""
    confine(ctypes.CDLL(None))
    with os.fdopen(0, "rb") as order:
        data, wanted = read_order(order.read(ORDER_BYTES))
    with os.fdopen(1, "wb") as out:
        if isinstance(wanted, Mark):
            out.write(marked_answer(marked(data, wanted.text)))
        else:
            out.write(answer(draw(data, wanted)))


def renounce(libc: ctypes.CDLL) -> None:
    """Give up the network, and whatever a set-user-id program could give; children inherit it."""
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Many containers refuse this one; the limits hold all the same.
    libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def confine(libc: ctypes.CDLL) -> None:
    """Give up files, further processes, all but some memory and time, and end with the parent."""
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    for which, soft, hard in _LIMITS:
        resource.setrlimit(which, (soft, hard))
