"""Sealed files in a directory, safe against a crash or a power cut in the middle of a write."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from store.blobs.place import FilesUnavailable, Placed, is_id, path_of
from store.engine import UnsafeStart

_STALE_SECONDS: Final = 24 * 3600


class LocalDisk:
    """Files are written under ``incoming`` and renamed when they are whole and on the disk."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._incoming = directory / "incoming"
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._sweep()

    def write(self, file_id: str, pieces: Iterable[bytes]) -> None:
        """See Place."""
        final = self._directory / path_of(file_id)
        part = self._incoming / file_id
        with _told_as_unavailable():
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    for piece in pieces:
                        file.write(piece)
                    file.flush()
                    os.fsync(file.fileno())
                self._publish(part, final)
            except BaseException:
                part.unlink(missing_ok=True)
                raise

    def read(self, file_id: str) -> bytes | None:
        """See Place."""
        with _told_as_unavailable():
            try:
                return (self._directory / path_of(file_id)).read_bytes()
            except FileNotFoundError:
                return None

    def remove(self, file_id: str) -> None:
        """See Place."""
        with _told_as_unavailable():
            (self._directory / path_of(file_id)).unlink(missing_ok=True)

    def placed(self) -> Iterator[Placed]:
        """See Place. What is still being written is not among them."""
        for path in self._directory.glob("??/??/*"):
            if not is_id(path.name):
                continue
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            yield Placed(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC))

    def check(self) -> None:
        """See Place."""
        probe = self._incoming / secrets.token_hex(16)
        try:
            probe.touch(mode=0o600, exist_ok=False)
            probe.unlink()
        except OSError as error:
            raise UnsafeStart(
                f"{self._directory} cannot be written ({error.strerror}): set FILES_DIR to a "
                "directory that this user may write."
            ) from None

    def _publish(self, part: Path, final: Path) -> None:
        for folder in (final.parent.parent, final.parent):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
                _sync_directory(folder.parent)
        # Whoever holds the part is the only one who writes this id, so none comes in between.
        if final.exists():
            raise FileExistsError(errno.EEXIST, "this id is taken")
        part.rename(final)
        try:
            _sync_directory(final.parent)
        except BaseException:
            final.unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        # Left by a process that was killed while it wrote. Younger ones may still be written.
        limit = time.time() - _STALE_SECONDS
        for part in self._incoming.iterdir():
            try:
                if part.stat().st_mtime < limit:
                    part.unlink()
            except FileNotFoundError:
                continue


@contextmanager
def _told_as_unavailable() -> Iterator[None]:
    try:
        yield
    except FilesUnavailable:
        raise
    except OSError as error:
        raise FilesUnavailable(error.errno, error.strerror) from error


def _sync_directory(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
