"""ClamAV's daemon, spoken to by its INSTREAM command.

The protocol is documented in clamd(8): the command ``zINSTREAM`` and a zero byte, then chunks,
each after its length as four bytes in network order, then a length of zero. The answer is
``stream: OK``, ``stream: NAME FOUND`` or a text that ends in ``ERROR``, and a zero byte.
"""

from __future__ import annotations

import contextlib
import socket
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from gateways.antivirus.port import ScanFailed

_CHUNK_BYTES: Final = 64 * 1024
_MOST_ANSWER: Final = 4096
_SECONDS: Final = 20.0
"""For each step: connecting, sending a chunk, waiting for the answer."""

_DEFAULT_PORT: Final = 3310


class ClamdAddress(NamedTuple):
    """A path of a unix socket, or a host and a port."""

    path: str
    host: str
    port: int


def address_of(url: str) -> ClamdAddress:
    """Where ``unix:///run/clamav/clamd.ctl`` or ``tcp://host:3310`` leads. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path and not parts.netloc:
        return ClamdAddress(parts.path, "", 0)
    if parts.scheme == "tcp" and parts.hostname and parts.path in ("", "/"):
        return ClamdAddress("", parts.hostname, parts.port or _DEFAULT_PORT)
    raise ValueError("write unix:///path/of/the/socket or tcp://host:port")


class Clamd:
    """The daemon at an address; each file has a connection of its own."""

    def __init__(self, address: ClamdAddress) -> None:
        self._address = address

    def found_in(self, data: bytes) -> str | None:
        """See Antivirus."""
        try:
            answer = self._ask(data)
        except OSError as error:
            raise ScanFailed(f"clamd did not answer: {error}") from error
        result = answer.removeprefix("stream: ")
        if result == "OK":
            return None
        if result.endswith(" FOUND"):
            return result.removesuffix(" FOUND")
        raise ScanFailed(f"clamd could not scan: {answer or 'it said nothing'}")

    def _ask(self, data: bytes) -> str:
        with self._connected() as line:
            # It stops reading at its size limit; what it has to say is read all the same.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                _send(line, data)
            return _answer(line)

    def _connected(self) -> socket.socket:
        if not self._address.path:
            place = (self._address.host, self._address.port)
            return socket.create_connection(place, timeout=_SECONDS)
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(_SECONDS)
        try:
            line.connect(self._address.path)
        except OSError:
            line.close()
            raise
        return line


def _send(line: socket.socket, data: bytes) -> None:
    line.sendall(b"zINSTREAM\0")
    view = memoryview(data)
    for start in range(0, len(data), _CHUNK_BYTES):
        chunk = view[start : start + _CHUNK_BYTES]
        line.sendall(len(chunk).to_bytes(4, "big"))
        line.sendall(chunk)
    line.sendall(bytes(4))


def _answer(line: socket.socket) -> str:
    received = b""
    while len(received) < _MOST_ANSWER and not received.endswith(b"\0"):
        piece = line.recv(_MOST_ANSWER)
        if not piece:
            break
        received += piece
    return received.rstrip(b"\0\n").decode("utf-8", "replace")
