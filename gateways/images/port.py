"""Preparing an uploaded scan: what comes of it, and the port."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol

import msgspec

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_PIXELS: Final = 60_000_000
MIN_LONG_SIDE: Final = 600
MIN_SHORT_SIDE: Final = 100
VIEW_SIDE: Final = 2600
THUMBNAIL_SIDE: Final = 320


class Reason(StrEnum):
    """Why a file cannot be used as a scan."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    """More than MAX_BYTES."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """More than MAX_PIXELS, by its header: it was not decoded."""
    NOT_AN_IMAGE = "not_an_image"
    """By its content neither JPEG nor PNG, whatever its name says; or it is animated."""
    BROKEN = "broken"
    """A JPEG or PNG that cannot be decoded to its end, such as a truncated one."""
    TOO_SMALL = "too_small"
    """The long side is under MIN_LONG_SIDE pixels, or the short one under MIN_SHORT_SIDE."""
    NO_COLOUR = "no_colour"
    """A grey picture: the law asks for a colour scan of the original."""
    TOOK_TOO_LONG = "took_too_long"
    CRASHED = "crashed"
    """The decoder failed. The picture may be made to harm; nothing of it was kept."""


class Prepared(msgspec.Struct, frozen=True):
    """A scan as it is kept: two JPEGs without any metadata, upright, in RGB.

    ``view`` has a long side of at most VIEW_SIDE pixels, and ``width`` and ``height`` are its
    own; ``thumbnail`` has at most THUMBNAIL_SIDE. ``original_format`` is JPEG or PNG.
    """

    view: bytes
    thumbnail: bytes
    width: int
    height: int
    original_format: str


class Refused(msgspec.Struct, frozen=True):
    """The file is not used, and why."""

    reason: Reason


class ImageWorkshop(Protocol):
    """Where uploaded files become scans."""

    def prepare(self, data: bytes) -> Prepared | Refused:
        """The scan, or the reason why there is none. Raises nothing for any input."""
        ...


def refused_unread(data: bytes) -> Refused | None:
    """The refusals that need no look into the file."""
    if not data:
        return Refused(Reason.EMPTY)
    if len(data) > MAX_BYTES:
        return Refused(Reason.TOO_LARGE)
    return None
