"""Where sealed files lie: the port, and what every place promises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Protocol

import msgspec

_ID: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)


class FilesUnavailable(OSError):
    """The place cannot be written or read now: a full disk, a bucket that does not answer.

    Nothing half-written is ever seen under an id.
    """


class Placed(msgspec.Struct, frozen=True):
    """A file that lies in the place: its id, its size in bytes, and since when (UTC)."""

    id: str
    size: int
    since: datetime


class Place(Protocol):
    """Keeps sealed bytes by id (32 hexadecimal digits; ValueError for anything else)."""

    def write(self, file_id: str, pieces: Iterable[bytes]) -> None:
        """Keep the pieces as one file, for good once this returns; all of it or nothing.

        An id is never overwritten. Raises FilesUnavailable, and what ``pieces`` raises.
        """
        ...

    def read(self, file_id: str) -> bytes | None:
        """The file, or None where there is none. Raises FilesUnavailable."""
        ...

    def remove(self, file_id: str) -> None:
        """Delete the file; one that is gone already is no mistake. Raises FilesUnavailable."""
        ...

    def placed(self) -> Iterator[Placed]:
        """All files, in no order. Raises FilesUnavailable."""
        ...

    def check(self) -> None:
        """Raises UnsafeStart, in one sentence, where files could not be kept."""
        ...


def is_id(text: str) -> bool:
    """Whether the text has the form of a file's id."""
    return _ID.fullmatch(text) is not None


def path_of(file_id: str) -> str:
    """Where a file lies below its place's root, in folders by the start of its id."""
    if not is_id(file_id):
        raise ValueError("the id of a file has 32 hexadecimal digits")
    return f"{file_id[:2]}/{file_id[2:4]}/{file_id}"
