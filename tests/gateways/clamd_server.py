"""A small clamd: it speaks INSTREAM as the real one does, and knows one virus."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Put together here, so that no scanner takes this file for the test virus itself.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        server: Any = self.server
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            data += self.rfile.read(size)
            if len(data) > server.most_bytes:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        server.seen.append(data)
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in data else b"stream: OK\0")


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Unix(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True


@contextmanager
def running_clamd(
    path: Path | None = None, most_bytes: int = 25_000_000
) -> Iterator[tuple[str, list[bytes]]]:
    """Its address as settings write it, and the files that it was shown."""
    server: Any = _Unix(str(path), _Handler) if path else _Tcp(("127.0.0.1", 0), _Handler)
    server.seen, server.most_bytes = [], most_bytes
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    url = f"unix://{path}" if path else f"tcp://127.0.0.1:{server.server_address[1]}"
    try:
        yield url, server.seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
